package id.kinerja.kit.events;

import java.util.List;

/** The events one part of a service is interested in; a service may declare several such beans. */
public record Subscriptions(List<Subscription<?>> all) {

    public Subscriptions {
        all = List.copyOf(all);
    }

    public static Subscriptions of(Subscription<?>... subscriptions) {
        return new Subscriptions(List.of(subscriptions));
    }
}
