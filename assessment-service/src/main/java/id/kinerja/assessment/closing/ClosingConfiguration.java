package id.kinerja.assessment.closing;

import id.kinerja.assessment.rating.Standings;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.regulation.Regulations;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class ClosingConfiguration {

    static final AggregateType<SchoolPeriod> SCHOOL_PERIODS = AggregateType.of(
                    "schoolPeriods", SchoolPeriod.class, "/assessment/school-periods/", "kinerja.assessment.events")
            .publishing(PeriodClosed.class, "id.kinerja.assessment.PeriodClosed.v1");

    @Bean
    SchoolPeriods schoolPeriods(AggregateStores stores, Regulations regulations) {
        return new SchoolPeriods(stores.open(SCHOOL_PERIODS), regulations);
    }

    @Bean
    SchoolReadiness schoolReadiness(Directory directory, Standings standings, Regulations regulations) {
        return new SchoolReadiness(directory, standings, regulations);
    }
}
