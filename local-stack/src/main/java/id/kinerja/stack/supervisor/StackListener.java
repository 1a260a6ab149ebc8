package id.kinerja.stack.supervisor;

import java.time.Duration;
import java.util.List;

/** Is told what happens to the processes of a stack; called from several threads. */
public interface StackListener {

    /** Tells nobody. */
    StackListener SILENT = new StackListener() {};

    /** Something that takes a while is done before the first process starts. */
    default void preparing(String what) {}

    /** These processes will be started, in this order. */
    default void planned(List<ManagedProcess> processes) {}

    default void starting(ManagedProcess process) {}

    default void ready(ManagedProcess process, Duration after) {}

    /** The process ended by itself and will be started again after {@code pause}. */
    default void died(ManagedProcess process, Duration pause) {}

    /** A process that had died could not be brought back this time; the next attempt follows. */
    default void failed(ManagedProcess process, StackFailure failure) {}

    default void stopping(ManagedProcess process) {}

    default void stopped(ManagedProcess process) {}
}
