package id.kinerja.kit.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class UnwordedTest {

    @Test
    void a_failure_is_told_by_kind_and_place_and_none_of_its_words() {
        var cause = new NumberFormatException("For input string: \"199001012015041001\"");
        var failure = new IllegalStateException("Sari Puspita has no number", cause);

        var printed = new StringWriter();
        Unworded.of(failure).printStackTrace(new PrintWriter(printed));

        assertThat(printed.toString())
                .startsWith("java.lang.IllegalStateException")
                .contains("Caused by: java.lang.NumberFormatException")
                .contains("at " + UnwordedTest.class.getName())
                .doesNotContain("Sari", "1990");
    }

    @Test
    void a_failure_that_causes_itself_is_told_once() {
        var outer = new IllegalStateException("outer");
        var inner = new IllegalArgumentException("inner", outer);
        outer.initCause(inner);

        assertThat(Unworded.of(outer).getCause())
                .hasToString("java.lang.IllegalArgumentException")
                .hasNoCause();
    }
}
