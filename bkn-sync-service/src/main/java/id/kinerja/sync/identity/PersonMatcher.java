package id.kinerja.sync.identity;

import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.ExpectedPerson;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryPersonId;
import id.kinerja.sync.remedy.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes sure that the registry's person is ours before anything is written about them: found by number, with the same
 * name and, where the registry tells it, the same birth date. One question is asked, and never again while it stays
 * answered: the registry's key of a person is constant.
 */
public final class PersonMatcher {

    private final NationalPerformanceRegistry registry;
    private final Identities identities;
    private final Duration appraiserMaxAge;
    private final Clock clock;

    /** @param appraiserMaxAge how old post, grade and unit of an appraiser may be */
    public PersonMatcher(
            NationalPerformanceRegistry registry, Identities identities, Duration appraiserMaxAge, Clock clock) {
        this.registry = registry;
        this.identities = identities;
        this.appraiserMaxAge = appraiserMaxAge;
        this.clock = clock;
    }

    /** The person that a result, a plan or an observation is about. */
    public Match<RegistryPerson> match(Identity identity) {
        var number = identity.number();
        if (number == null) {
            return noNumber(identity, Trouble.NIP_MISSING, Trouble.NIP_MALFORMED);
        }
        var known = identity.registered();
        if (known != null) {
            return new Match.Positive<>(known);
        }
        return switch (registry.findPerson(number)) {
            case Lookup.Found<RegistryPerson>(var person) ->
                compare(identity, number, person, Trouble.IDENTITY_MISMATCH);
            case Lookup.Absent<RegistryPerson> _ -> negative(Trouble.PERSON_NOT_FOUND);
            case Lookup.Ambiguous<RegistryPerson> _ -> negative(Trouble.PERSON_AMBIGUOUS);
            case Lookup.Failed<RegistryPerson>(Obstacle obstacle) -> unknown(obstacle);
        };
    }

    /**
     * The person who assessed. Who is not in the registry, because they belong to another institution, is named as our
     * roster knows them; who is there under the same number with another name is not.
     */
    public Match<Appraiser> appraiser(Identity identity) {
        var number = identity.number();
        if (number == null) {
            return noNumber(identity, Trouble.APPRAISER_NIP_MISSING, Trouble.APPRAISER_NIP_MALFORMED);
        }
        var seen = identity.asAppraiser();
        var seenAt = identity.appraiserSeenAt();
        if (seen != null && seenAt != null && clock.instant().isBefore(seenAt.plus(appraiserMaxAge))) {
            return new Match.Positive<>(seen);
        }
        return switch (registry.findPerson(number)) {
            case Lookup.Found<RegistryPerson>(var person) ->
                switch (compare(identity, number, person, Trouble.APPRAISER_MISMATCH)) {
                    case Match.Positive<RegistryPerson> _ -> new Match.Positive<>(person.asAppraiser());
                    case Match.Negative<RegistryPerson>(var trouble, var details) ->
                        new Match.Negative<>(trouble, details);
                    case Match.Unknown<RegistryPerson>(var obstacle, var question) ->
                        new Match.Unknown<>(obstacle, question);
                };
            case Lookup.Absent<RegistryPerson> _ -> unregistered(identity, number);
            case Lookup.Ambiguous<RegistryPerson> _ -> unregistered(identity, number);
            case Lookup.Failed<RegistryPerson>(Obstacle obstacle) -> unknown(obstacle);
        };
    }

    /** The appraiser without asking anybody: enough to recognise a record by. */
    public @Nullable Appraiser appraiserInRoster(Identity identity) {
        var number = identity.number();
        return number == null ? null : identity.fromRoster(number);
    }

    private Match<RegistryPerson> compare(Identity identity, Nip number, RegistryPerson found, Trouble otherwise) {
        var differences = new ExpectedPerson(number, identity.name(), identity.birthDate()).differencesFrom(found);
        if (!differences.isEmpty()) {
            return new Match.Negative<>(
                    otherwise, differences.stream().map(Enum::name).toList());
        }
        remember(identity, found.id(), found.asAppraiser());
        return new Match.Positive<>(found);
    }

    private Match<Appraiser> unregistered(Identity identity, Nip number) {
        var appraiser = identity.fromRoster(number);
        // Their own key, if it is known, is kept for good: who has left the registry for now is still the same person.
        remember(identity, identity.personId(), appraiser);
        return new Match.Positive<>(appraiser);
    }

    private void remember(Identity identity, @Nullable RegistryPersonId personId, Appraiser appraiser) {
        identities.remember(identity, personId, appraiser, clock.instant());
    }

    private <T> Match<T> unknown(Obstacle obstacle) {
        return new Match.Unknown<>(obstacle, other -> registry.findPerson(other.nip()));
    }

    private static <T> Match<T> noNumber(Identity identity, Trouble missing, Trouble malformed) {
        return negative(identity.nip() == null || identity.nip().isBlank() ? missing : malformed);
    }

    private static <T> Match<T> negative(Trouble trouble) {
        return new Match.Negative<>(trouble, List.of());
    }
}
