package id.kinerja.sync.delivery;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.sync.identity.Identities;
import id.kinerja.sync.identity.Identity;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.RegistryPersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Who people are, in memory. */
final class InMemoryIdentities implements Identities {

    private final Map<String, Identity> identities = new HashMap<>();

    void roster(String employeeId, String name, @Nullable String nip, EmploymentStatus status) {
        identities.put(
                employeeId,
                new Identity(
                        employeeId,
                        name,
                        nip,
                        LocalDate.of(1980, 1, 1),
                        status,
                        "Guru Ahli Muda",
                        "III/c",
                        "SD NEGERI CONTOH",
                        null,
                        null,
                        null,
                        Map.of()));
    }

    void forget(String employeeId) {
        identities.remove(employeeId);
    }

    @Override
    public Optional<Identity> find(String employeeId) {
        return Optional.ofNullable(identities.get(employeeId));
    }

    @Override
    public Optional<Identity> await(String employeeId, String waiting) {
        return find(employeeId);
    }

    @Override
    public void remember(Identity about, @Nullable RegistryPersonId personId, Appraiser appraiser, Instant at) {
        identities.computeIfPresent(
                about.employeeId(),
                (id, now) -> now.samePersonAs(about) ? copy(now, personId, appraiser, at, now.noRecordSeen()) : now);
    }

    @Override
    public void noRecord(String employeeId, int year, Instant at) {
        identities.computeIfPresent(
                employeeId,
                (id, now) -> copy(now, now.personId(), now.asAppraiser(), now.appraiserSeenAt(), Map.of(year, at)));
    }

    private static Identity copy(
            Identity of,
            @Nullable RegistryPersonId personId,
            @Nullable Appraiser appraiser,
            @Nullable Instant at,
            Map<Integer, Instant> noRecord) {
        return new Identity(
                of.employeeId(),
                of.name(),
                of.nip(),
                of.birthDate(),
                of.employmentStatus(),
                of.position(),
                of.grade(),
                of.orgUnit(),
                personId,
                appraiser,
                at,
                noRecord);
    }
}
