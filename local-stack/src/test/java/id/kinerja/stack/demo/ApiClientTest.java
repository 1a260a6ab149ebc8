package id.kinerja.stack.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiClientTest {

    private static final String ACCOUNT = "siti.02@guru.sd.belajar.id";

    private FakePlatform platform;
    private ApiClient api;

    @BeforeEach
    void platform() throws IOException {
        platform = new FakePlatform();
        api = client(Duration.ofSeconds(20));
    }

    @AfterEach
    void close() {
        platform.close();
    }

    @Test
    void a_command_is_repeated_with_the_same_key_until_it_is_answered() {
        platform.failNext(503, 0, 429, 500);

        assertThat(api.post(ACCOUNT, "/plans", Map.of("periodId", "2026")).status())
                .isEqualTo(201);

        assertThat(platform.commands()).hasSize(5);
        assertThat(platform.commands())
                .extracting(FakePlatform.Request::idempotencyKey)
                .allMatch(key -> key.equals(platform.commands().getFirst().idempotencyKey()));
        assertThat(platform.commands()).extracting(FakePlatform.Request::body).containsOnly("{\"periodId\":\"2026\"}");
    }

    @Test
    void two_commands_have_two_keys() {
        api.post(ACCOUNT, "/plans", Map.of());
        api.post(ACCOUNT, "/plans", Map.of());
        assertThat(platform.commands())
                .extracting(FakePlatform.Request::idempotencyKey)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_change_names_the_version_that_was_read() {
        api.change(ACCOUNT, "PUT", "/plans/a", "/practice", Map.of());
        assertThat(platform.commands()).singleElement().satisfies(command -> {
            assertThat(command.line()).isEqualTo("PUT /plans/a/practice by " + ACCOUNT);
            assertThat(command.ifMatch()).isEqualTo("\"7\"");
        });
    }

    @Test
    void a_refusal_is_final_and_carries_its_code() {
        platform.failNext(409);
        assertThatThrownBy(() -> api.post(ACCOUNT, "/plans", Map.of()))
                .isInstanceOfSatisfying(ApiRefusal.class, refusal -> {
                    assertThat(refusal.status()).isEqualTo(409);
                    assertThat(refusal.code()).isEqualTo("some-code");
                });
        assertThat(platform.commands()).hasSize(1);
    }

    @Test
    void an_expired_token_is_replaced_once() {
        platform.failNext(401);
        assertThat(api.post(ACCOUNT, "/plans", Map.of()).status()).isEqualTo(201);
        platform.failNext(401, 401);
        assertThatThrownBy(() -> api.post(ACCOUNT, "/plans", Map.of())).isInstanceOf(ApiRefusal.class);
    }

    @Test
    void a_platform_that_stays_away_is_named_when_the_patience_is_used_up() {
        platform.failNext(503, 503, 503, 503, 503, 503, 503);
        var impatient = client(Duration.ofMillis(200));
        assertThatThrownBy(() -> impatient.post(ACCOUNT, "/plans", Map.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("POST /plans by " + ACCOUNT)
                .hasMessageContaining("status 503");
    }

    private ApiClient client(Duration patience) {
        return new ApiClient(platform.url(), new Tokens(platform.url()), patience);
    }
}
