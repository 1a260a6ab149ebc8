package id.kinerja.sync.siasn;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import id.kinerja.sync.registry.AgreedPlan;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.PlanChannel;
import id.kinerja.sync.registry.PlanOutcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Year;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.MetricsAutoConfiguration;
import org.springframework.boot.micrometer.metrics.autoconfigure.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration;
import org.springframework.boot.micrometer.tracing.autoconfigure.MicrometerTracingAutoConfiguration;
import org.springframework.boot.micrometer.tracing.opentelemetry.autoconfigure.OpenTelemetryTracingAutoConfiguration;
import org.springframework.boot.opentelemetry.autoconfigure.OpenTelemetrySdkAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SiasnConfigurationTest {

    private static final Nip SITI = new Nip("198001012005012001");
    private static final String DATA_UTAMA = "/apisiasn/1.0/pns/data-utama/" + SITI.value();
    private static final AgreedPlan PLAN =
            new AgreedPlan("e1:2026", SITI, "2026", Year.of(2026), "GURU-1", List.of("GURU-1-A"));

    private final StubBkn bkn = new StubBkn();
    private final List<SpanData> spans = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        bkn.close();
    }

    private ApplicationContextRunner context(Map<String, String> differing) {
        Map<String, Object> settings = new HashMap<>(bkn.settings());
        settings.putAll(differing);
        return new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        SslAutoConfiguration.class,
                        ObservationAutoConfiguration.class,
                        MetricsAutoConfiguration.class,
                        CompositeMeterRegistryAutoConfiguration.class,
                        SimpleMetricsExportAutoConfiguration.class,
                        OpenTelemetrySdkAutoConfiguration.class,
                        OpenTelemetryTracingAutoConfiguration.class,
                        MicrometerTracingAutoConfiguration.class))
                .withBean(SimpleSpanProcessor.class, this::collectSpans)
                .withUserConfiguration(SiasnConfiguration.class)
                .withPropertyValues("management.tracing.sampling.probability=1.0")
                .withPropertyValues(settings.entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue())
                        .toArray(String[]::new));
    }

    private SimpleSpanProcessor collectSpans() {
        return (SimpleSpanProcessor) SimpleSpanProcessor.create(new SpanExporter() {
            @Override
            public CompletableResultCode export(Collection<SpanData> ended) {
                spans.addAll(ended);
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode flush() {
                return CompletableResultCode.ofSuccess();
            }

            @Override
            public CompletableResultCode shutdown() {
                return CompletableResultCode.ofSuccess();
            }
        });
    }

    @Test
    void the_callers_trace_goes_out_with_every_request() {
        bkn.on(DATA_UTAMA, StubBkn.json(200, "{\"code\":1,\"data\":null}"));

        context(Map.of()).run(context -> {
            Observation.createNotStarted("a delivery", context.getBean(ObservationRegistry.class))
                    .observe(() ->
                            context.getBean(NationalPerformanceRegistry.class).findPerson(SITI));
            String traceId = spans.getLast().getTraceId();

            assertThat(spans.getLast().getName()).isEqualTo("a delivery");
            for (String path : List.of(StubBkn.APIM, StubBkn.SSO, DATA_UTAMA)) {
                assertThat(bkn.requests(path).getFirst().headers().get("traceparent"))
                        .startsWith("00-" + traceId + "-");
            }
        });
    }

    @Test
    void no_employee_number_reaches_metrics_or_spans() {
        bkn.on(DATA_UTAMA, StubBkn.json(200, "{\"code\":1,\"data\":null}"), StubBkn.brokenOff());

        context(Map.of()).run(context -> {
            NationalPerformanceRegistry registry = context.getBean(NationalPerformanceRegistry.class);
            registry.findPerson(SITI);
            registry.findPerson(SITI);

            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("http.client.requests")
                            .tags("uri", "/apisiasn/1.0/pns/data-utama/{nip}", "status", "200", "outcome", "SUCCESS")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.get("http.client.requests")
                            .tags("status", "CLIENT_ERROR", "exception", "connection-lost")
                            .timer()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.getMeters().stream()
                            .map(meter -> meter.getId().toString())
                            .collect(Collectors.joining()))
                    .doesNotContain(SITI.value());
            assertThat(spans).isNotEmpty();
            assertThat(spans.toString()).contains("{nip}").doesNotContain(SITI.value());
        });
    }

    @Test
    void the_environment_names_the_settings() {
        context(Map.of())
                .withInitializer(context -> context.getEnvironment()
                        .getPropertySources()
                        .addFirst(new SystemEnvironmentPropertySource(
                                "test-systemEnvironment",
                                Map.of(
                                        "KINERJA_BKN_API_BASE_URL", "https://apimws.bkn.go.id:8243/apisiasn/1.0",
                                        "KINERJA_BKN_CONSUMER_KEY", "env-key",
                                        "KINERJA_BKN_SSO_CLIENT_ID", "env-client",
                                        "KINERJA_BKN_PLAN_CHANNEL", "push",
                                        "KINERJA_BKN_PLAN_INTAKE_URL", "https://intake.example/plans"))))
                .run(context -> {
                    BknProperties properties = context.getBean(BknProperties.class);
                    assertThat(properties.apiBaseUrl()).hasPort(8243);
                    assertThat(properties.consumerKey()).isEqualTo("env-key");
                    assertThat(properties.ssoClientId()).isEqualTo("env-client");
                    assertThat(properties.planChannel()).isEqualTo(BknProperties.PlanChannelMode.PUSH);
                    assertThat(properties.planIntakeUrl()).hasHost("intake.example");
                    assertThat(properties.replyLimit().toBytes()).isEqualTo(1 << 20);
                    assertThat(properties).asString().doesNotContain("a-secret", "a password");
                });
    }

    @Test
    void a_missing_setting_is_named_at_start() {
        context(Map.of("kinerja.bkn.plan-channel", "push"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("kinerja.bkn.plan-intake-url is not set"));
    }

    @Test
    void a_proxy_that_is_no_address_is_named_at_start() {
        context(Map.of("kinerja.bkn.proxy", "proxy.example"))
                .run(context -> assertThat(context)
                        .getFailure()
                        .rootCause()
                        .hasMessageContaining("kinerja.bkn.proxy is not of the form"));
    }

    @Test
    void plans_are_held_unless_the_installation_pushes_them() {
        context(Map.of())
                .run(context -> assertThat(context.getBean(PlanChannel.class).offer(PLAN))
                        .isEqualTo(new PlanOutcome.Held(PlanOutcome.Reason.NO_CHANNEL)));
        context(Map.of("kinerja.bkn.plan-channel", "pull"))
                .run(context -> assertThat(context.getBean(PlanChannel.class).offer(PLAN))
                        .isEqualTo(new PlanOutcome.Held(PlanOutcome.Reason.AWAITS_PULL)));

        bkn.on(StubBkn.INTAKE, StubBkn.json(200, "{\"success\":true,\"mapData\":\"p1\",\"message\":\"success\"}"));
        context(Map.of(
                        "kinerja.bkn.plan-channel",
                        "push",
                        "kinerja.bkn.plan-intake-url",
                        bkn.url(StubBkn.INTAKE).toString()))
                .run(context -> assertThat(context.getBean(PlanChannel.class).offer(PLAN))
                        .isInstanceOf(PlanOutcome.class)
                        .extracting("message")
                        .isEqualTo("success"));
    }

    @Test
    void a_supplied_token_is_used_and_its_remaining_time_shown() {
        bkn.on(DATA_UTAMA, StubBkn.json(200, "{\"code\":1,\"data\":null}"));
        String token = TokenTest.jwt(
                "{\"exp\":" + java.time.Instant.now().plusSeconds(1000).getEpochSecond() + "}");

        context(Map.of("kinerja.bkn.sso-mode", "manual", "kinerja.bkn.sso-token", token))
                .run(context -> {
                    context.getBean(NationalPerformanceRegistry.class).findPerson(SITI);

                    assertThat(bkn.requests(DATA_UTAMA).getFirst().headers()).containsEntry("Auth", "bearer " + token);
                    assertThat(bkn.requests(StubBkn.SSO)).isEmpty();
                    assertThat(context.getBean(MeterRegistry.class)
                                    .get("kinerja.bkn.sso.token.remaining")
                                    .timeGauge()
                                    .value(java.util.concurrent.TimeUnit.SECONDS))
                            .isBetween(900.0, 1000.0);
                });
    }

    @Test
    void certificates_are_verified_and_a_trust_store_can_be_named(@TempDir Path folder) throws Exception {
        HttpsServer server = selfSignedServer(folder);
        try {
            String url = "https://localhost:" + server.getAddress().getPort();
            Map<String, String> tls = Map.of(
                    "kinerja.bkn.api-base-url",
                    url,
                    "kinerja.bkn.apim-token-url",
                    url + "/oauth2/token",
                    "kinerja.bkn.sso-mode",
                    "manual",
                    "kinerja.bkn.sso-token",
                    "opaque");
            context(tls)
                    .run(context -> assertThat(context.getBean(NationalPerformanceRegistry.class)
                                    .findPerson(SITI))
                            .isInstanceOfSatisfying(
                                    Lookup.Failed.class,
                                    failed -> assertThat(failed.obstacle()
                                                    .diagnosis()
                                                    .code())
                                            .isEqualTo("tls-handshake")));

            Map<String, String> trusting = new HashMap<>(tls);
            trusting.put("kinerja.bkn.ssl-bundle", "bkn");
            trusting.put(
                    "spring.ssl.bundle.jks.bkn.truststore.location",
                    folder.resolve("bkn.p12").toUri().toString());
            trusting.put("spring.ssl.bundle.jks.bkn.truststore.password", "changeit");
            context(trusting)
                    .run(context -> assertThat(context.getBean(NationalPerformanceRegistry.class)
                                    .findPerson(SITI))
                            .isEqualTo(new Lookup.Absent<>()));
        } finally {
            server.stop(0);
        }
    }

    private static HttpsServer selfSignedServer(Path folder) throws Exception {
        Path store = folder.resolve("bkn.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "bkn",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        store.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(keytool.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertThat(keytool.waitFor()).as(output).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, "changeit".toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext("/oauth2/token", exchange -> {
            try (exchange) {
                StubBkn.token("apim-1", 3600).to(exchange);
            }
        });
        server.createContext("/pns/", exchange -> {
            try (exchange) {
                StubBkn.json(200, "{\"code\":1,\"data\":null}").to(exchange);
            }
        });
        server.start();
        return server;
    }
}
