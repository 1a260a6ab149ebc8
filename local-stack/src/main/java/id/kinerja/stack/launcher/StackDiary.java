package id.kinerja.stack.launcher;

import id.kinerja.stack.supervisor.ManagedProcess;
import id.kinerja.stack.supervisor.StackFailure;
import id.kinerja.stack.supervisor.StackListener;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Keeps the {@link RunningState} of a home true while its stack runs, and tells the terminal everything. */
final class StackDiary implements StackListener {

    private final Home home;
    private final Terminal terminal;
    private List<ManagedProcess> processes = List.of();

    StackDiary(Home home, Terminal terminal) {
        this.home = home;
        this.terminal = terminal;
    }

    @Override
    public void preparing(String what) {
        terminal.preparing(what);
    }

    @Override
    public void planned(List<ManagedProcess> planned) {
        processes = planned;
        terminal.planned(planned);
    }

    @Override
    public void starting(ManagedProcess process) {
        terminal.starting(process);
        write();
    }

    @Override
    public void ready(ManagedProcess process, Duration after) {
        terminal.ready(process, after);
        write();
    }

    @Override
    public void died(ManagedProcess process, Duration pause) {
        terminal.died(process, pause);
        write();
    }

    @Override
    public void failed(ManagedProcess process, StackFailure failure) {
        terminal.failed(process, failure);
        write();
    }

    @Override
    public void stopping(ManagedProcess process) {
        terminal.stopping(process);
    }

    @Override
    public void stopped(ManagedProcess process) {
        terminal.stopped(process);
        write();
    }

    private synchronized void write() {
        try {
            var state = RunningState.of(processes);
            if (state.processes().isEmpty()) {
                RunningState.remove(home);
            } else {
                state.write(home);
            }
        } catch (IOException e) {
            terminal.line("%s could not be written (%s): status, token and down will not find this stack."
                    .formatted(home.state(), e.getMessage()));
        }
    }
}
