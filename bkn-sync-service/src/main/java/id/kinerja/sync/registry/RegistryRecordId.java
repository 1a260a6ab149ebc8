package id.kinerja.sync.registry;

/** The registry's key of one stored result; it may change when the result is written again. */
public record RegistryRecordId(String value) {

    public RegistryRecordId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("A registry key is not blank");
        }
    }
}
