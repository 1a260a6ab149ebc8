package id.kinerja.stack.launcher;

import id.kinerja.stack.launcher.RunningState.Running;
import id.kinerja.stack.supervisor.ManagedProcess;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** Processes that outlived their supervisor, which was killed. */
final class Leftovers {

    private Leftovers() {}

    /** Ends those that still run, the last started first; tells of each. */
    static int end(List<Running> processes, Consumer<String> told) throws InterruptedException {
        var ended = 0;
        for (var process : processes.reversed()) {
            var live = process.live();
            if (live.isPresent()) {
                told.accept("  %-12s left over from an earlier run (pid %d), stopping"
                        .formatted(process.name(), process.pid()));
                end(live.get());
                ended++;
            }
        }
        return ended;
    }

    private static void end(ProcessHandle process) throws InterruptedException {
        process.destroy();
        try {
            process.onExit().get(ManagedProcess.STOP_LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            process.destroyForcibly();
        }
    }
}
