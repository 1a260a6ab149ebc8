package id.kinerja.sync.lane;

import java.time.Instant;
import java.util.List;

/** Something that is sent along a lane, piece by piece. Only the instance that holds the lane asks for it. */
public interface LaneWork {

    /** The lane that it needs. */
    String lane();

    /** The pieces that are due, oldest first. */
    List<String> due(Instant now, int limit);

    /**
     * Performs one piece; what became of it is stored when this returns.
     *
     * @param gate asked again right before anything that cannot be taken back
     */
    LaneSignal perform(String id, Gate gate);

    /** Whether this instance may still send. */
    interface Gate {

        boolean open();
    }
}
