package id.kinerja.assessment.closing;

import id.kinerja.assessment.closing.SchoolPeriod.Included;
import id.kinerja.assessment.closing.SchoolPeriod.LeftOut;
import id.kinerja.assessment.rating.Predicate;
import id.kinerja.kit.model.DomainEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** A school's period was closed; subscribers read it, so it carries no result of a person. */
record PeriodClosed(
        String npsn,
        String periodId,
        String regulation,
        int year,
        Instant closedAt,
        String closedBy,
        Map<Predicate, Integer> counts,
        List<Included> included,
        List<LeftOut> leftOut)
        implements DomainEvent {

    @Override
    public String subject() {
        return npsn;
    }
}
