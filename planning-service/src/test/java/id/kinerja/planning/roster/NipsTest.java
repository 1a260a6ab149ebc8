package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.testing.ServiceSuite;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Numbers are given many at once; whoever was last given one has it. */
class NipsTest extends ServiceSuite {

    @Autowired
    private Nips nips;

    private final String first = "first-" + UUID.randomUUID();
    private final String second = "second-" + UUID.randomUUID();

    @Test
    void numbers_that_are_new_unchanged_and_somebody_elses_are_given_at_once() {
        nips.give(Map.of(first, "anna", second, "budi"));

        nips.give(Map.of(first, "anna", second, "citra"));

        assertThat(nips.holders(List.of(first, second, "nobody's-" + first)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(first, "anna", second, "citra"));
    }

    @Test
    void a_number_is_taken_back_only_from_whoever_has_it() {
        nips.give(Map.of(first, "anna", second, "budi"));
        nips.give(Map.of(second, "citra"));

        nips.takeBack(first, "anna");
        nips.takeBack(second, "budi");

        assertThat(nips.holders(List.of(first, second))).isEqualTo(Map.of(second, "citra"));
    }

    @Test
    void no_numbers_are_given_without_asking_anybody() {
        nips.give(Map.of());

        assertThat(nips.holders(List.of())).isEmpty();
    }
}
