package id.kinerja.simulator.door;

import id.kinerja.simulator.call.Call;
import id.kinerja.simulator.call.CallJournal;
import id.kinerja.simulator.call.Handler;
import id.kinerja.simulator.call.Json;
import id.kinerja.simulator.call.Operation;
import id.kinerja.simulator.call.Reply;
import id.kinerja.simulator.record.Records;
import id.kinerja.simulator.record.Stored.Person;
import id.kinerja.simulator.scenario.CurrentSettings;
import id.kinerja.simulator.scenario.Fault;
import id.kinerja.simulator.scenario.Fault.Point;
import id.kinerja.simulator.scenario.FaultKind;
import id.kinerja.simulator.scenario.Faults;
import id.kinerja.simulator.scenario.Faults.Active;
import id.kinerja.simulator.scenario.Faults.Drawn;
import id.kinerja.simulator.scenario.Holds;
import id.kinerja.simulator.scenario.SimulatorClock;
import id.kinerja.simulator.siasn.Replies;
import id.kinerja.simulator.token.TokenServices;
import id.kinerja.simulator.token.Tokens;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The way of every simulated call: journal, faults, then gateway (route, APIM token, limit, suspension), then service
 * (SSO token, work). That three layers answer in three shapes is what clients of BKN meet [I].
 */
