package id.kinerja.sync.delivery;

import id.kinerja.sync.lane.LaneSignal;
import id.kinerja.sync.lane.LaneWork;

/** Carries out one attempt of one kind of delivery. */
interface Sender {

    /** @param delivery as it was read; it is ready */
    LaneSignal attempt(Delivery delivery, LaneWork.Gate gate);
}
