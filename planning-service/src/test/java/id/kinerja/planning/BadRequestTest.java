package id.kinerja.planning;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.testing.ServiceSuite;
import org.junit.jupiter.api.Test;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.TestPropertySource;

/** In a context of its own: among the bad requests are some that do something. */
@TestPropertySource(properties = "kinerja.test.context=bad-requests")
@DirtiesContext
class BadRequestTest extends ServiceSuite {

    @Test
    void no_request_makes_the_service_fail_or_show_its_inside() {
        assertThat(answersToBadRequests()).isEmpty();
    }
}
