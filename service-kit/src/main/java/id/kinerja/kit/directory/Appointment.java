package id.kinerja.kit.directory;

/** How somebody holds a post. */
public enum Appointment {
    DEFINITIVE,
    /** Pelaksana tugas (Plt.): leads until somebody is appointed. */
    ACTING
}
