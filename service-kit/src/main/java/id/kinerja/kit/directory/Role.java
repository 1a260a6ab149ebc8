package id.kinerja.kit.directory;

/** What an employee is in the roster. */
public enum Role {
    /** Guru. */
    TEACHER,
    /** Kepala sekolah. */
    PRINCIPAL,
    /** Kepala Dinas Pendidikan: appraises principals. */
    OFFICE_HEAD,
    /** Pengawas sekolah. */
    SUPERVISOR
}
