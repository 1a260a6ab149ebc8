package id.kinerja.sync;

import org.junit.jupiter.api.Test;

class SubscriptionsTest extends SyncSuite {

    @Test
    void every_event_that_is_listened_to_can_be_read_as_the_contract_has_it() {
        assertReadsTheContract("id.kinerja.assessment.AssessmentRevised.v1");
    }
}
