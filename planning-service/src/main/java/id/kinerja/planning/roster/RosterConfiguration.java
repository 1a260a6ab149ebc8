package id.kinerja.planning.roster;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import java.time.ZoneId;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class RosterConfiguration {

    /** Where the days of the roster are counted. */
    static final ZoneId OFFICE_ZONE = ZoneId.of("Asia/Jakarta");

    static final String TOPIC = "kinerja.roster.events";

    static final AggregateType<School> SCHOOLS = AggregateType.of("schools", School.class, "/planning/schools/", TOPIC)
            .publishing(School.SchoolRegistered.class, "id.kinerja.roster.SchoolRegistered.v1")
            .indexed("state.regency");

    static final AggregateType<Employee> EMPLOYEES = AggregateType.of(
                    "employees", Employee.class, "/planning/employees/", TOPIC)
            .publishing(Employee.EmployeeAssigned.class, "id.kinerja.roster.EmployeeAssigned.v1")
            .publishing(Employee.EmployeeLeft.class, "id.kinerja.roster.EmployeeLeft.v1")
            .indexed("state.npsn")
            .indexed("state.nuptk")
            .indexed("state.nip");

    /** A job tells nobody anything: what it does shows in the schools and employees it changes. */
    static final AggregateType<RosterImport> IMPORTS = AggregateType.of(
                    "rosterImports", RosterImport.class, "/planning/roster-imports/", TOPIC)
            .indexed("state.status");

    /** A policy tells nobody anything: what it does shows in the employees it concerns. */
    static final AggregateType<AppraiserPolicy> APPRAISER_POLICIES =
            AggregateType.of("appraiserPolicies", AppraiserPolicy.class, "/planning/appraiser-policies/", TOPIC);

    static final AggregateType<AppraiserReview> APPRAISER_REVIEWS = AggregateType.of(
                    "appraiserReviews", AppraiserReview.class, "/planning/appraiser-reviews/", TOPIC)
            .indexed("state.status");

    @Bean
    AggregateStore<School> schools(AggregateStores stores) {
        return stores.open(SCHOOLS);
    }

    @Bean
    AggregateStore<Employee> employees(AggregateStores stores) {
        return stores.open(EMPLOYEES);
    }

    @Bean
    AggregateStore<RosterImport> rosterImports(AggregateStores stores) {
        return stores.open(IMPORTS);
    }

    @Bean
    AggregateStore<AppraiserPolicy> appraiserPolicies(AggregateStores stores) {
        return stores.open(APPRAISER_POLICIES);
    }

    @Bean
    AggregateStore<AppraiserReview> appraiserReviews(AggregateStores stores) {
        return stores.open(APPRAISER_REVIEWS);
    }
}
