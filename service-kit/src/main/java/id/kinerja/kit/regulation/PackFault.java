package id.kinerja.kit.regulation;

/**
 * Something wrong with a pack.
 *
 * @param file where it stands
 * @param line first line it concerns, from 1
 * @param pointer JSON pointer to the entry, e.g. {@code /periods/0/last}; empty for the file as a whole
 * @param text what is wrong, for whoever edits packs
 */
public record PackFault(String file, int line, String pointer, String text) {

    @Override
    public String toString() {
        return "%s:%d: %s%s".formatted(file, line, pointer.isEmpty() ? "" : pointer + ": ", text);
    }
}
