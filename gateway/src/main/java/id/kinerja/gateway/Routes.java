package id.kinerja.gateway;

import static org.springframework.cloud.gateway.server.mvc.filter.BeforeFilterFunctions.uri;
import static org.springframework.cloud.gateway.server.mvc.handler.GatewayRouterFunctions.route;
import static org.springframework.cloud.gateway.server.mvc.handler.HandlerFunctions.http;
import static org.springframework.web.servlet.function.RequestPredicates.path;

import java.io.IOException;
import java.net.URI;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.servlet.function.RequestPredicate;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/** Which service answers what. A path that is not listed here does not exist outside. */
@Configuration
class Routes {

    private static final Logger log = LoggerFactory.getLogger(Routes.class);

    private final Problems problems;

    Routes(Problems problems) {
        this.problems = problems;
    }

    @Bean
    RouterFunction<ServerResponse> planning(GatewayProperties services) {
        return to(
                "planning",
                services.planningUri(),
                "plans",
                "bulk-approvals",
                "work-teams",
                "appraiser-policies",
                "bulk-drafts",
                "roster-imports",
                "regulations",
                "education-reports",
                "recommendations",
                "schools",
                "preflights",
                "employees",
                "progress",
                "deadlines",
                "deadline-extensions",
                "me");
    }

    @Bean
    RouterFunction<ServerResponse> observation(GatewayProperties services) {
        return to("observation", services.observationUri(), "coaching-cycles", "pending-observations");
    }

    @Bean
    RouterFunction<ServerResponse> assessment(GatewayProperties services) {
        return to("assessment", services.assessmentUri(), "assessments", "school-periods");
    }

    @Bean
    RouterFunction<ServerResponse> bknSync(GatewayProperties services) {
        return to(
                "bkn-sync",
                services.bknSyncUri(),
                "deliveries",
                "lanes",
                "identity-findings",
                "backlog",
                "audit",
                "reconciliations",
                "feed");
    }

    /** A service answers its resources, and what operators ask of it. */
    private RouterFunction<ServerResponse> to(String service, URI address, String... resources) {
        var paths = Arrays.stream(resources)
                .map(resource -> under("/api/v1/" + resource))
                .reduce(under("/api/v1/operations/" + service), RequestPredicate::or);
        return route(service)
                .route(paths, http())
                .before(uri(address))
                .onError(Routes::isUnreachable, (failure, request) -> unreachable(service, failure, request))
                .build();
    }

    private static RequestPredicate under(String path) {
        return path(path).or(path(path + "/**"));
    }

    private static boolean isUnreachable(Throwable failure) {
        return failure instanceof ResourceAccessException || failure instanceof IOException;
    }

    /** The request may or may not have been carried out, so the client is asked to send the very same one again. */
    private ServerResponse unreachable(String service, Throwable failure, ServerRequest request) {
        log.warn("{} does not answer: {}", service, failure.getClass().getName());
        return ServerResponse.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "2")
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problems.of(request.servletRequest(), HttpStatus.SERVICE_UNAVAILABLE, "service-unavailable"));
    }
}
