package id.kinerja.sync.delivery;

/** Where a delivery stands. Nothing ends here silently: whatever stands still says why and who must act. */
enum DeliveryStatus {
    /** Waits for the closing of the school's period, or for the newer result that the closing names. */
    NOT_RELEASED,
    /** Waits for its turn. */
    PENDING,
    /** A save is under way under a lease; its outcome is not known until it is completed. */
    SENDING,
    /** Tried, and tried again by itself. */
    WAITING,
    /** e-Kinerja holds exactly what was decided. */
    DELIVERED,
    /** A named role must repair something. */
    PARKED,
    /** Kept here: there is no channel for this kind, or none is switched on. */
    HELD,
    /** Not a civil servant: e-Kinerja does not know the person. */
    NOT_REQUIRED,
    /** An operator decided that it is not sent: until it is asked for again, or there is a newer decision. */
    CANCELLED;

    /** An attempt may begin, if it is due. */
    boolean attemptable() {
        return this == PENDING || this == WAITING || this == PARKED;
    }
}
