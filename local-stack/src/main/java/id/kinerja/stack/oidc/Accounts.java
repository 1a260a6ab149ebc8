package id.kinerja.stack.oidc;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who may log in at the development issuer: every account of belajar.id, some with roles.
 *
 * @param roles account to roles; whoever is not listed has none
 */
record Accounts(Map<String, List<String>> roles) {

    /** The password of every account; the issuer answers on the loopback address only. */
    static final String PASSWORD = "kinerja";

    /**
     * Reads {@code account=role+role,account=role}.
     *
     * @throws IllegalArgumentException when an entry has no "=" or is not an account of belajar.id
     */
    static Accounts parse(String text) {
        Map<String, List<String>> roles = new TreeMap<>();
        for (String entry : text.split(",", -1)) {
            String[] parts = entry.strip().split("=", -1);
            if (parts.length != 2 || !isAccepted(parts[0])) {
                throw new IllegalArgumentException("Not account=role or account=role+role: " + entry);
            }
            roles.put(parts[0].toLowerCase(Locale.ROOT), List.of(parts[1].split("\\+", -1)));
        }
        return new Accounts(Map.copyOf(roles));
    }

    /** True for mail addresses at belajar.id or a host below it. */
    static boolean isAccepted(String account) {
        int at = account.indexOf('@');
        String host = account.substring(at + 1).toLowerCase(Locale.ROOT);
        return at > 0
                && account.chars().noneMatch(c -> c <= ' ')
                && host.indexOf('@') < 0
                && (host.equals("belajar.id") || host.endsWith(".belajar.id"));
    }

    List<String> rolesOf(String account) {
        return roles.getOrDefault(account, List.of());
    }
}
