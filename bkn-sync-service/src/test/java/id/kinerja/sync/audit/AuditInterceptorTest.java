package id.kinerja.sync.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.security.Actor.Grant;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerMapping;

/** The trail while its database is away. */
class AuditInterceptorTest {

    private final MongoClient away =
            MongoClients.create("mongodb://127.0.0.1:1/nowhere?serverSelectionTimeoutMS=200&connectTimeoutMS=200");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AuditInterceptor interceptor = new AuditInterceptor(
            new AuditTrail(new MongoTemplate(away, "nowhere"), new StartupIndexes()), Clock.systemUTC(), meters);
    private final MockHttpServletResponse response = new MockHttpServletResponse();

    /** Stands for any controller. */
    static final class Controller {
        public void handle() {}
    }

    private static HandlerMethod handler() throws NoSuchMethodException {
        return new HandlerMethod(new Controller(), Controller.class.getMethod("handle"));
    }

    private static MockHttpServletRequest request(String method, Grant... grants) {
        var actor = new Actor("somebody@dinas.belajar.id", null, Set.of(grants));
        SecurityContextHolder.getContext().setAuthentication(new TestingAuthenticationToken(actor, "token"));
        var request = new MockHttpServletRequest(method, "/api/v1/lanes/siasn/pause");
        request.setAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE, "/api/v1/lanes/{id}/pause");
        return request;
    }

    @AfterEach
    void forget() {
        SecurityContextHolder.clearContext();
        away.close();
    }

    @Test
    void a_command_whose_intent_cannot_be_stored_is_not_carried_out() {
        assertThatThrownBy(() -> interceptor.preHandle(request("POST", Grant.OPERATOR), response, handler()))
                .isInstanceOf(MongoException.class);
    }

    @Test
    void readings_and_people_without_a_grant_leave_no_trace() throws Exception {
        assertThat(interceptor.preHandle(request("GET", Grant.OPERATOR), response, handler()))
                .isTrue();
        assertThat(interceptor.preHandle(request("POST", Grant.SUBSCRIBER), response, handler()))
                .isTrue();
        assertThat(response.getHeader("Request-Id")).isNull();
    }

    @Test
    void an_outcome_that_cannot_be_stored_is_counted_and_the_answer_stands() throws Exception {
        var request = request("POST", Grant.OPERATOR);
        request.setAttribute(AuditInterceptor.class.getName() + ".entry", "an intent that was stored");
        interceptor.afterCompletion(request, response, handler(), null);
        assertThat(meters.counter("kinerja.audit.outcomes.lost").count()).isEqualTo(1);
    }
}
