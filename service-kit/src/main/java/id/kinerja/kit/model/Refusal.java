package id.kinerja.kit.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An expected "no" of the model, which the person asking can act on.
 *
 * @param kind what sort of refusal it is; the web layer derives the HTTP status from it
 * @param code stable code, e.g. {@code plan-incomplete}; the problem type is {@code urn:kinerja:problem:<code>} and the
 *     message in {@code messages_id}/{@code messages_en} has the key {@code problem.<code>}
 * @param facts machine-readable extension members of the problem, e.g. {@code currentState}
 * @param faults the single faults, each with its place, where the refusal concerns what was sent
 */
public record Refusal(Kind kind, String code, Map<String, Object> facts, List<Fault> faults) {

    public enum Kind {
        /** The request cannot be right in any state (422). */
        INVALID,
        /** The request brings more than is taken at once (413). */
        TOO_LARGE,
        /** The request is right in itself but not now (409). */
        CONFLICT,
        /** This person may not do it (403). */
        FORBIDDEN,
        /** There is no such thing, or this person may not know of it (404). */
        ABSENT
    }

    /**
     * One fault of what was sent.
     *
     * @param pointer JSON pointer to the field, e.g. {@code /targetBehaviourCodes/0}
     * @param code stable code; the message has the key {@code fault.<code>}
     * @param args values for the message
     * @param actor who can repair it, e.g. {@code OFFICE}; null where that is whoever sent it
     */
    public record Fault(
            String pointer,
            String code,
            List<Object> args,
            @Nullable String actor) {
        public Fault {
            args = List.copyOf(args);
        }

        public static Fault at(String pointer, String code, Object... args) {
            return new Fault(pointer, code, List.of(args), null);
        }

        public Fault repairedBy(String whom) {
            return new Fault(pointer, code, args, whom);
        }

        /** The same fault seen from further outside. */
        public Fault below(String outer) {
            return new Fault(outer + pointer, code, args, actor);
        }
    }

    public Refusal {
        facts = Map.copyOf(facts);
        faults = List.copyOf(faults);
    }

    /** The command does not fit the state the aggregate is in. */
    public static Refusal wrongState(Enum<?> currentState, String command) {
        return new Refusal(
                Kind.CONFLICT,
                "wrong-state",
                Map.of("currentState", currentState.name(), "command", command),
                List.of());
    }

    public static Refusal invalid(String code, List<Fault> faults) {
        return new Refusal(Kind.INVALID, code, Map.of(), faults);
    }

    public static Refusal invalid(String code, Fault... faults) {
        return invalid(code, List.of(faults));
    }

    public static Refusal tooLarge(String code) {
        return new Refusal(Kind.TOO_LARGE, code, Map.of(), List.of());
    }

    public static Refusal conflict(String code) {
        return new Refusal(Kind.CONFLICT, code, Map.of(), List.of());
    }

    public static Refusal forbidden(String code) {
        return new Refusal(Kind.FORBIDDEN, code, Map.of(), List.of());
    }

    public static Refusal absent(String code) {
        return new Refusal(Kind.ABSENT, code, Map.of(), List.of());
    }

    public Refusal with(String fact, Object value) {
        var more = new LinkedHashMap<>(facts);
        more.put(fact, value);
        return new Refusal(kind, code, more, faults);
    }
}
