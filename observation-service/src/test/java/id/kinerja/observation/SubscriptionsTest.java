package id.kinerja.observation;

import id.kinerja.kit.testing.ServiceSuite;
import org.junit.jupiter.api.Test;

class SubscriptionsTest extends ServiceSuite {

    @Test
    void every_event_that_is_listened_to_can_be_read_as_the_contract_has_it() {
        assertReadsTheContract();
    }
}
