package id.kinerja.observation.coaching;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.testing.ServiceSuite;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class AgreedPlansTest extends ServiceSuite {

    @Autowired
    private AgreedPlans plans;

    /** One event of a plan; only an agreement has an indicator. */
    private record Told(long sequence, String type, String indicatorCode) {
        private static Told agreed(long sequence, String indicatorCode) {
            return new Told(sequence, AgreedPlans.PLAN_AGREED, indicatorCode);
        }

        private static Told reopened(long sequence) {
            return new Told(sequence, AgreedPlans.PLAN_REOPENED, "");
        }

        private static Told closed(long sequence) {
            return new Told(sequence, AgreedPlans.PLAN_CLOSED, "");
        }
    }

    @Test
    void the_newest_event_of_a_plan_counts_in_whatever_order_and_however_often_events_come() {
        var endsAgreed = List.of(Told.agreed(3, "GURU-1"), Told.reopened(4), Told.agreed(7, "GURU-2"));
        var endsReopened = List.of(Told.agreed(3, "GURU-1"), Told.agreed(6, "GURU-2"), Told.reopened(8));
        var endsClosed = List.of(Told.agreed(3, "GURU-1"), Told.reopened(4), Told.agreed(6, "GURU-2"), Told.closed(7));
        var random = new Random(20_306_577);

        for (int i = 0; i < 50; i++) {
            assertThat(plans.find(tell(shuffledWithRepetitions(endsAgreed, random))))
                    .hasValueSatisfying(plan -> assertThat(plan.indicatorCode()).isEqualTo("GURU-2"));
            assertThat(plans.find(tell(shuffledWithRepetitions(endsReopened, random))))
                    .isEmpty();
            assertThat(plans.find(tell(shuffledWithRepetitions(endsClosed, random))))
                    .isEmpty();
        }
    }

    private static List<Told> shuffledWithRepetitions(List<Told> events, Random random) {
        var told = new ArrayList<>(events);
        for (int i = 0; i < events.size(); i++) {
            told.add(events.get(random.nextInt(events.size())));
        }
        Collections.shuffle(told, random);
        return told;
    }

    private String tell(List<Told> events) {
        var employeeId = UUID.randomUUID().toString();
        var planId = employeeId + ":2026";
        for (var event : events) {
            if (event.type().equals(AgreedPlans.PLAN_REOPENED)) {
                handle(planId, event, new AgreedPlans.PlanReopened(planId));
            } else if (event.type().equals(AgreedPlans.PLAN_CLOSED)) {
                handle(planId, event, new AgreedPlans.PlanClosed(planId));
            } else {
                var plan = new AgreedPlan(
                        planId,
                        employeeId,
                        "20306577",
                        "2026",
                        "2025",
                        1,
                        event.indicatorCode(),
                        List.of(event.indicatorCode() + "-A"),
                        "DECIDED",
                        "APPRAISER");
                handle(planId, event, plan);
            }
        }
        return planId;
    }

    private void handle(String planId, Told event, Object payload) {
        var envelope = new EventEnvelope(
                UUID.randomUUID().toString(),
                event.type(),
                "/planning/plans/" + planId,
                planId,
                Instant.parse("2026-01-21T02:30:00Z"),
                event.sequence(),
                null);
        plans.subscriptions().all().stream()
                .filter(subscription -> subscription.type().equals(event.type()))
                .forEach(subscription -> accept(subscription, envelope, payload));
    }

    private static <T> void accept(Subscription<T> subscription, EventEnvelope envelope, Object payload) {
        subscription.handler().accept(envelope, subscription.payload().cast(payload));
    }
}
