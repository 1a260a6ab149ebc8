package id.kinerja.sync.feed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.web.RefusedException;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PositionTest {

    private static final Instant TIME = Instant.parse("2026-01-21T02:30:00.412Z");

    @Test
    void a_cursor_leads_back_to_its_place() {
        for (var position : new Position[] {
            Position.START, new Position(TIME, "PLAN:a@b:2026"), Position.before(Instant.parse("-5000-01-01T00:00:00Z"))
        }) {
            assertThat(Position.of(FeedKind.PLANS, position.cursor(FeedKind.PLANS)))
                    .isEqualTo(position);
        }
    }

    @Test
    void a_cursor_of_one_feed_leads_nowhere_in_the_other() {
        refused("/cursor", () -> Position.of(FeedKind.OBSERVATIONS, new Position(TIME, "a").cursor(FeedKind.PLANS)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "PLAN", "PLAN@@", "PLAN@1", "PLAN@x@a", "PLAN@99999999999999999999@a", "plan@1@a", "@1@a"})
    void what_is_no_cursor_is_refused(String text) {
        var cursor = Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
        refused("/cursor", () -> Position.of(FeedKind.PLANS, cursor));
        refused("/cursor", () -> Position.of(FeedKind.PLANS, text + "é"));
    }

    @Test
    void an_instant_includes_everything_that_changed_in_its_millisecond() {
        assertThat(Position.before(TIME.plusNanos(999))).isLessThan(new Position(TIME, "A"));
        assertThat(Position.before(TIME)).isGreaterThan(new Position(TIME.minusMillis(1), "Z"));
        refused("/since", () -> Position.before(Instant.MAX));
    }

    private static void refused(String pointer, Runnable what) {
        assertThatExceptionOfType(RefusedException.class)
                .isThrownBy(what::run)
                .satisfies(refused -> assertThat(refused.refusal().faults())
                        .extracting(Fault::pointer)
                        .containsExactly(pointer));
    }
}
