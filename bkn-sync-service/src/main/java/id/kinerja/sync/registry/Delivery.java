package id.kinerja.sync.registry;

/** What is known about a submission that was not confirmed. */
public enum Delivery {
    /** It certainly did not arrive; sending it again cannot double it. */
    NOT_DELIVERED,
    /** It may have arrived; read back before sending again. */
    UNKNOWN
}
