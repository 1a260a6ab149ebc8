package id.kinerja.kit.directory;

/** Status kepegawaian. Results of people who are not civil servants are never sent to BKN. */
public enum EmploymentStatus {
    PNS,
    PPPK,
    NON_ASN;

    public boolean isCivilServant() {
        return this != NON_ASN;
    }
}
