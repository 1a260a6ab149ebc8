package id.kinerja.sync.registry;

/** Whether a registry offers a way to take a kind of submission. */
public enum Capability {
    SUPPORTED,
    UNSUPPORTED
}
