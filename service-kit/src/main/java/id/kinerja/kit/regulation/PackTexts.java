package id.kinerja.kit.regulation;

import java.util.Locale;
import org.springframework.context.MessageSource;
import org.springframework.context.support.ResourceBundleMessageSource;

/**
 * What is said of packs, in the words of {@code kinerja-messages_*.properties}. Whoever edits packs reads it in a log or a
 * terminal, where nobody says in which language: so it is always said in both.
 */
final class PackTexts {

    static final Locale INDONESIAN = Locale.of("id");
    static final Locale ENGLISH = Locale.ENGLISH;

    private static final MessageSource TEXTS = texts();

    private PackTexts() {}

    static String of(Locale language, String key, Object... args) {
        return TEXTS.getMessage(key, args, language);
    }

    static String inBoth(String key, Object... args) {
        return of(INDONESIAN, key, args) + " / " + of(ENGLISH, key, args);
    }

    private static MessageSource texts() {
        var texts = new ResourceBundleMessageSource();
        texts.setBasename("kinerja-messages");
        texts.setDefaultEncoding("UTF-8");
        texts.setFallbackToSystemLocale(false);
        return texts;
    }
}
