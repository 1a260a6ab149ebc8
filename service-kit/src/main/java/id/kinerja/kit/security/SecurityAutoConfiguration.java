package id.kinerja.kit.security;

import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.web.Problems;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2Error;
import org.springframework.security.oauth2.core.OAuth2TokenValidator;
import org.springframework.security.oauth2.core.OAuth2TokenValidatorResult;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Every service checks the token itself and denies what is not allowed by name. Which employee an account is, and whom
 * that employee may act on, comes from the service's own directory.
 */
@AutoConfiguration(
        afterName = "id.kinerja.kit.KitAutoConfiguration",
        beforeName =
                "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration")
@EnableMethodSecurity
@EnableConfigurationProperties(SecurityProperties.class)
public class SecurityAutoConfiguration {

    @Bean
    SecurityFilterChain apiSecurity(
            HttpSecurity http, Directory directory, SecurityProperties properties, Problems problems) throws Exception {
        return http.csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .authorizeHttpRequests(requests -> requests.requestMatchers(
                                "/actuator/health/**", "/actuator/prometheus", "/v3/api-docs/**")
                        .permitAll()
                        .requestMatchers("/api/**")
                        .authenticated()
                        .requestMatchers("/error")
                        .permitAll()
                        .anyRequest()
                        .denyAll())
                .oauth2ResourceServer(server -> server.jwt(jwt ->
                                jwt.jwtAuthenticationConverter(token -> authentication(token, directory, properties)))
                        .authenticationEntryPoint((request, response, failure) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            problems.write(request, response, HttpStatus.UNAUTHORIZED, "not-authenticated");
                        }))
                .exceptionHandling(handling -> handling.authenticationEntryPoint((request, response, failure) -> {
                            response.setHeader("WWW-Authenticate", "Bearer");
                            problems.write(request, response, HttpStatus.UNAUTHORIZED, "not-authenticated");
                        })
                        .accessDeniedHandler((request, response, failure) ->
                                problems.write(request, response, HttpStatus.FORBIDDEN, "not-allowed")))
                .build();
    }

    /** What no honest client sends, such as an encoded slash or percent sign in a path, is refused before it is read. */
    @Bean
    RequestRejectedHandler rejectedRequests(Problems problems) {
        return (request, response, rejected) ->
                problems.write(request, response, HttpStatus.BAD_REQUEST, "rejected-request");
    }

    @Bean
    JwtDecoder jwtDecoder(SecurityProperties properties) {
        var decoder = NimbusJwtDecoder.withJwkSetUri(properties.jwksUri().toString())
                .jwsAlgorithm(SignatureAlgorithm.RS256)
                .build();
        decoder.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                new JwtTimestampValidator(properties.clockSkew()),
                new JwtIssuerValidator(properties.issuer()),
                audience(properties.audience()),
                account(properties)));
        return decoder;
    }

    private static OAuth2TokenValidator<Jwt> audience(String audience) {
        return token -> token.getAudience() != null && token.getAudience().contains(audience)
                ? OAuth2TokenValidatorResult.success()
                : invalid("the token is for another audience");
    }

    private static OAuth2TokenValidator<Jwt> account(SecurityProperties properties) {
        return token -> {
            var account = token.getClaimAsString(properties.accountClaim());
            if (account == null || token.getExpiresAt() == null) {
                return invalid("the token names no account or never expires");
            }
            return properties.accepts(account)
                    ? OAuth2TokenValidatorResult.success()
                    : invalid("the account's mail domain is not accepted");
        };
    }

    private static OAuth2TokenValidatorResult invalid(String description) {
        return OAuth2TokenValidatorResult.failure(new OAuth2Error("invalid_token", description, null));
    }

    private static ActorAuthentication authentication(Jwt token, Directory directory, SecurityProperties properties) {
        var account = Objects.requireNonNull(token.getClaimAsString(properties.accountClaim()), "validated above")
                .toLowerCase(Locale.ROOT);
        var actor = new Actor(
                account,
                // Whoever has left is nobody's account any more: what follows from the roster follows no longer.
                directory
                        .byAccount(account)
                        .filter(person -> !directory.hasLeft(person))
                        .orElse(null),
                grants(token.getClaims().get(properties.rolesClaim())));
        return new ActorAuthentication(actor, token);
    }

    private static Set<Actor.Grant> grants(@Nullable Object claim) {
        var grants = EnumSet.noneOf(Actor.Grant.class);
        var names = claim instanceof Collection<?> several ? several : List.of();
        for (var grant : Actor.Grant.values()) {
            if (names.contains(grant.name().toLowerCase(Locale.ROOT))) {
                grants.add(grant);
            }
        }
        return grants;
    }
}
