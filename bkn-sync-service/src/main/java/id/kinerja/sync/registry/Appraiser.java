package id.kinerja.sync.registry;

import org.jspecify.annotations.Nullable;

/**
 * Who assessed, with the facts about them that a result carries; unknown facts are left out, never invented.
 *
 * @param gradeId the registry's grade code, {@code 41} for IV/a
 */
public record Appraiser(
        Nip nip,
        String name,
        @Nullable String post,
        @Nullable String gradeId,
        @Nullable String unit) {

    public Appraiser {
        if (name.isBlank()) {
            throw new IllegalArgumentException("An appraiser has a name");
        }
    }

    @Override
    public String toString() {
        return "Appraiser[" + nip + "]";
    }
}
