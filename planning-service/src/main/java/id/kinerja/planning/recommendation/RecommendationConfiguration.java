package id.kinerja.planning.recommendation;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class RecommendationConfiguration {

    static final AggregateType<EducationReport> REPORTS = AggregateType.of(
                    "educationReports",
                    EducationReport.class,
                    "/planning/education-reports/",
                    "kinerja.planning.events")
            .indexed("state.npsn");

    @Bean
    AggregateStore<EducationReport> educationReports(AggregateStores stores) {
        return stores.open(REPORTS);
    }
}
