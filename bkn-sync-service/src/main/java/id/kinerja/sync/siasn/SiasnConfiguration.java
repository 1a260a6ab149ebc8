package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.OperatorToken;
import id.kinerja.sync.registry.PeriodicRegistry;
import id.kinerja.sync.registry.PlanChannel;
import id.kinerja.sync.registry.PlanOutcome;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.observation.ObservationRegistry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Wires the adapter: the registry with its limits, and the plan channel that the installation chose.
 *
 * <p>Real time is used throughout, never the application's clock: tokens and pauses are BKN's time, which a development
 * offset does not move.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BknProperties.class)
class SiasnConfiguration {

    private static final Clock REAL_TIME = Clock.systemUTC();

    @Bean
    BknHttp bknHttp(BknProperties properties, SslBundles sslBundles, ObjectProvider<ObservationRegistry> observations) {
        String bundle = properties.sslBundle();
        return new BknHttp(
                properties.connectTimeout(),
                properties.replyLimit().toBytes(),
                bundle == null || bundle.isBlank()
                        ? null
                        : sslBundles.getBundle(bundle).createSslContext(),
                properties.proxy(),
                properties.refusedConnection(),
                observations.getIfAvailable(() -> ObservationRegistry.NOOP));
    }

    @Bean
    ReplyClassifier replyClassifier(BknProperties properties) {
        return new ReplyClassifier(properties.suspensionPause());
    }

    @Bean
    TokenSource apimTokenSource(BknProperties properties, BknHttp http, ReplyClassifier classifier) {
        return new OAuthTokenSource(
                new OAuthGrant.ClientCredentials(
                        properties.apimTokenUrl(), properties.consumerKey(), properties.consumerSecret()),
                http,
                classifier,
                properties.tokenDeadline(),
                REAL_TIME);
    }

    @Bean
    TokenSource ssoTokenSource(
            BknProperties properties,
            BknHttp http,
            ReplyClassifier classifier,
            ObjectProvider<SsoTokenStore> persistent) {
        OAuthGrant grant = switch (properties.ssoMode()) {
            case MANUAL -> null;
            case PASSWORD ->
                new OAuthGrant.Password(
                        properties.ssoTokenUrl(),
                        properties.ssoClientId(),
                        Objects.requireNonNull(properties.ssoUsername()),
                        Objects.requireNonNull(properties.ssoPassword()));
            case REFRESH ->
                new OAuthGrant.Refresh(
                        properties.ssoTokenUrl(), properties.ssoClientId(), store(persistent, properties));
        };
        return grant == null
                ? new ManualSsoTokenSource(store(persistent, properties), REAL_TIME)
                : new OAuthTokenSource(grant, http, classifier, properties.tokenDeadline(), REAL_TIME);
    }

    private static SsoTokenStore store(ObjectProvider<SsoTokenStore> persistent, BknProperties properties) {
        return persistent.getIfAvailable(() -> new InMemorySsoTokenStore(properties.suppliedToken()));
    }

    @Bean
    OperatorToken operatorToken(BknProperties properties, ObjectProvider<SsoTokenStore> persistent) {
        return new SuppliedToken(properties.ssoMode(), store(persistent, properties), REAL_TIME);
    }

    @Bean
    SiasnCalls siasnCalls(
            BknHttp http,
            ReplyClassifier classifier,
            @Qualifier("apimTokenSource") TokenSource apimTokenSource,
            @Qualifier("ssoTokenSource") TokenSource ssoTokenSource,
            BknProperties properties) {
        return new SiasnCalls(http, classifier, apimTokenSource, ssoTokenSource, REAL_TIME, properties);
    }

    @Bean
    ResilientRegistry nationalPerformanceRegistry(SiasnCalls calls, BknProperties properties) {
        NationalPerformanceRegistry siasn = new SiasnRegistry(calls, properties);
        return new ResilientRegistry(siasn, calls::obey, properties);
    }

    @Bean
    PeriodicRegistry periodicRegistry(SiasnCalls calls, ResilientRegistry limits, BknProperties properties) {
        return limits.around(new SiasnPeriodicRegistry(calls, properties.periodicMonths()));
    }

    @Bean
    PlanChannel planChannel(SiasnCalls calls, ResilientRegistry limits, BknProperties properties) {
        return switch (properties.planChannel()) {
            case HOLD -> new HoldingPlanChannel(PlanOutcome.Reason.NO_CHANNEL);
            case PULL -> new HoldingPlanChannel(PlanOutcome.Reason.AWAITS_PULL);
            case PUSH -> {
                URI intake = Objects.requireNonNull(properties.planIntakeUrl());
                yield limits.around(new PushPlanChannel(calls, intake));
            }
        };
    }

    /** The time that the SSO token has left: with a manual token, the alarm that a new one is needed. */
    @Bean
    MeterBinder ssoTokenRemaining(@Qualifier("ssoTokenSource") TokenSource source) {
        return meters -> TimeGauge.builder(
                        "kinerja.bkn.sso.token.remaining", source, TimeUnit.SECONDS, SiasnConfiguration::secondsLeft)
                .description("Time until the SSO token expires; NaN when unknown")
                .register(meters);
    }

    private static double secondsLeft(TokenSource source) {
        Instant expiresAt = source.expiresAt();
        return expiresAt == null
                ? Double.NaN
                : Duration.between(REAL_TIME.instant(), expiresAt).toSeconds();
    }
}
