package id.kinerja.stack.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtAudienceValidator;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.JwtValidators;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;

/** Reads the tokens as a service does. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestIssuerTest {

    private static final String TEACHER = "siti.12@guru.sd.belajar.id";

    private TestIssuer issuer;
    private NimbusJwtDecoder service;

    @BeforeAll
    void start() {
        issuer = TestIssuer.start();
        service = NimbusJwtDecoder.withJwkSetUri(issuer.jwksUri()).build();
        service.setJwtValidator(new DelegatingOAuth2TokenValidator<>(
                JwtValidators.createDefaultWithIssuer(issuer.issuer()), new JwtAudienceValidator("kinerja")));
    }

    @AfterAll
    void stop() {
        issuer.close();
    }

    @Test
    void a_token_names_account_and_roles() {
        Jwt token = service.decode(issuer.token(TEACHER, "operator"));
        assertThat(token.getClaimAsString("email")).isEqualTo(TEACHER);
        assertThat(token.getClaimAsStringList("roles")).containsExactly("operator");
        assertThat(service.decode(issuer.token(TEACHER)).hasClaim("roles")).isFalse();
    }

    @Test
    void every_bad_token_is_refused() {
        List<String> bad = List.of(
                issuer.tokenFor(TEACHER).expired().sign(),
                issuer.tokenFor(TEACHER).audience("other").sign(),
                issuer.tokenFor(TEACHER).issuer("http://127.0.0.1:1").sign(),
                issuer.tokenFor(TEACHER).signedByStranger().sign(),
                issuer.tokenFor(TEACHER).algorithm(JWSAlgorithm.HS256).sign(),
                issuer.tokenFor(TEACHER).algorithm(JWSAlgorithm.RS512).sign(),
                issuer.tokenFor(TEACHER).unsigned());
        for (String token : bad) {
            assertThatThrownBy(() -> service.decode(token)).isInstanceOf(JwtException.class);
        }
    }
}
