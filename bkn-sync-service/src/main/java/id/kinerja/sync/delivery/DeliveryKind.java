package id.kinerja.sync.delivery;

import id.kinerja.sync.lane.Lane;

/** What is delivered, and along which lane. */
enum DeliveryKind {
    /** The result of a person and year. */
    ANNUAL(Lane.SIASN),
    /** The result of a person and month or quarter, where that is switched on. */
    PERIODIC(Lane.SIASN),
    /** The agreed plan of a person and period; of a part of it, where the person has changed school or role. */
    PLAN(Lane.PLAN_CHANNEL),
    /** A shared observation. */
    OBSERVATION(Lane.PLAN_CHANNEL);

    private final String lane;

    DeliveryKind(String lane) {
        this.lane = lane;
    }

    String lane() {
        return lane;
    }

    /**
     * @param naturalKey the registry's key: {@code <employeeId>:<year>}, {@code
     *     <employeeId>:<kind>:<from>:<to>}, plan id, cycle id
     */
    String idOf(String naturalKey) {
        return name() + ":" + naturalKey;
    }
}
