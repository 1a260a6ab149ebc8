package id.kinerja.assessment.rating;

import id.kinerja.assessment.rating.AssessmentEvent.AssessmentFinalized;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.regulation.Regulations;
import java.io.IOException;
import java.io.InputStream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.Resource;
import org.springframework.data.mongodb.core.MongoTemplate;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.dataformat.yaml.YAMLMapper;

@Configuration
class RatingConfiguration {

    static final AggregateType<Assessment> ASSESSMENTS = AggregateType.of(
                    "assessments", Assessment.class, "/assessment/assessments/", "kinerja.assessment.results")
            .publishing(AssessmentFinalized.class, "id.kinerja.assessment.AssessmentFinalized.v1")
            .indexed("state.employeeId")
            .indexed("state.npsn", "state.periodId");

    @Bean
    AggregateStore<Assessment> assessments(AggregateStores stores) {
        return stores.open(ASSESSMENTS);
    }

    @Bean
    AgreedPlans agreedPlans(MongoTemplate mongo, AggregateStore<Assessment> assessments, Regulations regulations) {
        return new AgreedPlans(mongo, assessments, regulations);
    }

    @Bean
    Subscriptions agreedPlanSubscriptions(AgreedPlans plans) {
        return plans.subscriptions();
    }

    @Bean
    Standings standings(AggregateStore<Assessment> assessments, AgreedPlans plans) {
        return new Standings(assessments, plans);
    }

    @Bean
    PredicateMatrix predicateMatrix(@Value("classpath:predicate-matrix.yaml") Resource matrix) throws IOException {
        try (var content = matrix.getInputStream()) {
            return read(content);
        }
    }

    static PredicateMatrix read(InputStream matrix) {
        return YAMLMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build()
                .readValue(matrix, PredicateMatrix.class);
    }
}
