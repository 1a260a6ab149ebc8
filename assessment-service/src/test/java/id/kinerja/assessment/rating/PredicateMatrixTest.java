package id.kinerja.assessment.rating;

import static id.kinerja.assessment.rating.GoldenAssessment.MATRIX;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PredicateMatrixTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # work result     | work behaviour    | predicate
                    ABOVE_EXPECTATION | BELOW_EXPECTATION | POOR_MISCONDUCT
                    ABOVE_EXPECTATION | MEETS_EXPECTATION | GOOD
                    ABOVE_EXPECTATION | ABOVE_EXPECTATION | VERY_GOOD
                    MEETS_EXPECTATION | BELOW_EXPECTATION | POOR_MISCONDUCT
                    MEETS_EXPECTATION | MEETS_EXPECTATION | GOOD
                    MEETS_EXPECTATION | ABOVE_EXPECTATION | GOOD
                    BELOW_EXPECTATION | BELOW_EXPECTATION | VERY_POOR
                    BELOW_EXPECTATION | MEETS_EXPECTATION | NEEDS_IMPROVEMENT
                    BELOW_EXPECTATION | ABOVE_EXPECTATION | NEEDS_IMPROVEMENT
                    """)
    void the_predicate_follows_from_the_two_ratings(Rating workResult, Rating workBehaviour, Predicate predicate) {
        assertThat(MATRIX.of(workResult, workBehaviour)).isEqualTo(predicate);
    }

    @Test
    void the_matrix_says_where_it_comes_from() {
        assertThat(MATRIX.legalBasis()).isEqualTo("PermenPANRB No. 6 Tahun 2022");
        assertThat(MATRIX.source()).isEqualTo("S");
    }

    @Test
    void a_matrix_with_a_hole_keeps_the_service_down() throws IOException {
        String holed;
        try (var content = getClass().getResourceAsStream("/predicate-matrix.yaml")) {
            holed = new String(Objects.requireNonNull(content).readAllBytes(), UTF_8)
                    .replace("BELOW_EXPECTATION: VERY_POOR,", "");
        }

        assertThatThrownBy(() -> RatingConfiguration.read(new ByteArrayInputStream(holed.getBytes(UTF_8))))
                .hasMessageContaining("no predicate for work result BELOW_EXPECTATION");
    }
}
