package id.kinerja.assessment.closing;

/**
 * Where a school's period stands. Closing writes one document, manifest and event included, so there is no state in
 * between to be seen or resumed.
 */
enum SchoolPeriodStatus {
    OPEN,
    CLOSED
}
