package id.kinerja.sync.siasn;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How BKN is reached and every question about its services that only BKN can answer.
 *
 * @param apiBaseUrl SIMPEG API, production {@code https://apimws.bkn.go.id:8243/apisiasn/1.0}
 * @param apimTokenUrl token endpoint of the API gateway
 * @param ssoTokenUrl token endpoint of SIASN single sign-on
 * @param consumerKey identifies this application at the gateway, with {@code consumerSecret}
 * @param ssoMode where the SSO token comes from; the password grant may be switched off for an institution [U]
 * @param ssoClientId the institution's public client at SSO
 * @param ssoUsername NIP of the operator, for mode {@code password}
 * @param ssoToken the token itself, for mode {@code manual}
 * @param ssoRefreshToken the first refresh token, for mode {@code refresh}
 * @param ssoScheme scheme word in the {@code Auth} header; both {@code bearer} and {@code Bearer} are in use [E]
 * @param planChannel what happens to agreed plans and shared observations, for which BKN has no known endpoint
 * @param planIntakeUrl where {@code push} sends them, under an assumed contract
 * @param sslBundle Spring SSL bundle with the trust store for BKN; without it the JDK's own; always verified
 * @param tokenKey 32 bytes in Base64 that encrypt the SSO token in the database; without it the token is in memory only
 * @param proxy {@code http://host:port}; without it the JDK's own setting ({@code https.proxyHost})
 * @param connectTimeout for one connection
 * @param callDeadline hard limit of one whole call: tokens, connect, every byte of the reply
 * @param tokenDeadline the part of it that fetching one token may take
 * @param replyLimit the largest reply that is read
 * @param callsInFlight simultaneous calls
 * @param callSpacing least time between the starts of two calls; no rate limit is published [U]
 * @param turnWait how long a call waits for its turn before it is deferred: half of it for a slot, half for the rate
 * @param suspensionPause how long the gateway answers by itself after a backend failure, 30 s by default at WSO2
 * @param breaker when our own circuit breaker opens
 * @param firstYear the first year whose results {@code skp22} takes; earlier ones have another model [E]
 * @param periodic whether results of months and quarters are sent, where a regulation has such periods; a post without a
 *     credit coefficient has no place in them [U]
 * @param periodicMonths how months are written there; public clients differ [U]
 * @param refusedConnection what it means when BKN refuses the connection itself: away, or we are not on its list [U]
 * @param sendKnownRecordId whether a save names the record it replaces; the effect of a stale id is unknown [U]
 * @param appraiserUnit which of a person's units goes into a result; public clients differ [U]
 */
@ConfigurationProperties("kinerja.bkn")
public record BknProperties(
        URI apiBaseUrl,
        URI apimTokenUrl,
        URI ssoTokenUrl,
        String consumerKey,
        Secret consumerSecret,
        @DefaultValue("manual") SsoMode ssoMode,
        String ssoClientId,
        @Nullable String ssoUsername,
        @Nullable Secret ssoPassword,
        @Nullable Secret ssoToken,
        @Nullable Secret ssoRefreshToken,
        @DefaultValue("bearer") String ssoScheme,
        @DefaultValue("hold") PlanChannelMode planChannel,
        @Nullable URI planIntakeUrl,
        @Nullable String sslBundle,
        @Nullable Secret tokenKey,
        @Nullable URI proxy,
        @DefaultValue("10s") Duration connectTimeout,
        @DefaultValue("60s") Duration callDeadline,
        @DefaultValue("15s") Duration tokenDeadline,
        @DefaultValue("1MB") DataSize replyLimit,
        @DefaultValue("2") int callsInFlight,
        @DefaultValue("2s") Duration callSpacing,
        @DefaultValue("10s") Duration turnWait,
        @DefaultValue("30s") Duration suspensionPause,
        @DefaultValue Breaker breaker,
        @DefaultValue("2022") int firstYear,
        @DefaultValue("false") boolean periodic,
        @DefaultValue("text") MonthType periodicMonths,
        @DefaultValue("unavailable") RefusedConnection refusedConnection,
        @DefaultValue("true") boolean sendKnownRecordId,
        @DefaultValue("unit") AppraiserUnit appraiserUnit) {

    /** Where the SSO token comes from. */
    public enum SsoMode {
        MANUAL,
        PASSWORD,
        REFRESH
    }

    /** What happens to plans and observations. */
    public enum PlanChannelMode {
        PUSH,
        PULL,
        HOLD
    }

    /** How a month is written. */
    public enum MonthType {
        TEXT,
        NUMBER
    }

    /** What a refused connection means: both come and go, the second is named to the operator. */
    public enum RefusedConnection {
        UNAVAILABLE,
        ACCESS_REFUSED
    }

    /** Which unit of a person is meant: the one worked in, or the one above it. */
    public enum AppraiserUnit {
        UNIT,
        PARENT_UNIT
    }

    /**
     * When the circuit breaker opens.
     *
     * @param window latest calls looked at
     * @param minimumCalls calls before it can open at all
     * @param failureRate percentage of unavailable answers at which it opens
     * @param openFor how long it stays open before one call may try
     */
    public record Breaker(
            @DefaultValue("10") int window,
            @DefaultValue("5") int minimumCalls,
            @DefaultValue("50") float failureRate,
            @DefaultValue("30s") Duration openFor) {}

    public BknProperties {
        require("api-base-url", apiBaseUrl);
        require("apim-token-url", apimTokenUrl);
        require("consumer-key", consumerKey);
        require("consumer-secret", consumerSecret);
        if (ssoMode != SsoMode.MANUAL) {
            require("sso-token-url", ssoTokenUrl);
            require("sso-client-id", ssoClientId);
        }
        if (ssoMode == SsoMode.PASSWORD) {
            require("sso-username", ssoUsername);
            require("sso-password", ssoPassword);
        }
        if (planChannel == PlanChannelMode.PUSH) {
            require("plan-intake-url", planIntakeUrl);
        }
        if (proxy != null && !proxy.toString().isBlank() && (proxy.getHost() == null || proxy.getPort() < 0)) {
            throw new IllegalArgumentException("kinerja.bkn.proxy is not of the form http://host:port");
        }
    }

    /** The configured token that the mode begins with. */
    @Nullable
    Secret suppliedToken() {
        return switch (ssoMode) {
            case MANUAL -> ssoToken;
            case REFRESH -> ssoRefreshToken;
            case PASSWORD -> null;
        };
    }

    private static void require(String property, @Nullable Object value) {
        if (value == null || (value instanceof Secret(var secret) ? secret : value.toString()).isBlank()) {
            throw new IllegalArgumentException("kinerja.bkn." + property + " is not set");
        }
    }
}
