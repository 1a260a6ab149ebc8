package id.kinerja.planning.plan;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.events.Subscriptions;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration
class PlanConfiguration {

    static final AggregateType<Plan> PLANS = AggregateType.of(
                    "plans", Plan.class, "/planning/plans/", "kinerja.planning.events")
            .publishing(PlanEvent.PlanDrafted.class, "id.kinerja.planning.PlanDrafted.v1")
            .publishing(PlanEvent.PlanSubmitted.class, "id.kinerja.planning.PlanSubmitted.v1")
            .publishing(PlanEvent.PlanExpectationsStated.class, "id.kinerja.planning.PlanExpectationsStated.v1")
            .publishing(PlanEvent.PlanReturned.class, "id.kinerja.planning.PlanReturned.v1")
            .publishing(PlanEvent.PlanApproved.class, "id.kinerja.planning.PlanApproved.v1")
            .publishing(PlanEvent.PlanAgreed.class, "id.kinerja.planning.PlanAgreed.v1")
            .publishing(PlanEvent.PlanReopened.class, "id.kinerja.planning.PlanReopened.v1")
            .publishing(PlanEvent.PlanClosed.class, "id.kinerja.planning.PlanClosed.v1")
            .indexed("state.employeeId")
            .indexed("state.appraiserId", "state.status");

    /** A job tells nobody anything: what it does shows in the plans that it approves. */
    static final AggregateType<BulkApproval> BULK_APPROVALS = AggregateType.of(
                    "bulkApprovals", BulkApproval.class, "/planning/bulk-approvals/", "kinerja.planning.events")
            .indexed("state.status");

    /** A recommendation tells nobody anything: it decides nothing. */
    static final AggregateType<TeamRecommendation> TEAM_RECOMMENDATIONS = AggregateType.of(
                    "teamRecommendations",
                    TeamRecommendation.class,
                    "/planning/team-recommendations/",
                    "kinerja.planning.events")
            .indexed("state.planId");

    static final AggregateType<BulkDrafting> BULK_DRAFTINGS = AggregateType.of(
                    "bulkDraftings", BulkDrafting.class, "/planning/bulk-drafts/", "kinerja.planning.events")
            .indexed("state.status");

    @Bean
    AggregateStore<Plan> plans(AggregateStores stores) {
        return stores.open(PLANS);
    }

    @Bean
    AggregateStore<BulkApproval> bulkApprovals(AggregateStores stores) {
        return stores.open(BULK_APPROVALS);
    }

    @Bean
    AggregateStore<TeamRecommendation> teamRecommendations(AggregateStores stores) {
        return stores.open(TEAM_RECOMMENDATIONS);
    }

    @Bean
    AggregateStore<BulkDrafting> bulkDraftings(AggregateStores stores) {
        return stores.open(BULK_DRAFTINGS);
    }

    @Bean
    Subscriptions planSubscriptions(PlanMoves moves) {
        return moves.subscriptions();
    }

    @Bean
    Subscriptions leaverSubscriptions(PlanLeavers leavers) {
        return leavers.subscriptions();
    }
}
