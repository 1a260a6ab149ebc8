package id.kinerja.simulator.control;

import id.kinerja.simulator.SimulatorProperties;
import id.kinerja.simulator.call.CallJournal;
import id.kinerja.simulator.call.Json;
import id.kinerja.simulator.call.Operation;
import id.kinerja.simulator.door.Gateway;
import id.kinerja.simulator.record.Records;
import id.kinerja.simulator.scenario.CurrentSettings;
import id.kinerja.simulator.scenario.Fault;
import id.kinerja.simulator.scenario.Faults;
import id.kinerja.simulator.scenario.Holds;
import id.kinerja.simulator.scenario.Settings;
import id.kinerja.simulator.scenario.SimulatorClock;
import id.kinerja.simulator.token.TokenServices;
import id.kinerja.simulator.token.Tokens;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** S14: the scenario's levers: faults, switches, clock, tokens, journal. */
@RestController
@RequestMapping("/simulator")
class ScenarioControl {

    record FaultList(List<Faults.Active> faults) {}

    record Advance(@Nullable Long advanceSeconds) {}

    record Time(Instant now, long offsetSeconds) {}

    /** A token made by hand, as BKN's own web pages hand them out; {@code clientId} is for SSO only. */
    record TokenOrder(
            @Nullable String kind,
            @Nullable Integer seconds,
            @Nullable String clientId) {}

    private final Faults faults;
    private final Holds holds;
    private final CurrentSettings settings;
    private final SimulatorClock clock;
    private final Tokens tokens;
    private final TokenServices tokenServices;
    private final CallJournal journal;
    private final Gateway gateway;
    private final Records records;
    private final String ssoClientId;

    ScenarioControl(
            Faults faults,
            Holds holds,
            CurrentSettings settings,
            SimulatorClock clock,
            Tokens tokens,
            TokenServices tokenServices,
            CallJournal journal,
            Gateway gateway,
            Records records,
            SimulatorProperties properties) {
        this.faults = faults;
        this.holds = holds;
        this.settings = settings;
        this.clock = clock;
        this.tokens = tokens;
        this.tokenServices = tokenServices;
        this.journal = journal;
        this.gateway = gateway;
        this.records = records;
        this.ssoClientId = properties.ssoClientId();
    }

    @GetMapping("/faults")
    FaultList faults() {
        return new FaultList(faults.all());
    }

    /** One fault or a list of them; an unknown field or value is refused, or a scenario would silently test nothing. */
    @PostMapping("/faults")
    @ResponseStatus(HttpStatus.CREATED)
    FaultList addFaults(@RequestBody JsonNode body) {
        List<Fault> ordered = body.isArray()
                ? List.copyOf(body.values()).stream()
                        .map(ScenarioControl::fault)
                        .toList()
                : List.of(fault(body));
        return new FaultList(ordered.stream().map(faults::add).toList());
    }

    /** Ends every fault and lets held replies go. */
    @DeleteMapping("/faults")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clearFaults() {
        faults.clear();
        gateway.reset();
        holds.release();
    }

    @DeleteMapping("/faults/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeFault(@PathVariable String id) {
        if (!faults.remove(id)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "no such fault");
        }
    }

    /** Lets held replies go; faults stay in force. */
    @PostMapping("/release")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void release() {
        holds.release();
    }

    @GetMapping("/settings")
    Settings settings() {
        return settings.get();
    }

    @PatchMapping("/settings")
    Settings patchSettings(@RequestBody JsonNode patch) {
        if (!(patch instanceof ObjectNode object)) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "an object with the settings to change");
        }
        try {
            return settings.patch(object);
        } catch (JacksonException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getOriginalMessage(), e);
        }
    }

    @DeleteMapping("/settings")
    Settings resetSettings() {
        return settings.reset();
    }

    @GetMapping("/clock")
    Time clock() {
        return new Time(clock.instant(), clock.offset().toSeconds());
    }

    @PostMapping("/clock")
    Time advance(@RequestBody Advance order) {
        if (order.advanceSeconds() == null || order.advanceSeconds() < 0) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "advanceSeconds must be 0 or more");
        }
        clock.advance(Duration.ofSeconds(order.advanceSeconds()));
        return clock();
    }

    /** A token for the manual token source, or of another institution. */
    @PostMapping("/tokens")
    Map<String, Object> issue(@RequestBody TokenOrder order) {
        if ("SSO".equals(order.kind())) {
            int seconds = order.seconds() == null ? tokens.ssoSeconds() : order.seconds();
            String client = order.clientId() == null ? ssoClientId : order.clientId();
            return Map.of("token", tokens.issueSso(client, seconds), "expires_in", seconds);
        }
        if ("APIM".equals(order.kind())) {
            int seconds = order.seconds() == null ? tokens.apimSeconds() : order.seconds();
            return Map.of("token", tokens.issueApim(seconds), "expires_in", seconds);
        }
        throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "kind must be APIM or SSO");
    }

    /** Makes all tokens issued so far invalid. */
    @DeleteMapping("/tokens")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke() {
        tokens.revokeAll();
    }

    @GetMapping("/journal")
    Map<String, List<CallJournal.Entry>> journal(
            @RequestParam(defaultValue = "100") int limit,
            @RequestParam(required = false) @Nullable Operation operation,
            @RequestParam(required = false) @Nullable String nip) {
        return Map.of("calls", journal.newest(limit, operation, nip));
    }

    @DeleteMapping("/journal")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void clearJournal() {
        journal.clear();
    }

    /** Back to an empty simulator, records on disk included. */
    @PostMapping("/reset")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset() {
        faults.clear();
        holds.release();
        gateway.reset();
        settings.reset();
        clock.reset();
        tokens.resetCounts();
        tokenServices.reset();
        records.clear();
        journal.clear();
    }

    private static Fault fault(JsonNode node) {
        Fault fault;
        try {
            fault = Json.STRICT.treeToValue(node, Fault.class);
        } catch (JacksonException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getOriginalMessage(), e);
        }
        if (!node.hasNonNull("kind")) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "kind is required");
        }
        return fault;
    }
}
