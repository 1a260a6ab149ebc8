package id.kinerja.sync.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Runs tasks one step at a time, so that a test decides who goes on, who dies and what time it is in between. A step ends
 * where the code under test is about to touch something shared: {@link #step()}.
 */
final class Schedule {

    /** A process was killed; nothing may catch it. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1;

        Killed() {
            super("killed", null, false, false);
        }
    }

    final class Task {
        private final Semaphore go = new Semaphore(0);
        private final Runnable body;
        private boolean killed;
        private boolean done;
        private @Nullable Throwable failure;

        private Task(Runnable body) {
            this.body = body;
        }

        private void run() {
            go.acquireUninterruptibly();
            try {
                if (!killed) {
                    body.run();
                }
            } catch (Killed expected) {
                killed = true;
            } catch (Throwable e) {
                failure = e;
            } finally {
                done = true;
                back.release();
            }
        }

        boolean done() {
            return done;
        }

        boolean killed() {
            return killed;
        }

        /** Lets it go on until its next step. */
        void resume() {
            current = this;
            go.release();
            back.acquireUninterruptibly();
            current = null;
            if (failure != null) {
                throw new AssertionError("a task failed", failure);
            }
        }

        /** It never gets to its next step. */
        void kill() {
            killed = true;
            resume();
        }
    }

    private final Semaphore back = new Semaphore(0);
    private final List<Task> tasks = new ArrayList<>();
    private volatile @Nullable Task current;

    Task start(Runnable body) {
        var task = new Task(body);
        tasks.add(task);
        Thread.ofVirtual().start(task::run);
        return task;
    }

    List<Task> alive() {
        return tasks.stream().filter(task -> !task.done).toList();
    }

    /** Called from within; outside of a task it does nothing. */
    void step() {
        var task = current;
        if (task == null) {
            return;
        }
        back.release();
        task.go.acquireUninterruptibly();
        if (task.killed) {
            throw new Killed();
        }
    }
}
