package id.kinerja.kit.regulation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Something wrong with a pack.
 *
 * @param file where it stands
 * @param line first line it concerns, from 1
 * @param pointer JSON pointer to the entry, e.g. {@code /periods/0/last}; empty for the file as a whole
 * @param code what is wrong; its words are the message {@code pack-fault.<code>}
 * @param args values in the message
 */
public record PackFault(String file, int line, String pointer, String code, List<String> args) {

    public PackFault {
        args = List.copyOf(args);
    }

    static PackFault at(String file, int line, String pointer, String code, Object... args) {
        return new PackFault(
                file, line, pointer, code, Stream.of(args).map(String::valueOf).toList());
    }

    /** What is wrong, for whoever edits packs. */
    public String text(Locale language) {
        return PackTexts.of(language, "pack-fault." + code, args.toArray());
    }

    /** The place, and below it what is wrong there, in Indonesian and in English. */
    @Override
    public String toString() {
        return "%s:%d:%s\n    id: %s\n    en: %s"
                .formatted(
                        file,
                        line,
                        pointer.isEmpty() ? "" : " " + pointer,
                        text(PackTexts.INDONESIAN),
                        text(PackTexts.ENGLISH));
    }
}
