package id.kinerja.sync;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;

class TraceToBknTest extends SyncSuite {

    @Test
    void the_call_to_bkn_belongs_to_the_trace_of_the_decision() {
        var school = knownSchool();
        var traceId = UUID.randomUUID().toString().replace("-", "");

        tellPlan(
                school.sari(),
                "id.kinerja.planning.PlanAgreed.v1",
                1,
                "agreedAt",
                "00-" + traceId + "-00f067aa0ba902b7-01");
        awaitStatus(plan(school.sari()), "DELIVERED");

        assertThat(registry.traceOfPlan(nip(school.sari()))).contains(traceId);
    }
}