@Component
public class Door {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);
    private static final int LARGEST_BODY = 1 << 20;
    private static final Reply TOO_LARGE =
            Reply.json(413, "TOO_LARGE", Json.object("message", "Request Entity Too Large"));

    private final CallJournal journal;
    private final Faults faults;
    private final Holds holds;
    private final CurrentSettings settings;
    private final Gateway gateway;
    private final Tokens tokens;
    private final Records records;
    private final SimulatorClock clock;

    Door(
            CallJournal journal,
            Faults faults,
            Holds holds,
            CurrentSettings settings,
            Gateway gateway,
            Tokens tokens,
            Records records,
            SimulatorClock clock) {
        this.journal = journal;
        this.faults = faults;
        this.holds = holds;
        this.settings = settings;
        this.gateway = gateway;
        this.tokens = tokens;
        this.records = records;
        this.clock = clock;
    }

    void serve(Operation route, Handler handler, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        // A known path with another method is as absent as an unknown path [I].
        Operation operation =
                route.method().equals(request.getMethod()) || route == Operation.ABSENT ? route : Operation.ABSENT;
        Call call = read(operation, request);
        long begun = System.nanoTime();
        long number = journal.begin(call);
        try {
            Drawn drawn = faults.draw(call);
            holds.hold(drawn.latency());
            Active active = drawn.fault();
            if (active == null) {
                Reply reply = process(call, handler);
                decided(number, call, reply.outcome(), reply, reply.status(), null, begun);
                Wire.send(response, reply);
            } else {
                strike(number, begun, call, handler, active, response);
            }
        } finally {
            journal.end();
        }
    }

    private Reply process(Call call, Handler handler) {
        if (call.body().length > LARGEST_BODY) {
            return TOO_LARGE;
        }
        if (call.operation() == Operation.ABSENT) {
            return GatewayFault.noSuchResource();
        }
        Reply refusal = gatewayRefusal(call);
        if (refusal == null && call.operation().access() == Operation.Access.BOTH_TOKENS) {
            refusal = ssoRefusal(call);
        }
        return refusal == null ? handled(call, handler) : refusal;
    }

    private static Reply handled(Call call, Handler handler) {
        try {
            return handler.handle(call);
        } catch (RuntimeException e) {
            // Our own slip, not a simulated one: loud in the log, and with Echo's default text on the wire.
            LOG.error("{} failed", call.operation(), e);
            return Reply.json(500, "ERROR", Json.object("message", "Internal Server Error"));
        }
    }

    private @Nullable Reply gatewayRefusal(Call call) {
        if (call.operation().access() == Operation.Access.OPEN) {
            return null;
        }
        String token = call.bearer("Authorization");
        if (token == null) {
            return GatewayFault.of("900902", settings.get().gatewayEncoding(), null, null); // [E] code
        }
        if (!tokens.apimValid(token)) {
            return GatewayFault.of("900901", settings.get().gatewayEncoding(), null, null); // [E]
        }
        if (!call.operation().behindGateway()) {
            return null;
        }
        Reply throttled = gateway.throttle();
        return throttled == null ? gateway.suspension() : throttled;
    }

    private @Nullable Reply ssoRefusal(Call call) {
        String token = call.bearer("Auth");
        if (token == null) {
            // [I] Echo's default for a missing token.
            return Reply.json(400, "SSO_MISSING", Json.object("message", "missing or malformed jwt"));
        }
        return switch (tokens.checkSso(token)) {
            case VALID -> null;
            case INVALID -> ssoExpired();
            case OTHER_INSTITUTION -> ssoMismatch();
        };
    }

    private static Reply ssoExpired() {
        return Reply.json(401, "SSO_INVALID", Json.object("message", "invalid or expired jwt")); // [E] text, [I] status
    }

    private Reply ssoMismatch() {
        return Reply.json( // [E] data, [U] status
                settings.get().mismatchStatus(), "SSO_MISMATCH", Json.object("code", 0, "data", "Token SSO mismatch"));
    }

    private void strike(
            long number, long begun, Call call, Handler handler, Active active, HttpServletResponse response)
            throws IOException {
        Fault fault = active.fault();
        Point point = fault.effectivePoint();
        @Nullable Reply genuine = point == Point.BEFORE ? null : process(call, handler);
        Reply model = genuine == null ? Reply.ok(Json.object("code", 1, "data", null)) : genuine;
        String name = fault.kind().name() + (fault.code() == null ? "" : " " + fault.code());
        switch (fault.kind()) {
            case RESET, HANG_UP -> {
                decided(number, call, name, genuine, null, active.id(), begun);
                boolean reset = fault.kind() == FaultKind.RESET;
                if (point == Point.MIDWAY) {
                    Wire.sendHalfAndBreak(response, model, reset);
                } else {
                    BreakableHttpProtocol.breakConnection(reset);
                }
            }
            case HANG -> {
                decided(number, call, name, genuine, null, active.id(), begun);
                holds.hold(fault.delayOr(holds.longest()));
                if (genuine == null) {
                    BreakableHttpProtocol.breakConnection(false);
                } else {
                    Wire.send(response, genuine);
                }
            }
            case TRICKLE -> {
                decided(number, call, name, genuine, model.status(), active.id(), begun);
                Wire.trickle(response, model, fault.delayOr(Duration.ofMillis(200)), holds);
            }
            case OVERSIZED -> {
                decided(number, call, name, genuine, model.status(), active.id(), begun);
                Wire.sendOversized(response, model, fault.bytes() == null ? 100L << 20 : fault.bytes());
            }
            case TRUNCATED -> {
                decided(number, call, name, genuine, model.status(), active.id(), begun);
                Wire.sendTruncated(response, model);
            }
            default -> {
                Reply substitute = substitute(fault);
                decided(number, call, name, genuine, substitute.status(), active.id(), begun);
                Wire.send(response, substitute);
            }
        }
    }

    private void decided(
            long number,
            Call call,
            String outcome,
            @Nullable Reply genuine,
            @Nullable Integer status,
            @Nullable String fault,
            long begun) {
        boolean stored = genuine != null && genuine.stored();
        journal.decided(number, call.operation(), outcome, status, stored, fault, System.nanoTime() - begun);
    }

    /** The answer that replaces the genuine one. */
    private Reply substitute(Fault fault) {
        return switch (fault.kind()) {
            case EMPTY -> Reply.text(fault.statusOr(200), Reply.JSON, "EMPTY", "");
            case ZERO -> Reply.text(fault.statusOr(200), Reply.JSON, "ZERO", "0");
            case HTML ->
                Reply.text(
                        fault.statusOr(200),
                        Reply.HTML,
                        "HTML",
                        "<!DOCTYPE html><html><head><title>Maintenance</title></head><body><h1>"
                                + fault.messageOr("Sistem sedang dalam pemeliharaan") + "</h1></body></html>");
            case NOT_WHITELISTED ->
                Reply.text(
                        fault.statusOr(403),
                        Reply.HTML,
                        "NOT_WHITELISTED",
                        "<html><head><title>Request Rejected</title></head><body>The requested URL was rejected."
                                + " Please consult with your administrator.</body></html>");
            case CAPITAL_ERROR ->
                Reply.json(
                        fault.statusOr(200),
                        "CAPITAL_ERROR",
                        Json.object("Error", "true", "Message", fault.messageOr("Terjadi kesalahan pada server")));
            case REFUSAL -> {
                Reply refused = Replies.refused(fault.messageOr("Data tidak dapat diproses"));
                yield new Reply(
                        fault.statusOr(refused.status()), refused.contentType(), refused.body(), "REFUSED", false);
            }
            case NOT_FOUND -> Replies.echoNotFound();
            case SSO_EXPIRED -> ssoExpired();
            case SSO_MISMATCH -> ssoMismatch();
            case TOKEN_ERROR -> {
                String error = fault.code() == null ? "unauthorized_client" : fault.code();
                yield TokenServices.oauthError(
                        fault.statusOr(error.equals("unauthorized_client") ? 400 : 401),
                        error,
                        fault.messageOr("Client not allowed for direct access grants"));
            }
            case GATEWAY -> gatewayFault(fault);
            default ->
                Reply.text(
                        fault.statusOr(200),
                        fault.contentType() == null ? Reply.JSON : fault.contentType(),
                        fault.kind().name(),
                        fault.body() == null ? "" : fault.body());
        };
    }

    private Reply gatewayFault(Fault fault) {
        String code = fault.code() == null ? "101503" : fault.code();
        if (GatewayFault.suspends(code)) {
            gateway.suspend();
        }
        Instant nextAccess = GatewayFault.throttles(code) && fault.nextAccessSeconds() != null
                ? clock.instant().plusSeconds(fault.nextAccessSeconds())
                : null;
        return GatewayFault.of(
                code,
                fault.encoding() == null ? settings.get().gatewayEncoding() : fault.encoding(),
                fault.status(),
                nextAccess);
    }

    private Call read(Operation operation, HttpServletRequest request) throws IOException {
        @SuppressWarnings("unchecked")
        Map<String, String> variables =
                (Map<String, String>) request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE);
        boolean multipart = operation == Operation.UPLOAD || operation == Operation.UPLOAD_FOR_RECORD;
        byte[] body = multipart ? new byte[0] : request.getInputStream().readNBytes(LARGEST_BODY + 1);
        Map<String, String> known = variables == null ? Map.of() : variables;
        return new Call(
                operation,
                request,
                known,
                body,
                subject(operation, known, body, request).orElse(null));
    }

    /** Whom a call is about, so that a fault can be aimed at a person whatever the route calls them by. */
    private Optional<String> subject(
            Operation operation, Map<String, String> variables, byte[] body, HttpServletRequest request) {
        return switch (operation) {
            case DATA_UTAMA, ANNUAL_LIST, PERIODIC_LIST -> Optional.ofNullable(variables.get("nip"));
            case ANNUAL_READ, PERIODIC_DELETE -> records.ownerOf(variables.getOrDefault("id", ""));
            case ANNUAL_SAVE -> fieldOf(body, "pnsDinilaiOrang").flatMap(this::nipOf);
            case PERIODIC_SAVE -> fieldOf(body, "pnsDinilaiId").flatMap(this::nipOf);
            case PLAN_INTAKE -> fieldOf(body, "nip");
            case UPLOAD_FOR_RECORD ->
                Optional.ofNullable(request.getParameter("id_riwayat")).flatMap(records::ownerOf);
            case APIM_TOKEN, SSO_TOKEN, UPLOAD, DOWNLOAD, ABSENT -> Optional.empty();
        };
    }

    private Optional<String> nipOf(String bknId) {
        return records.personByBknId(bknId).map(Person::nip);
    }

    private static Optional<String> fieldOf(byte[] body, String name) {
        try {
            JsonNode value = Json.MAPPER.readTree(body).path(name);
            return value.isString() ? Optional.of(value.asString()) : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
