package id.kinerja.stack.demo;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/** The e-Kinerja simulator seen from a test: who is known there, and what it holds. */
public final class Simulator {

    private final URI base;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    public Simulator(URI base) {
        this.base = base;
    }

    /** Makes these civil servants known to e-Kinerja; somebody already known stays one person. */
    public void introduce(List<Person> people) {
        var persons = people.stream()
                .filter(Person::isCivilServant)
                .map(Simulator::asBknKnows)
                .toList();
        send(json("/simulator/persons", persons, "POST"));
    }

    /** Everything that e-Kinerja holds now. */
    public Ledger ledger() {
        return Ledger.of(
                send(HttpRequest.newBuilder(base.resolve("/simulator/ledger")).GET()));
    }

    /** Calls by operation, tokens issued, records and faults in force, as {@code GET /simulator/state} tells them. */
    public JsonNode state() {
        return send(HttpRequest.newBuilder(base.resolve("/simulator/state")).GET());
    }

    /** Adds faults, in the form of {@code POST /simulator/faults}. */
    public void breakCalls(List<Map<String, Object>> faults) {
        send(json("/simulator/faults", faults, "POST"));
    }

    /** Ends all faults, and what they led to. */
    public void repair() {
        send(HttpRequest.newBuilder(base.resolve("/simulator/faults")).DELETE());
    }

    /** Turns some of the switches of {@code /simulator/settings}. */
    public void set(Map<String, Object> settings) {
        send(json("/simulator/settings", settings, "PATCH"));
    }

    /** How often the web services were called about this number, by operation, as far back as the journal goes. */
    public Map<String, Integer> callsAbout(String nip) {
        var journal = send(HttpRequest.newBuilder(base.resolve("/simulator/journal?limit=1000&nip=" + nip))
                .GET());
        var calls = new TreeMap<String, Integer>();
        journal.path("calls")
                .valueStream()
                .forEach(call -> calls.merge(call.path("operation").asString(), 1, Integer::sum));
        return calls;
    }

    /** Writes a result behind everybody's back, in place of the one that is held for the person and year. */
    public void plant(Ledger.Annual row) {
        send(json("/simulator/ledger/annual", row.asSomebodyWritesIt(), "POST"));
    }

    private HttpRequest.Builder json(String path, Object body, String method) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(Json.MAPPER.writeValueAsString(body)));
    }

    private static Map<String, String> asBknKnows(Person person) {
        var known = new LinkedHashMap<String, String>();
        known.put("nip", person.requireNip());
        known.put("name", person.name());
        known.put("birthDate", person.birthDate().toString());
        known.put("position", person.position());
        known.put("grade", Objects.requireNonNull(person.grade(), "a civil servant has a grade"));
        known.put("unit", person.unit());
        known.put("statusPegawai", person.status().name());
        return known;
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            var reply = client.send(request.timeout(Duration.ofSeconds(20)).build(), BodyHandlers.ofString());
            if (reply.statusCode() / 100 != 2) {
                throw new IllegalStateException("The simulator answered %s with status %d: %s"
                        .formatted(reply.request().uri(), reply.statusCode(), reply.body()));
            }
            return reply.body().isBlank() ? Json.MAPPER.createObjectNode() : Json.MAPPER.readTree(reply.body());
        } catch (IOException e) {
            throw new IllegalStateException("The simulator does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }
}
