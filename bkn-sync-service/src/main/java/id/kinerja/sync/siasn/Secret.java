package id.kinerja.sync.siasn;

/** A configured secret that does not show itself when printed. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "•••";
    }
}
