package id.kinerja.sync.identity;

import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.RegistryPersonId;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What this service knows about who people are. */
public interface Identities {

    /** Empty until the roster has told us of the person. */
    Optional<Identity> find(String employeeId);

    /**
     * As {@link #find}, for what waits: as soon as the roster tells of the person, {@link IdentityListener} hears of it.
     *
     * @param waiting what waits, in words that the listener understands
     */
    Optional<Identity> await(String employeeId, String waiting);

    /**
     * Remembers what the registry said of a person.
     *
     * @param about the facts that were compared; if they have changed meanwhile, the match does not hold for the new ones
     * @param personId null where the registry does not know the person, who can be an appraiser all the same
     */
    void remember(Identity about, @Nullable RegistryPersonId personId, Appraiser appraiser, Instant at);

    /** Remembers that the registry held no annual result of the person. */
    void noRecord(String employeeId, int year, Instant at);
}
