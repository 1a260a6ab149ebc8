package id.kinerja.stack.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kinerja.stack.demo.School;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {

    @Test
    void up_may_start_fresh_and_elsewhere() throws Exception {
        assertThat(Command.parse("up")).isEqualTo(new Command.Up(false, null));
        assertThat(Command.parse("up", "--fresh", "--port-base", "18080")).isEqualTo(new Command.Up(true, 18_080));
        assertThat(Command.parse("up", "--port-base=18080")).isEqualTo(new Command.Up(false, 18_080));
    }

    @Test
    void demo_has_a_school_and_twelve_teachers_unless_told_otherwise() throws Exception {
        var school = School.find(School.DEFAULT_NPSN).orElseThrow();
        assertThat(Command.parse("demo")).isEqualTo(new Command.Demo(school, 12, false));
        assertThat(Command.parse("demo", "--teachers", "3", "--keep", "--school", school.npsn()))
                .isEqualTo(new Command.Demo(school, 3, true));
    }

    @Test
    void the_other_commands_are_read() throws Exception {
        assertThat(Command.parse("token", "Operator@Dinas.belajar.id"))
                .isEqualTo(new Command.Token("operator@dinas.belajar.id"));
        assertThat(Command.parse("logs", "planning", "-f")).isEqualTo(new Command.Logs("planning", true));
        assertThat(Command.parse("logs", "-f", "planning")).isEqualTo(new Command.Logs("planning", true));
        assertThat(Command.parse("status")).isEqualTo(new Command.Status());
        assertThat(Command.parse("down")).isEqualTo(new Command.Down());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "start | There is no command 'start'.",
                "up --now | 'up' has no option '--now'.",
                "up now | 'up' takes no 'now'.",
                "up --port-base | '--port-base' needs a value.",
                "up --port-base 80 | '--port-base' needs a number from 1024 to 65505, not '80'.",
                "up --port-base many | '--port-base' needs a number from 1024 to 65505, not 'many'.",
                "demo --teachers 0 | '--teachers' needs a number from 1 to 200, not '0'.",
                "demo --teachers -3 | '--teachers' needs a number from 1 to 200, not '-3'.",
                "demo --school 1 | No school with NPSN '1' is in local-stack/src/main/resources/schools.csv.",
                "token | 'token' needs an account, for example operator@dinas.belajar.id.",
                "token me | 'token' needs an account, for example operator@dinas.belajar.id.",
                "logs | 'logs' needs the name of a process, for example planning.",
                "logs ../state | 'logs' needs the name of a process, for example planning.",
                "status all | 'status' takes no 'all'.",
            })
    void what_is_not_understood_is_answered_with_what_is_wrong(String line, String message) {
        assertThatThrownBy(() -> Command.parse(line.split(" ", -1)))
                .isInstanceOf(UsageError.class)
                .hasMessage(message);
    }
}
