package id.kinerja.sync.registry;

/** A question about one person that can be asked about another, to learn whether the registry answers it at all. */
@FunctionalInterface
public interface Question {

    Lookup<?> about(RegistryPerson person);
}
