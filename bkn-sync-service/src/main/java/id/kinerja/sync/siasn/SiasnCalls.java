package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.CallLimits;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Obstacle.Blocked;
import id.kinerja.sync.registry.Obstacle.Refusal;
import id.kinerja.sync.registry.Obstacle.Rejected;
import id.kinerja.sync.siasn.TokenSource.Grant.Denied;
import id.kinerja.sync.siasn.TokenSource.Grant.Granted;
import id.kinerja.sync.siasn.Verdict.Identity;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a call with the tokens that it needs and says what the reply means.
 *
 * <p>A refused token is renewed and the call repeated, once for each identity and within the same deadline. That is the
 * only repetition here: a call refused for its token was certainly not carried out.
 */
final class SiasnCalls {

    private static final JsonMapper JSON = new JsonMapper();

    private final BknHttp http;
    private final ReplyClassifier classifier;
    private final Map<Identity, TokenSource> tokens;
    private final InstantSource clock;
    private final URI baseUrl;
    private final String ssoScheme;
    private volatile Duration longestCall;

    SiasnCalls(
            BknHttp http,
            ReplyClassifier classifier,
            TokenSource apimTokens,
            TokenSource ssoTokens,
            InstantSource clock,
            BknProperties properties) {
        this.http = http;
        this.classifier = classifier;
        this.tokens = Map.of(Identity.APIM, apimTokens, Identity.SSO, ssoTokens);
        this.clock = clock;
        this.baseUrl = properties.apiBaseUrl();
        this.ssoScheme = properties.ssoScheme();
        this.longestCall = properties.callDeadline();
    }

    /** Takes over what an operator has changed of the deadline of a call and the rest of a suspended gateway. */
    void obey(CallLimits limits) {
        longestCall = limits.callDeadline();
        classifier.restWhenSuspended(limits.suspensionPause());
    }

    /** Asks for something about a person; the number goes where the template says {@code {nip}}. */
    Verdict get(String template, Nip nip) {
        URI url = URI.create(baseUrl + template.replace("{nip}", nip.value()));
        return call(
                List.of(Identity.APIM, Identity.SSO),
                headers -> BknHttp.Call.get(url, baseUrl.getPath() + template, headers));
    }

    /** Posts JSON to the SIMPEG API, which wants both identities. */
    Verdict post(String path, Object body) {
        return post(URI.create(baseUrl + path), List.of(Identity.APIM, Identity.SSO), body);
    }

    /** Posts JSON to an address behind the same gateway that wants the application's identity only. */
    Verdict postAsApplication(URI url, Object body) {
        return post(url, List.of(Identity.APIM), body);
    }

    private Verdict post(URI url, List<Identity> identities, Object body) {
        byte[] json = JSON.writeValueAsBytes(body);
        return call(identities, headers -> {
            headers.put("Content-Type", "application/json");
            return BknHttp.Call.post(url, url.getPath(), headers, BodyPublishers.ofByteArray(json));
        });
    }

    private interface CallWithHeaders {
        BknHttp.Call with(Map<String, String> headers);
    }

    private Verdict call(List<Identity> identities, CallWithHeaders call) {
        Deadline deadline = Deadline.after(longestCall);
        Set<Identity> renewed = EnumSet.noneOf(Identity.class);
        while (true) {
            Map<Identity, Token> held = new EnumMap<>(Identity.class);
            for (Identity identity : identities) {
                switch (source(identity).token(deadline)) {
                    case Granted(Token token) -> held.put(identity, token);
                    case Denied(Obstacle obstacle) -> {
                        return new Verdict.Stopped(obstacle);
                    }
                }
            }
            Verdict verdict = classifier.classify(http.send(call.with(headers(held)), deadline), clock.instant());
            if (!(verdict instanceof Verdict.TokenRefused(var identity, var diagnosis, boolean named))) {
                return verdict;
            }
            if (!named && (!source(identity).renews() || renewed.contains(identity))) {
                // As good a token as there is, and no word about it: this may be about the person alone.
                return new Verdict.Stopped(new Rejected(Refusal.FORBIDDEN, List.of(diagnosis.excerpt()), diagnosis));
            }
            Token refused = held.get(identity);
            if (refused != null) {
                source(identity).refused(refused);
            }
            if (refused == null || !renewed.add(identity)) {
                return new Verdict.Stopped(new Blocked(identity.cause(), diagnosis));
            }
        }
    }

    private TokenSource source(Identity identity) {
        return Objects.requireNonNull(tokens.get(identity));
    }

    private Map<String, String> headers(Map<Identity, Token> held) {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", "application/json"));
        held.forEach((identity, token) -> {
            switch (identity) {
                case APIM -> headers.put("Authorization", "Bearer " + token.value());
                case SSO -> headers.put("Auth", ssoScheme + " " + token.value());
            }
        });
        return headers;
    }

    void credentialsRepaired() {
        tokens.values().forEach(TokenSource::credentialsRepaired);
    }
}
