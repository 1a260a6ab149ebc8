package id.kinerja.assessment.closing;

import id.kinerja.assessment.closing.SchoolPeriod.Closing;
import id.kinerja.assessment.closing.SchoolPeriod.Included;
import id.kinerja.assessment.closing.SchoolPeriod.LeftOut;
import id.kinerja.assessment.rating.Predicate;
import id.kinerja.kit.model.DomainEvent;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A school's period was closed; subscribers read it, so it carries no result of a person.
 *
 * @param counts results by predicate; empty where they would tell the result of a person
 * @param countsWithheld whether that is why it is empty
 */
record PeriodClosed(
        String npsn,
        String periodId,
        String regulation,
        int year,
        Instant closedAt,
        String closedBy,
        Map<Predicate, Integer> counts,
        boolean countsWithheld,
        List<Included> included,
        List<LeftOut> leftOut)
        implements DomainEvent {

    /**
     * Fewer people than this are not counted for subscribers, nor are people who all have the same predicate: either
     * would tell what one of them was given. The number is our rule; no source names one.
     */
    static final int FEWEST_COUNTED = 5;

    static PeriodClosed of(SchoolPeriod period, Closing closing) {
        var people = closing.included().size();
        boolean telling =
                people > 0 && (people < FEWEST_COUNTED || closing.counts().size() == 1);
        return new PeriodClosed(
                period.npsn(),
                period.periodId(),
                period.regulation(),
                period.year(),
                closing.closedAt(),
                closing.closedBy(),
                telling ? Map.of() : closing.counts(),
                telling,
                closing.included(),
                closing.leftOut());
    }

    @Override
    public String subject() {
        return npsn;
    }
}
