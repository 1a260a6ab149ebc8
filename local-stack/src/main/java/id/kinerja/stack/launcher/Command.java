package id.kinerja.stack.launcher;

import id.kinerja.stack.demo.DemoPeople;
import id.kinerja.stack.demo.School;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What {@code ./kinerja} was asked to do. */
sealed interface Command {

    /** Start everything and keep it running. */
    record Up(boolean fresh, @Nullable Integer portBase) implements Command {}

    /** Play a school's period on a stack of its own. */
    record Demo(School school, int teachers, boolean keep) implements Command {}

    /** Print an access token. */
    record Token(String account) implements Command {}

    record Status() implements Command {}

    record Logs(String name, boolean follow) implements Command {}

    record Down() implements Command {}

    /** Reads the command line. */
    static Command parse(String... arguments) throws UsageError {
        var rest = new ArrayDeque<String>();
        for (var argument : arguments) {
            // --name=value is the same as --name value
            var equals = argument.startsWith("--") ? argument.indexOf('=') : -1;
            rest.addAll(
                    equals < 0
                            ? List.of(argument)
                            : List.of(argument.substring(0, equals), argument.substring(equals + 1)));
        }
        var name = rest.isEmpty() ? "" : rest.removeFirst();
        var command = switch (name) {
            case "up" -> up(rest);
            case "demo" -> demo(rest);
            case "token" -> new Token(account(rest));
            case "status" -> new Status();
            case "logs" -> logs(rest);
            case "down" -> new Down();
            default -> throw new UsageError("There is no command '%s'.".formatted(name));
        };
        if (!rest.isEmpty()) {
            throw new UsageError("'%s' takes no '%s'.".formatted(name, rest.getFirst()));
        }
        return command;
    }

    private static Up up(Deque<String> rest) throws UsageError {
        var fresh = false;
        Integer base = null;
        while (!rest.isEmpty() && rest.getFirst().startsWith("-")) {
            var option = rest.removeFirst();
            switch (option) {
                case "--fresh" -> fresh = true;
                case "--port-base" -> base = number(option, rest, 1024, 65_505);
                default -> throw new UsageError("'up' has no option '%s'.".formatted(option));
            }
        }
        return new Up(fresh, base);
    }

    private static Demo demo(Deque<String> rest) throws UsageError {
        var npsn = School.DEFAULT_NPSN;
        var teachers = 12;
        var keep = false;
        while (!rest.isEmpty() && rest.getFirst().startsWith("-")) {
            var option = rest.removeFirst();
            switch (option) {
                case "--school" -> npsn = value(option, rest);
                case "--teachers" -> teachers = number(option, rest, 1, DemoPeople.MOST_TEACHERS);
                case "--keep" -> keep = true;
                default -> throw new UsageError("'demo' has no option '%s'.".formatted(option));
            }
        }
        var chosen = npsn;
        var school = School.find(chosen)
                .orElseThrow(() ->
                        new UsageError("No school with NPSN '%s' is in local-stack/src/main/resources/schools.csv."
                                .formatted(chosen)));
        return new Demo(school, teachers, keep);
    }

    private static String account(Deque<String> rest) throws UsageError {
        var account = rest.pollFirst();
        if (account == null || account.indexOf('@') < 1) {
            throw new UsageError("'token' needs an account, for example operator@dinas.belajar.id.");
        }
        return account.toLowerCase(Locale.ROOT);
    }

    private static Logs logs(Deque<String> rest) throws UsageError {
        var follow = rest.removeFirstOccurrence("-f");
        var name = rest.pollFirst();
        if (name == null || !name.matches("[a-z0-9-]+")) {
            throw new UsageError("'logs' needs the name of a process, for example planning.");
        }
        return new Logs(name, follow);
    }

    private static String value(String option, Deque<String> rest) throws UsageError {
        var value = rest.pollFirst();
        if (value == null || value.isBlank()) {
            throw new UsageError("'%s' needs a value.".formatted(option));
        }
        return value;
    }

    private static int number(String option, Deque<String> rest, int least, int most) throws UsageError {
        var value = value(option, rest);
        if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
            throw new UsageError("'%s' needs a number from %d to %d, not '%s'.".formatted(option, least, most, value));
        }
        return Integer.parseInt(value);
    }
}
