package id.kinerja.sync.registry;

import java.time.Duration;

/** The valve before the registry. Its limits can be changed while it works. */
public interface CallPace {

    /** As the installation configured them. */
    CallLimits configured();

    /** The longest time that a call waits for its turn under these limits. */
    Duration longestTurn(CallLimits limits);

    /** The longest time from asking for a call until its outcome is known, its wait included. */
    Duration longestCall(CallLimits limits);

    /**
     * Calls from now on keep these limits. Waits for surplus calls to end, if fewer may be in flight than are; whoever
     * cannot wait changes limits while nothing is in flight.
     */
    void change(CallLimits limits);
}
