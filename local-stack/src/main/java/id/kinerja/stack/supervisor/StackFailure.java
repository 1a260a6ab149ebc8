package id.kinerja.stack.supervisor;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** The stack, or one of its processes, could not be started; the message is meant for the operator. */
public final class StackFailure extends Exception {

    private static final long serialVersionUID = 1L;
    private static final int TAIL = 30;

    public StackFailure(String message) {
        super(message);
    }

    private StackFailure(String message, Throwable cause) {
        super(message, cause);
    }

    static StackFailure cannotStart(String name, IOException cause) {
        return new StackFailure("%s could not be started: %s".formatted(name, cause.getMessage()), cause);
    }

    static StackFailure ended(ManagedProcess process, int exitCode) {
        return new StackFailure(
                "%s ended while it was starting (exit code %d).%s".formatted(process.name(), exitCode, tail(process)));
    }

    static StackFailure tooSlow(ManagedProcess process, Duration limit) {
        return new StackFailure(
                "%s was not ready within %d s.%s".formatted(process.name(), limit.toSeconds(), tail(process)));
    }

    static StackFailure portsTaken(List<Ports.Taken> taken) {
        var text = new StringBuilder();
        for (var port : taken) {
            text.append("Port %d (%s) is taken by another program; %s moves it.%n"
                    .formatted(port.port(), port.name(), port.setting()));
        }
        return new StackFailure(text.append("Stop that program, set the variable to another port,")
                .append(" or move all ports with --port-base, for example --port-base 18080.")
                .toString());
    }

    static StackFailure interrupted() {
        return new StackFailure("Interrupted");
    }

    private static String tail(ManagedProcess process) {
        var lines = process.logTail(TAIL);
        return lines.isEmpty()
                ? " It printed nothing (" + process.log() + ")."
                : " The end of %s:%n  %s".formatted(process.log(), String.join("\n  ", lines));
    }
}
