package id.kinerja.simulator.call;

import id.kinerja.simulator.SimulatorProperties;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/**
 * The last calls and the counts of all calls, without a NIP, name or token in clear.
 *
 * <p>A person appears as a pseudonym under a key that lives as long as the process: NIPs are few and guessable, so a
 * plain hash would not hide them.
 */
@Component
public class CallJournal {

    /** Text fields of the bodies that say nothing about a person. */
    private static final Set<String> HARMLESS = Set.of(
            "statusPenilai",
            "periodikId",
            "koefisienId",
            "bulanMulaiPenilaian",
            "bulanSelesaiPenilaian",
            "jenis",
            "periode",
            "indikator");

    /** One call as the control plane shows it; status is null while the reply is held, or when none was sent. */
    public record Entry(
            long sequence,
            Instant at,
            Operation operation,
            String method,
            String path,
            @Nullable String person,
            @Nullable String traceparent,
            Map<String, String> fields,
            String outcome,
            @Nullable Integer status,
            @Nullable String fault,
            boolean stored,
            long millis) {}

    /** How often an operation was called and how it ended; {@code faulted} calls may have been stored as well. */
    public record Count(long calls, long successful, long refused, long faulted, long stored) {

        private Count plus(boolean success, boolean fault, boolean kept) {
            return new Count(
                    calls + 1,
                    successful + (success && !fault ? 1 : 0),
                    refused + (!success && !fault ? 1 : 0),
                    faulted + (fault ? 1 : 0),
                    stored + (kept ? 1 : 0));
        }
    }

    private final InstantSource clock;
    private final SecretKeySpec pseudonymKey;
    /** Slot of a call = its number modulo the size, so that an answer finds its call at once. */
    private final @Nullable Entry[] ring;

    private final Map<Operation, Count> counts = new EnumMap<>(Operation.class);
    private long sequence;
    private int inFlight;
    private int maxInFlight;

    public CallJournal(InstantSource clock, SimulatorProperties properties) {
        this.clock = clock;
        this.ring = new Entry[Math.max(1, properties.journalSize())];
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        this.pseudonymKey = new SecretKeySpec(key, "HmacSHA256");
    }

    /** Notes that a call has arrived and returns its number; it shows as IN_PROGRESS until {@link #decided}. */
    public synchronized long begin(Call call) {
        inFlight++;
        maxInFlight = Math.max(maxInFlight, inFlight);
        sequence++;
        ring[slot(sequence)] = new Entry(
                sequence,
                clock.instant(),
                call.operation(),
                call.request().getMethod(),
                // An unknown path may carry anything, a NIP included.
                call.operation() == Operation.ABSENT
                        ? "/apisiasn/…"
                        : call.operation().pattern(),
                call.nip() == null ? null : pseudonym(call.nip()),
                call.request().getHeader("traceparent"),
                redacted(call.body()),
                "IN_PROGRESS",
                null,
                null,
                false,
                0);
        return sequence;
    }

    /**
     * Notes what was decided; called before the reply is written, so that a client that has its answer finds it here.
     *
     * @param status null when the client gets no answer at all
     */
    public synchronized void decided(
            long number,
            Operation operation,
            String outcome,
            @Nullable Integer status,
            boolean stored,
            @Nullable String fault,
            long nanos) {
        boolean successful = status != null && status < 300;
        counts.put(
                operation,
                counts.getOrDefault(operation, new Count(0, 0, 0, 0, 0)).plus(successful, fault != null, stored));
        Entry begun = ring[slot(number)];
        if (begun != null && begun.sequence() == number) {
            ring[slot(number)] = new Entry(
                    number,
                    begun.at(),
                    begun.operation(),
                    begun.method(),
                    begun.path(),
                    begun.person(),
                    begun.traceparent(),
                    begun.fields(),
                    outcome,
                    status,
                    fault,
                    stored,
                    nanos / 1_000_000);
        }
    }

    public synchronized void end() {
        inFlight--;
    }

    /** Newest first. */
    public synchronized List<Entry> newest(int limit, @Nullable Operation operation, @Nullable String nip) {
        String person = nip == null ? null : pseudonym(nip);
        List<Entry> found = new ArrayList<>();
        for (long n = sequence; n > 0 && n > sequence - ring.length && found.size() < limit; n--) {
            Entry e = ring[slot(n)];
            if (e != null
                    && (operation == null || e.operation() == operation)
                    && (person == null || person.equals(e.person()))) {
                found.add(e);
            }
        }
        return found;
    }

    public synchronized Map<Operation, Count> counts() {
        return new EnumMap<>(counts);
    }

    public synchronized int inFlight() {
        return inFlight;
    }

    public synchronized int maxInFlight() {
        return maxInFlight;
    }

    public synchronized void clear() {
        Arrays.fill(ring, null);
        counts.clear();
        maxInFlight = inFlight;
    }

    private int slot(long number) {
        return (int) (number % ring.length);
    }

    /** How a person appears in the journal and on the page; the same person always alike while the process lives. */
    public String pseudonym(String nip) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(pseudonymKey);
            byte[] digest = mac.doFinal(nip.getBytes(StandardCharsets.UTF_8));
            return "p-" + HexFormat.of().formatHex(digest, 0, 5);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> redacted(byte[] body) {
        Map<String, String> fields = new TreeMap<>();
        if (body.length == 0 || body[0] != '{') {
            return fields;
        }
        try {
            for (Map.Entry<String, JsonNode> field : Json.MAPPER.readTree(body).properties()) {
                JsonNode value = field.getValue();
                boolean smallNumber = value.isIntegralNumber() && value.canConvertToInt();
                boolean harmless =
                        HARMLESS.contains(field.getKey()) && value.asString("").length() <= 40;
                boolean open = smallNumber || harmless || value.isNull();
                fields.put(redactedName(field.getKey()), open ? value.asString("null") : "***");
            }
        } catch (JacksonException e) {
            fields.put("body", "not JSON");
        }
        return fields;
    }

    private static String redactedName(String name) {
        return name.length() <= 40 && name.chars().allMatch(Character::isLetter) ? name : "***";
    }
}
