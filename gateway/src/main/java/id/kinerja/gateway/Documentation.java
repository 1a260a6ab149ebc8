package id.kinerja.gateway;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.function.RouterFunction;
import org.springframework.web.servlet.function.RouterFunctions;
import org.springframework.web.servlet.function.ServerRequest;
import org.springframework.web.servlet.function.ServerResponse;

/**
 * Where developers find what the services offer: the OpenAPI documents of the contracts, as they are, below
 * {@code /openapi}, and a page to read them and try them out, {@code /docs}. For everybody: no token is asked for, and
 * nothing is fetched from elsewhere.
 */
@Configuration
class Documentation {

    private static final MediaType YAML = MediaType.parseMediaType("application/yaml");
    private static final MediaType CSS = MediaType.parseMediaType("text/css");
    private static final MediaType SCRIPT = MediaType.parseMediaType("text/javascript");

    /** Nothing from elsewhere, nothing within the page; Swagger UI's icons are images written into its style sheet. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'none'; script-src 'self'; style-src 'self';"
            + " img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** A document of the contracts, and where it is served. */
    private record Described(String name, String title, String href) {
        static Described of(String name, String title) {
            return new Described(name, title, "/openapi/" + name + ".yaml");
        }
    }

    private record Index(List<Described> documents, String page) {}

    private record Served(Resource content, MediaType type) {}

    private static final List<Described> DOCUMENTS = List.of(
            Described.of("planning", "Roster, regulation packs, performance plans"),
            Described.of("observation", "Coaching cycles"),
            Described.of("assessment", "Ratings, predicate, closing"),
            Described.of("bkn-sync", "Deliveries to e-Kinerja BKN"),
            Described.of("bkn-sync-feed", "Pull feed for e-Kinerja BKN"));

    private final Problems problems;
    private final Map<String, Served> files = new LinkedHashMap<>();

    /** @param swaggerUi where Swagger UI lies on the classpath */
    Documentation(Problems problems, @Value("${kinerja.gateway.swagger-ui}") String swaggerUi) {
        this.problems = problems;
        DOCUMENTS.forEach(document -> files.put(
                document.href(),
                new Served(new ClassPathResource("contracts/openapi/" + document.name() + ".yaml"), YAML)));
        files.put("/docs", new Served(new ClassPathResource("documentation/docs.html"), MediaType.TEXT_HTML));
        files.put("/docs/docs.css", new Served(new ClassPathResource("documentation/docs.css"), CSS));
        files.put("/docs/docs.js", new Served(new ClassPathResource("documentation/docs.js"), SCRIPT));
        files.put("/docs/swagger-ui.css", new Served(new ClassPathResource(swaggerUi + "swagger-ui.css"), CSS));
        files.put("/docs/swagger-ui.js", new Served(new ClassPathResource(swaggerUi + "swagger-ui-bundle.js"), SCRIPT));
    }

    @Bean
    RouterFunction<ServerResponse> documents() {
        return RouterFunctions.route()
                .GET("/openapi", request -> answer().body(new Index(DOCUMENTS, "/docs")))
                .GET("/openapi/*", this::file)
                .GET("/docs", this::file)
                .GET("/docs/*", this::file)
                .build();
    }

    private ServerResponse file(ServerRequest request) {
        var served = files.get(request.path());
        return served == null
                ? ServerResponse.status(HttpStatus.NOT_FOUND)
                        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                        .body(problems.of(request.servletRequest(), HttpStatus.NOT_FOUND, "no-such-resource"))
                : answer().contentType(served.type()).body(served.content());
    }

    private static ServerResponse.BodyBuilder answer() {
        return ServerResponse.ok()
                .cacheControl(CacheControl.maxAge(Duration.ofMinutes(5)).cachePublic())
                .header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("Referrer-Policy", "no-referrer");
    }
}
