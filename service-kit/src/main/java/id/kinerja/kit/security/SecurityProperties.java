package id.kinerja.kit.security;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Whose tokens are believed, prefix {@code kinerja.security}.
 *
 * @param issuer exact {@code iss} of the OIDC provider
 * @param jwksUri where its public keys are
 * @param audience must be among {@code aud}
 * @param accountClaim claim that holds the account
 * @param rolesClaim claim that may hold operator, office, subscriber, registry
 * @param mailDomains an account's host must be one of these or end with one of them after a dot
 * @param clockSkew tolerated difference of clocks
 */
@ConfigurationProperties("kinerja.security")
public record SecurityProperties(
        String issuer,
        URI jwksUri,
        @DefaultValue("kinerja") String audience,
        @DefaultValue("email") String accountClaim,
        @DefaultValue("roles") String rolesClaim,
        @DefaultValue("belajar.id") List<String> mailDomains,
        @DefaultValue("30s") Duration clockSkew) {

    /** Whether people may sign in with this account, as far as its mail domain goes. */
    public boolean accepts(String account) {
        var host = account.substring(account.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT);
        return mailDomains.stream().anyMatch(domain -> host.equals(domain) || host.endsWith("." + domain));
    }
}
