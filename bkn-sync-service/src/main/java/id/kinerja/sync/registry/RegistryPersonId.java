package id.kinerja.sync.registry;

/** The registry's own key of a person, constant for life. */
public record RegistryPersonId(String value) {

    public RegistryPersonId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A registry key is not blank");
        }
    }
}
