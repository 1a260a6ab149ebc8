package id.kinerja.sync.registry;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A person as the registry knows them.
 *
 * @param id constant, may be kept for good; everything else ages
 * @param name without titles
 * @param post name of the post held now
 * @param gradeId the registry's grade code, {@code 34} for III/d
 * @param unit name of the organisation unit
 */
public record RegistryPerson(
        RegistryPersonId id,
        Nip nip,
        String name,
        @Nullable LocalDate birthDate,
        @Nullable String post,
        @Nullable String gradeId,
        @Nullable String unit) {

    /** This person in the role of an appraiser. */
    public Appraiser asAppraiser() {
        return new Appraiser(nip, name, post, gradeId, unit);
    }

    @Override
    public String toString() {
        return "RegistryPerson[" + id.value() + "]";
    }
}
