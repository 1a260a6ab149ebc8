package id.kinerja.sync.registry;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.sync.registry.RegisteredResult.Field;
import java.time.Year;
import org.junit.jupiter.api.Test;

class RegisteredResultTest {

    private static final Nip APPRAISER = new Nip("197005051995031002");
    private static final AnnualResult DECIDED = new AnnualResult(
            new RegistryPersonId("A8ACA7"),
            Year.of(2026),
            Rating.MEETS_EXPECTATION,
            Rating.ABOVE_EXPECTATION,
            PerformancePredicate.GOOD,
            new Appraiser(APPRAISER, "Budi Santoso", null, null, null));

    @Test
    void a_record_that_says_what_was_decided_leaves_nothing_to_write() {
        assertThat(new RegisteredResult(
                                new RegistryRecordId("r1"),
                                Year.of(2026),
                                Rating.MEETS_EXPECTATION,
                                Rating.ABOVE_EXPECTATION,
                                PerformancePredicate.GOOD,
                                APPRAISER.value())
                        .differencesFrom(DECIDED))
                .isEmpty();
    }

    @Test
    void every_other_or_unknown_value_is_a_difference() {
        assertThat(new RegisteredResult(
                                new RegistryRecordId("r1"), Year.of(2025), null, Rating.BELOW_EXPECTATION, null, null)
                        .differencesFrom(DECIDED))
                .containsExactlyInAnyOrder(Field.values());
    }
}
