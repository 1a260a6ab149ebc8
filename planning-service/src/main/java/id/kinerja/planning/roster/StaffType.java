package id.kinerja.planning.roster;

import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.Role;
import java.util.Arrays;
import java.util.Optional;

/** Jenis PTK in Dapodik, which decides who is let into performance management: the values accepted there (domain notes §1.2). */
enum StaffType {
    GURU_MAPEL,
    GURU_KELAS,
    GURU_BK,
    GURU_PENGGANTI,
    GURU_TIK,
    GURU_PENDAMPING,
    GURU_PENDAMPING_KHUSUS,
    GURU_PEMBIMBING_KHUSUS,
    PLAY_GROUP_TEACHER,
    KINDERGARTEN_TEACHER,
    KEPALA_SEKOLAH;

    /** As Dapodik writes it: {@code GURU KELAS}. */
    String official() {
        return name().replace('_', ' ');
    }

    /** By its official name, in whatever case, or as it is told to others: {@code GURU_KELAS}. */
    static Optional<StaffType> named(String name) {
        return Arrays.stream(values())
                .filter(type ->
                        type.official().equalsIgnoreCase(name) || type.name().equals(name))
                .findFirst();
    }

    /**
     * Whether Dapodik can be right about somebody in this role. An acting principal remains a teacher there (I); of people
     * outside of schools nothing is known.
     */
    boolean fits(Role role, Appointment appointment) {
        return switch (role) {
            case TEACHER -> this != KEPALA_SEKOLAH;
            case PRINCIPAL -> this == KEPALA_SEKOLAH || appointment == Appointment.ACTING;
            case OFFICE_HEAD, SUPERVISOR -> true;
        };
    }
}
