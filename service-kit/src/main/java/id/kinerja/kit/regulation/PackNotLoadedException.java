package id.kinerja.kit.regulation;

/**
 * Something was begun under a version of a pack whose file is not there any more. Nobody can judge it until an operator has
 * put the file back; nothing is lost meanwhile.
 */
public final class PackNotLoadedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String regulation;
    private final int version;

    PackNotLoadedException(String regulation, int version) {
        super("version %d of regulation pack %s is in use and not loaded; see docs/regulation-packs.md"
                .formatted(version, regulation));
        this.regulation = regulation;
        this.version = version;
    }

    public String regulation() {
        return regulation;
    }

    public int version() {
        return version;
    }
}
