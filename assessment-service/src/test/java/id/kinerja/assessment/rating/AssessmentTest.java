package id.kinerja.assessment.rating;

import static id.kinerja.assessment.rating.GoldenAssessment.FINALIZED_AT;
import static id.kinerja.assessment.rating.GoldenAssessment.MATRIX;
import static id.kinerja.assessment.rating.GoldenAssessment.PRINCIPAL;
import static id.kinerja.assessment.rating.GoldenAssessment.accepted;
import static id.kinerja.assessment.rating.GoldenAssessment.in;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.kinerja.assessment.rating.Assessment.Conclusion;
import id.kinerja.assessment.rating.AssessmentEvent.AssessmentFinalized;
import id.kinerja.kit.directory.Role;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.kit.model.Refusal;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AssessmentTest {

    private enum Command {
        MOVE("move", assessment -> assessment.moveTo(GoldenAssessment.PLAN_ELSEWHERE, 2027)),
        RATE("rate", GoldenAssessment::rate),
        FINALIZE("finalize", GoldenAssessment::makeFinal);

        private final String wireName;
        private final Function<Assessment, Decision<Assessment>> run;

        Command(String wireName, Function<Assessment, Decision<Assessment>> run) {
            this.wireName = wireName;
            this.run = run;
        }
    }

    /** State, command, the state after it (null: refused) and what is told. */
    static Stream<Arguments> everyStateAndCommand() {
        return Stream.of(
                arguments(AssessmentStatus.OPEN, Command.MOVE, AssessmentStatus.OPEN, List.of()),
                arguments(AssessmentStatus.RATED, Command.MOVE, AssessmentStatus.RATED, List.of()),
                arguments(AssessmentStatus.FINAL, Command.MOVE, null, List.of()),
                arguments(AssessmentStatus.OPEN, Command.RATE, AssessmentStatus.RATED, List.of()),
                arguments(AssessmentStatus.OPEN, Command.FINALIZE, null, List.of()),
                arguments(AssessmentStatus.RATED, Command.RATE, AssessmentStatus.RATED, List.of()),
                arguments(
                        AssessmentStatus.RATED,
                        Command.FINALIZE,
                        AssessmentStatus.FINAL,
                        List.of(AssessmentFinalized.class)),
                arguments(AssessmentStatus.FINAL, Command.RATE, null, List.of()),
                arguments(AssessmentStatus.FINAL, Command.FINALIZE, null, List.of()));
    }

    @ParameterizedTest
    @MethodSource("everyStateAndCommand")
    void every_command_has_a_defined_answer_in_every_state(
            AssessmentStatus before,
            Command command,
            @Nullable AssessmentStatus after,
            List<Class<? extends DomainEvent>> told) {
        var decision = command.run.apply(in(before));

        if (after == null) {
            assertThat(decision).isEqualTo(Decision.refuse(Refusal.wrongState(before, command.wireName)));
        } else {
            assertThat(accepted(decision).state().status()).isEqualTo(after);
            assertThat(accepted(decision).events()).extracting(Object::getClass).isEqualTo(told);
        }
    }

    @Test
    void no_pair_of_state_and_command_is_forgotten() {
        assertThat(everyStateAndCommand().map(row -> row.get()[0] + " " + row.get()[1]))
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(AssessmentStatus.values())
                        .flatMap(status -> Arrays.stream(Command.values()).map(command -> status + " " + command))
                        .toList());
    }

    @Test
    void rating_again_replaces_ratings_predicate_and_note() {
        var again = accepted(in(AssessmentStatus.RATED)
                        .rate(
                                Rating.BELOW_EXPECTATION,
                                Rating.MEETS_EXPECTATION,
                                null,
                                MATRIX,
                                "another-appraiser",
                                FINALIZED_AT))
                .state();

        assertThat(again.evaluation())
                .isEqualTo(new Assessment.Evaluation(
                        Rating.BELOW_EXPECTATION,
                        Rating.MEETS_EXPECTATION,
                        Predicate.NEEDS_IMPROVEMENT,
                        null,
                        "another-appraiser",
                        FINALIZED_AT));
    }

    @Test
    void an_assessment_goes_along_to_another_school_and_role_with_its_ratings() {
        var rated = in(AssessmentStatus.RATED);
        var moved =
                accepted(rated.moveTo(GoldenAssessment.PLAN_ELSEWHERE, 2027)).state();

        assertThat(moved.npsn()).isEqualTo("20306578");
        assertThat(moved.role()).isEqualTo(Role.PRINCIPAL);
        assertThat(moved.year()).isEqualTo(2027);
        assertThat(moved.evaluation()).isEqualTo(rated.evaluation());
        assertThat(moved.assessmentId()).isEqualTo(rated.assessmentId());
        assertThat(moved.isFor(GoldenAssessment.PLAN_ELSEWHERE)).isTrue();
    }

    @Test
    void a_final_assessment_keeps_who_made_it_final_and_when() {
        assertThat(in(AssessmentStatus.FINAL).conclusion()).isEqualTo(new Conclusion(PRINCIPAL, FINALIZED_AT));
    }
}
