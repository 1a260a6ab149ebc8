package id.kinerja.stack.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.jayway.jsonpath.JsonPath;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.context.ConfigurableApplicationContext;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DevIssuerTest {

    private static final String TEACHER = "siti.12@guru.sd.belajar.id";

    private final HttpClient browser =
            HttpClient.newBuilder().cookieHandler(new CookieManager()).build();

    private Path data;
    private int port;
    private ConfigurableApplicationContext issuer;

    @BeforeAll
    void start(@TempDir Path data) throws IOException {
        this.data = data;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        issuer = run();
    }

    private ConfigurableApplicationContext run() {
        return DevIssuerApplication.run("--server.port=" + port, "--kinerja.issuer.data=" + data);
    }

    @AfterAll
    void stop() {
        issuer.close();
    }

    @Test
    void a_teacher_gets_a_token_for_an_hour_without_roles() throws Exception {
        HttpResponse<String> answer = post("/dev/token", Map.of("account", TEACHER));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JsonPath.<String>read(answer.body(), "$.token_type")).isEqualTo("Bearer");
        assertThat(JsonPath.<Integer>read(answer.body(), "$.expires_in")).isEqualTo(3600);
        JWTClaimsSet claims = verified(JsonPath.read(answer.body(), "$.access_token"));
        assertThat(claims.getIssuer()).isEqualTo(url(""));
        assertThat(claims.getAudience()).containsExactly("kinerja");
        assertThat(claims.getStringClaim("email")).isEqualTo(TEACHER);
        assertThat(claims.getClaim("roles")).isNull();
        assertThat(Duration.between(
                        claims.getIssueTime().toInstant(),
                        claims.getExpirationTime().toInstant()))
                .isEqualTo(Duration.ofHours(1));
    }

    @Test
    void the_operator_has_the_role() throws Exception {
        JWTClaimsSet claims = token(Map.of("account", "operator@dinas.belajar.id"));
        assertThat(claims.getStringListClaim("roles")).containsExactly("operator");
    }

    @Test
    void the_national_registry_s_client_gets_a_token_for_its_credentials() throws Exception {
        HttpResponse<String> answer = post(
                "/oauth2/token",
                Map.of(
                        "grant_type", "client_credentials",
                        "client_id", "registry@bkn.go.id",
                        "client_secret", "kinerja"));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        for (JWTClaimsSet claims : List.of(
                verified(JsonPath.read(answer.body(), "$.access_token")),
                token(Map.of("account", "registry@bkn.go.id")))) {
            assertThat(claims.getAudience()).containsExactly("kinerja");
            assertThat(claims.getStringClaim("email")).isEqualTo("registry@bkn.go.id");
            assertThat(claims.getStringListClaim("roles")).containsExactly("registry");
        }
        assertThat(post("/dev/token", Map.of("account", "other@bkn.go.id")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void tests_can_have_another_audience_and_an_expired_token() throws Exception {
        JWTClaimsSet claims = token(Map.of("account", TEACHER, "audience", "other", "expires_in", "-600"));
        assertThat(claims.getAudience()).containsExactly("other");
        assertThat(claims.getExpirationTime().toInstant())
                .isBefore(claims.getIssueTime().toInstant().plusSeconds(2));
        assertThat(claims.getExpirationTime()).isInThePast();
    }

    @Test
    void accounts_outside_belajar_id_are_refused() throws Exception {
        for (String account : new String[] {"siti@gmail.com", "siti@notbelajar.id", "belajar.id", "a@b@belajar.id"}) {
            assertThat(post("/dev/token", Map.of("account", account)).statusCode())
                    .as(account)
                    .isEqualTo(400);
        }
    }

    @Test
    void a_token_stays_valid_when_the_issuer_restarts() throws Exception {
        String token =
                JsonPath.read(post("/dev/token", Map.of("account", TEACHER)).body(), "$.access_token");
        issuer.close();
        issuer = run();
        assertThat(verified(token).getSubject()).isEqualTo(TEACHER);
    }

    @Test
    void a_browser_logs_in_and_trades_its_code_for_a_token() throws Exception {
        String verifier = "v".repeat(64);
        String challenge = Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(StandardCharsets.UTF_8)));
        String callback = "http://127.0.0.1:8080/callback";
        String authorize = "/oauth2/authorize?"
                + form(Map.of(
                        "response_type", "code",
                        "client_id", "kinerja-web",
                        "redirect_uri", callback,
                        "scope", "openid",
                        "state", "s1",
                        "code_challenge", challenge,
                        "code_challenge_method", "S256"));
        assertThat(location(get(authorize)).getPath()).isEqualTo("/login");

        Matcher csrf = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"")
                .matcher(get("/login").body());
        assertThat(csrf.find()).isTrue();
        assertThat(location(post("/login", Map.of("username", TEACHER, "password", "wrong", "_csrf", csrf.group(1)))))
                .asString()
                .endsWith("/login?error");
        HttpResponse<String> login =
                post("/login", Map.of("username", TEACHER, "password", "kinerja", "_csrf", csrf.group(1)));
        URI back = location(browser.send(request(location(login)).build(), BodyHandlers.ofString()));
        assertThat(back).asString().startsWith(callback);
        String code = back.getQuery().replaceAll(".*code=([^&]+).*", "$1");

        HttpResponse<String> answer = post(
                "/oauth2/token",
                Map.of(
                        "grant_type", "authorization_code",
                        "client_id", "kinerja-web",
                        "code", code,
                        "redirect_uri", callback,
                        "code_verifier", verifier));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        JWTClaimsSet claims = verified(JsonPath.read(answer.body(), "$.access_token"));
        assertThat(claims.getAudience()).containsExactly("kinerja");
        assertThat(claims.getStringClaim("email")).isEqualTo(TEACHER);
        assertThat(verified(JsonPath.read(answer.body(), "$.id_token")).getAudience())
                .containsExactly("kinerja-web");
    }

    @Test
    void the_issuer_describes_itself_and_its_health() throws Exception {
        assertThat(JsonPath.<String>read(
                        get("/.well-known/openid-configuration").body(), "$.jwks_uri"))
                .isEqualTo(url("/oauth2/jwks"));
        assertThat(get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(get("/oauth2/jwks").body()).doesNotContain("\"d\"");
    }

    @Test
    void no_page_may_read_a_development_token() throws Exception {
        HttpResponse<String> answer = browser.send(
                request(URI.create(url("/dev/token")))
                        .header("Origin", "http://evil.example")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(Map.of("account", TEACHER))))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).isEmpty();
    }

    @Test
    void it_refuses_to_listen_beyond_the_loopback_address() {
        assertThatThrownBy(() -> DevIssuerApplication.run(
                                "--server.port=0", "--server.address=0.0.0.0", "--kinerja.issuer.data=" + data)
                        .close())
                .hasMessageContaining("loopback");
    }

    private JWTClaimsSet token(Map<String, String> form) throws Exception {
        return verified(JsonPath.read(post("/dev/token", form).body(), "$.access_token"));
    }

    private JWTClaimsSet verified(String token) throws Exception {
        SignedJWT jwt = SignedJWT.parse(token);
        assertThat(jwt.getHeader().getAlgorithm()).isEqualTo(JWSAlgorithm.RS256);
        JWKSet keys = JWKSet.parse(get("/oauth2/jwks").body());
        assertThat(jwt.verify(new RSASSAVerifier(keys.getKeys().getFirst().toRSAKey())))
                .isTrue();
        return jwt.getJWTClaimsSet();
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(request(URI.create(url(path))).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> form) throws Exception {
        return browser.send(
                request(URI.create(url(path)))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(form(form)))
                        .build(),
                BodyHandlers.ofString());
    }

    private static URI location(HttpResponse<String> redirect) {
        return redirect.uri().resolve(redirect.headers().firstValue("Location").orElseThrow());
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).header("Accept", "text/html,*/*;q=0.8");
    }

    private static String form(Map<String, String> values) {
        return values.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }
}
