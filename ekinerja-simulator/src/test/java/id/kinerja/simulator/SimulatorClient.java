package id.kinerja.simulator;

import id.kinerja.simulator.call.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** A caller of the simulator over HTTP: as a client of BKN, and as the scenario behind the control plane. */
final class SimulatorClient {

    static final String API = "/apisiasn/1.0";
    static final String SSO_PATH = "/auth/realms/public-siasn/protocol/openid-connect/token";
    static final String BASIC = basic("sim-key", "sim-secret");

    /** An answer with its body as text. */
    record Answer(int status, HttpHeaders headers, String body) {

        JsonNode json() {
            return Json.MAPPER.readTree(body);
        }

        String header(String name) {
            return headers.firstValue(name).orElse("");
        }
    }

    private final int port;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String apim = "";
    private String sso = "";

    SimulatorClient(int port) {
        this.port = port;
    }

    static String basic(String key, String secret) {
        return "Basic " + Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    // --- as a client of BKN ---

    SimulatorClient signedIn() {
        apim = apimToken().json().path("access_token").asString();
        sso = ssoToken("sim-client", "198001012005011001", "sim-password")
                .json()
                .path("access_token")
                .asString();
        return this;
    }

    SimulatorClient withTokens(String newApim, String newSso) {
        apim = newApim;
        sso = newSso;
        return this;
    }

    String apim() {
        return apim;
    }

    String sso() {
        return sso;
    }

    Answer apimToken() {
        return send(form("/oauth2/token", Map.of("grant_type", "client_credentials"))
                .header("Authorization", BASIC)
                .build());
    }

    Answer ssoToken(String clientId, String username, String password) {
        return send(form(
                        SSO_PATH,
                        Map.of(
                                "client_id", clientId,
                                "grant_type", "password",
                                "username", username,
                                "password", password))
                .build());
    }

    Answer get(String path) {
        return send(api(path).GET().build());
    }

    Answer post(String path, Object body) {
        return send(postRequest(path, body));
    }

    Answer delete(String path) {
        return send(api(path).DELETE().build());
    }

    HttpRequest postRequest(String path, Object body) {
        return api(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(text(body)))
                .build();
    }

    HttpRequest.Builder api(String path) {
        HttpRequest.Builder request = request(path);
        if (!apim.isEmpty()) {
            request.header("Authorization", "Bearer " + apim);
        }
        if (!sso.isEmpty()) {
            request.header("Auth", "bearer " + sso);
        }
        return request;
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    HttpRequest.Builder form(String path, Map<String, String> fields) {
        String body = fields.entrySet().stream()
                .map(e -> e.getKey() + "=" + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return request(path)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    /** The same call on a bare socket, so that nothing is retried and the end of the connection is seen as it is. */
    Socket raw(String method, String path, Object body) throws IOException {
        String content = text(body);
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(30_000);
        String head = """
                %s %s HTTP/1.1\r
                Host: 127.0.0.1\r
                Authorization: Bearer %s\r
                Auth: bearer %s\r
                Content-Type: application/json\r
                Content-Length: %d\r
                \r
                """.formatted(method, path, apim, sso, content.getBytes(StandardCharsets.UTF_8).length);
        socket.getOutputStream().write((head + content).getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
        return socket;
    }

    // --- as the scenario ---

    Answer control(String method, String path, Object body) {
        return send(request("/simulator" + path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(text(body)))
                .build());
    }

    Answer control(String method, String path) {
        return send(request("/simulator" + path)
                .method(method, BodyPublishers.noBody())
                .build());
    }

    Answer fault(Object fault) {
        Answer answer = control("POST", "/faults", fault);
        if (answer.status() != 201) {
            throw new AssertionError(answer);
        }
        return answer;
    }

    void settings(Object patch) {
        Answer answer = control("PATCH", "/settings", patch);
        if (answer.status() != 200) {
            throw new AssertionError(answer);
        }
    }

    void advance(long seconds) {
        control("POST", "/clock", Map.of("advanceSeconds", seconds));
    }

    JsonNode ledger() {
        return control("GET", "/ledger").json();
    }

    JsonNode state() {
        return control("GET", "/state").json();
    }

    JsonNode newestCall() {
        return control("GET", "/journal?limit=1").json().path("calls").path(0);
    }

    // --- wire ---

    Answer send(HttpRequest request) {
        try {
            return sendAsync(request).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof IOException io) {
                throw new UncheckedIOException(io);
            }
            throw e;
        }
    }

    CompletableFuture<Answer> sendAsync(HttpRequest request) {
        return http.sendAsync(request, BodyHandlers.ofString())
                .thenApply(r -> new Answer(r.statusCode(), r.headers(), r.body()));
    }

    HttpClient http() {
        return http;
    }

    private static String text(Object body) {
        return body instanceof String string ? string : Json.MAPPER.writeValueAsString(body);
    }
}
