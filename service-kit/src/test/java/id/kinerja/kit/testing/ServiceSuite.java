package id.kinerja.kit.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.contracts.ApiDescription;
import id.kinerja.kit.contracts.ApiDescription.Exchange;
import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.events.Subscriptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.json.JsonMapper;

/**
 * A whole service with its real broker and real driver, called over HTTP with signed tokens; what it answers is compared
 * with its published description. All suites of a module share one context, so each test works with people and schools of
 * its own: {@link #newSchool()}.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Import(ServiceSuite.Watched.class)
public abstract class ServiceSuite {

    /** How long a condition may take on a busy machine before the test calls it absent. */
    protected static final Duration SOON = Duration.ofSeconds(30);

    /** Every command to the database is watched. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Watched {

        @Bean
        QueryGuard queryGuard() {
            return new QueryGuard();
        }

        @Bean
        MongoClientSettingsBuilderCustomizer watched(QueryGuard guard) {
            return settings -> settings.addCommandListener(guard);
        }
    }

    @LocalServerPort
    private int port;

    @Value("${spring.application.name}")
    private String service;

    @Autowired
    private QueryGuard queries;

    @Autowired
    private Directory directory;

    @Autowired
    private List<Subscriptions> subscriptions;

    @Autowired
    @Qualifier("eventJson")
    private JsonMapper eventJson;

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping handlers;

    @DynamicPropertySource
    static void infrastructure(DynamicPropertyRegistry registry) {
        registry.add("spring.kafka.bootstrap-servers", Infrastructure::brokers);
        registry.add("spring.mongodb.uri", Infrastructure::newDatabase);
        registry.add("spring.cloud.stream.bindings.events-in-0.group", () -> "test-" + UUID.randomUUID());
        registry.add("kinerja.security.issuer", () -> Infrastructure.issuer().issuer());
        registry.add("kinerja.security.jwks-uri", () -> Infrastructure.issuer().jwksUri());
        registry.add("kinerja.outbox.sweep-interval", () -> "1s");
        registry.add("logging.structured.format.console", () -> "");
    }

    @AfterEach
    void everyQueryHasAnIndexAndIsUnderstoodEverywhere() {
        assertThat(queries.violations()).isEmpty();
    }

    /**
     * What the service reads from its database meanwhile, as {@code find collection {filter}}. Other things are at work in
     * a service too, so a test looks for what concerns its own people.
     */
    protected List<String> reads(Runnable meanwhile) {
        return queries.reads(meanwhile);
    }

    /**
     * Every event that this service listens to has a golden example in the contract, and the service can read it.
     *
     * @param notPublishedYet types that nobody publishes so far, and which the contract therefore does not have
     */
    protected void assertReadsTheContract(String... notPublishedYet) {
        var types = subscriptions.stream().flatMap(some -> some.all().stream()).toList();
        assertThat(types).isNotEmpty().allSatisfy(subscription -> {
            if (!List.of(notPublishedYet).contains(subscription.type())) {
                var golden = ContractFiles.golden(subscription.type());
                assertThat((Object) eventJson.readValue(golden.dataJson(), subscription.payload()))
                        .isNotNull();
            }
        });
    }

    /**
     * Every endpoint of the service is asked for what it cannot give, by a principal and by an account with
     * every role of the office. Some of it may do something
     * all the same, so a suite that calls this wants a context of its own.
     *
     * @return what was answered with a failure or without a problem document
     */
    protected List<String> answersToBadRequests() {
        var school = newSchool();
        return BadRequests.failures(
                handlers,
                Stream.of(
                                as(school.ratna().account()),
                                as("everything@dinas.belajar.id", "operator", "office", "subscriber", "registry"))
                        // What no client sends is refused before it is an operation's matter.
                        .map(caller -> caller.watchedBy(exchange -> {}))
                        .toList());
    }

    /** The service's API as this account sees it. */
    protected Api as(String account, String... roles) {
        return withToken(Infrastructure.issuer().token(account, roles));
    }

    protected Api withToken(String token) {
        return new Api("http://127.0.0.1:" + port, token).watchedBy(this::mustBeAsPublished);
    }

    protected Api withoutToken() {
        return new Api("http://127.0.0.1:" + port, null).watchedBy(this::mustBeAsPublished);
    }

    /** Whatever a suite asks, the answer is one that the published description knows. */
    private void mustBeAsPublished(Exchange exchange) {
        assertThat(Stream.of(service, service + "-feed")
                        .map(ApiDescription::find)
                        .flatMap(Optional::stream)
                        .flatMap(description -> description.violations(exchange).stream()))
                .as("contracts/openapi says otherwise about %s", exchange)
                .isEmpty();
    }

    /** A school with a teacher, a non-ASN teacher, a principal and the principal's appraiser, known to this service. */
    protected Cast newSchool() {
        var cast = Cast.invent();
        cast.announce(Events.publisher());
        await().atMost(SOON)
                .until(() -> cast.people().stream()
                        .allMatch(
                                person -> directory.byAccount(person.account()).isPresent()));
        return cast;
    }
}
