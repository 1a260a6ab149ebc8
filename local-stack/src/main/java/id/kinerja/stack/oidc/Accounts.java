package id.kinerja.stack.oidc;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Who may log in at the development issuer: every account of belajar.id, some with roles, and whoever else is listed.
 *
 * @param roles account to roles; whoever is not listed has none
 */
record Accounts(Map<String, List<String>> roles) {

    /** The password of every account; the issuer answers on the loopback address only. */
    static final String PASSWORD = "kinerja";

    /**
     * Reads {@code account=role+role,account=role}.
     *
     * @throws IllegalArgumentException when an entry has no "=" or is not a mail address
     */
    static Accounts parse(String text) {
        Map<String, List<String>> roles = new TreeMap<>();
        for (String entry : text.split(",", -1)) {
            String[] parts = entry.strip().split("=", -1);
            if (parts.length != 2 || !isMailAddress(parts[0])) {
                throw new IllegalArgumentException("Not account=role or account=role+role: " + entry);
            }
            roles.put(parts[0].toLowerCase(Locale.ROOT), List.of(parts[1].split("\\+", -1)));
        }
        return new Accounts(Map.copyOf(roles));
    }

    /** True for mail addresses at belajar.id or a host below it, and for those that were listed. */
    boolean isAccepted(String account) {
        String known = account.toLowerCase(Locale.ROOT);
        String host = known.substring(known.indexOf('@') + 1);
        return isMailAddress(known)
                && (host.equals("belajar.id") || host.endsWith(".belajar.id") || roles.containsKey(known));
    }

    private static boolean isMailAddress(String account) {
        int at = account.indexOf('@');
        return at > 0
                && at < account.length() - 1
                && at == account.lastIndexOf('@')
                && account.chars().noneMatch(c -> c <= ' ');
    }

    List<String> rolesOf(String account) {
        return roles.getOrDefault(account, List.of());
    }
}
