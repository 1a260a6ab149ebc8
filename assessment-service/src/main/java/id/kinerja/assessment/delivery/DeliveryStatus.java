package id.kinerja.assessment.delivery;

/** What has become of a result on its way to e-Kinerja BKN. */
public enum DeliveryStatus {
    /** BKN holds it. */
    DELIVERED,
    /** Somebody has to repair something first. */
    PARKED,
    /** There is no channel for it at the moment. */
    HELD,
    /** People who are not civil servants have no record at BKN. */
    NOT_REQUIRED
}
