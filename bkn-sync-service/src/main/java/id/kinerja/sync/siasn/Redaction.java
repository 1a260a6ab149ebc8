package id.kinerja.sync.siasn;

import java.util.regex.Pattern;

/** Shortens what BKN said to what an operator may see: no tokens, accounts or numbers of persons. */
final class Redaction {

    private static final int LONGEST = 300;
    private static final Pattern TOKEN = Pattern.compile("eyJ[\\w.-]+");
    private static final Pattern ACCOUNT = Pattern.compile("[\\w.+-]+@[\\w.-]+");
    private static final Pattern NUMBER = Pattern.compile("\\d(?:[ .-]?\\d){7,}");

    static String of(String text) {
        String plain = TOKEN.matcher(text.replaceAll("\\s+", " ").strip()).replaceAll("<token>");
        plain = ACCOUNT.matcher(plain).replaceAll("<account>");
        plain = NUMBER.matcher(plain).replaceAll("<number>");
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }

    private Redaction() {}
}
