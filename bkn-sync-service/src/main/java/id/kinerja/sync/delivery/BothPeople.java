package id.kinerja.sync.delivery;

import id.kinerja.sync.delivery.Delivery.Turn;
import id.kinerja.sync.identity.Identities;
import id.kinerja.sync.identity.Identity;
import id.kinerja.sync.identity.PersonMatcher;
import id.kinerja.sync.lane.LaneSignal;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.remedy.Trouble;
import java.util.Optional;

/** A result names two people, and is sent only once the roster knows both and each is somebody at BKN. */
record BothPeople(PersonMatcher matcher, Identities identities, Outcomes outcomes) {

    /** What is done once both are known. */
    interface Step {
        LaneSignal with(Identity employee, RegistryPerson person, Appraiser appraiser);
    }

    LaneSignal matched(Delivery delivery, Turn turn, String appraiserId, Step step) {
        var employee = identities.await(delivery.employeeId(), delivery.deliveryId());
        var appraiser = identities.await(appraiserId, delivery.deliveryId());
        if (employee.isEmpty() || appraiser.isEmpty()) {
            return outcomes.postponed(delivery, turn, Trouble.ROSTER_PENDING);
        }
        return outcomes.matched(
                delivery,
                turn,
                employee.get(),
                matcher.match(employee.get()),
                person -> outcomes.matched(
                        delivery,
                        turn,
                        appraiser.get(),
                        matcher.appraiser(appraiser.get()),
                        named -> step.with(employee.get(), person, named)));
    }

    /** Who gave an earlier result, as the roster has them; empty if it does not tell. */
    Optional<Appraiser> appraiserInRoster(String appraiserId) {
        return identities.find(appraiserId).map(matcher::appraiserInRoster);
    }
}
