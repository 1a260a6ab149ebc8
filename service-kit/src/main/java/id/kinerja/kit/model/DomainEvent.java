package id.kinerja.kit.model;

/**
 * Something that happened to an aggregate, told in the past tense with all the facts a subscriber needs. Implementations
 * are records; their components are the published payload.
 */
public interface DomainEvent {

    /** Whom or what the event is about: an employee id, or an NPSN for facts about a school. It is the Kafka key. */
    String subject();
}
