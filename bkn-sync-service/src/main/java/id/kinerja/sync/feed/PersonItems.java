package id.kinerja.sync.feed;

import java.util.List;

/** Everything the feeds hold of one person, oldest change first, without waiting for it to settle. */
record PersonItems(String nip, List<PlanItem> plans, List<ObservationItem> observations) {

    PersonItems {
        plans = List.copyOf(plans);
        observations = List.copyOf(observations);
    }
}
