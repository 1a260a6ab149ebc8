package id.kinerja.sync.registry;

import java.time.Year;
import org.jspecify.annotations.Nullable;

/**
 * The national registry of civil servants' performance results.
 *
 * <p>Every answer is a value: no method throws because the registry is away, slow, closed to us or talking nonsense.
 * Nothing is retried in here; whoever calls decides when to try again. A call may block, but never longer than the
 * configured deadline of a whole call plus the wait for its turn.
 */
public interface NationalPerformanceRegistry {

    /**
     * Looks a person up by employee number.
     *
     * <p>The person found is who the registry says carries that number. Compare with {@link
     * ExpectedPerson#differencesFrom} before anything is written about them.
     */
    Lookup<RegistryPerson> findPerson(Nip nip);

    /** Reads the annual result that the registry holds for a person and year. */
    Lookup<RegisteredResult> findAnnual(RegistryPerson person, Year year);

    /**
     * Writes an annual result; person and year are its key, so the same result written twice is there once.
     *
     * @param known the registry's record of that person and year where it is known already
     */
    SubmissionOutcome putAnnual(AnnualResult result, @Nullable RegistryRecordId known);

    /** Tells whether the registry has any way to take this kind of submission. */
    Capability capability(SubmissionKind kind);

    /**
     * Forgets refused credentials, because an operator has repaired them.
     *
     * <p>After a refusal the credentials are not sent again, so that a wrong password is tried once and not until the
     * account is locked; this is the only way back short of a restart.
     */
    void credentialsRepaired();
}
