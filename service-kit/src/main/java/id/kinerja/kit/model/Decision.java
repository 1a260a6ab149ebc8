package id.kinerja.kit.model;

import java.util.List;

/** What a command on the model decides: accepted with a new state and its events, or refused with a coded reason. */
public sealed interface Decision<S> {

    record Accepted<S>(S state, List<DomainEvent> events) implements Decision<S> {
        public Accepted {
            events = List.copyOf(events);
        }
    }

    record Refused<S>(Refusal refusal) implements Decision<S> {}

    static <S> Decision<S> accept(S state, DomainEvent... events) {
        return new Accepted<>(state, List.of(events));
    }

    static <S> Decision<S> refuse(Refusal refusal) {
        return new Refused<>(refusal);
    }
}
