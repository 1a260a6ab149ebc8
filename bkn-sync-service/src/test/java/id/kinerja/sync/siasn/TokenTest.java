package id.kinerja.sync.siasn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokenTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

    @ParameterizedTest
    @CsvSource({"3600, 3540", "43200, 43140", "300, 240", "20, 16", "5, 4"})
    void a_token_is_renewed_a_minute_or_a_fifth_of_its_life_before_its_end(int lifetime, int freshFor) {
        Token token = Token.of("t", Duration.ofSeconds(lifetime), NOW);

        assertThat(token.isFresh(NOW.plusSeconds(freshFor).minusMillis(1))).isTrue();
        assertThat(token.isFresh(NOW.plusSeconds(freshFor))).isFalse();
    }

    @Test
    void without_a_lifetime_in_the_reply_the_tokens_own_end_counts() {
        Token token = Token.of(jwt("{\"exp\":" + NOW.plusSeconds(100).getEpochSecond() + "}"), null, NOW);

        assertThat(token.expiresAt()).isEqualTo(NOW.plusSeconds(100));
        assertThat(token.renewAt()).isEqualTo(NOW.plusSeconds(80));
    }

    @Test
    void a_token_that_does_not_say_is_used_for_a_short_while() {
        for (String value : new String[] {"opaque", "a.b.c", jwt("{}"), jwt("[]"), jwt("{\"exp\":\"soon\"}")}) {
            Token token = Token.of(value, null, NOW);

            assertThat(token.expiresAt()).isNull();
            assertThat(token.renewAt()).isEqualTo(NOW.plusSeconds(240));
        }
    }

    @Test
    void printing_a_token_hides_it() {
        assertThat(Token.of("s3cret", null, NOW)).asString().doesNotContain("s3cret");
    }

    static String jwt(String claims) {
        String body = Base64.getUrlEncoder().withoutPadding().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
        return "e30." + body + ".c2ln";
    }
}
