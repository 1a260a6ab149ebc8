package id.kinerja.sync.delivery;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.telemetry.TraceContexts;
import id.kinerja.sync.identity.Identities;
import id.kinerja.sync.identity.IdentityProperties;
import id.kinerja.sync.identity.PersonMatcher;
import id.kinerja.sync.lane.Lane;
import id.kinerja.sync.lane.LaneBell;
import id.kinerja.sync.lane.LaneLimits;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.PeriodicRegistry;
import id.kinerja.sync.registry.PlanChannel;
import id.kinerja.sync.siasn.BknProperties;
import java.time.Clock;
import java.util.random.RandomGenerator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.data.mongodb.core.MongoTemplate;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DeliveryProperties.class)
class DeliveryConfiguration {

    /** Where a delivery keeps who gave the result. */
    static final String APPRAISER = "state.desired.values.annual.appraiserId";

    static final AggregateType<Delivery> DELIVERIES = AggregateType.of(
                    "deliveries", Delivery.class, "/bkn-sync/deliveries/", "kinerja.sync.events")
            .publishing(DeliveryEvent.DeliveryConfirmed.class, "id.kinerja.sync.DeliveryConfirmed.v1")
            .publishing(DeliveryEvent.DeliveryParked.class, "id.kinerja.sync.DeliveryParked.v1")
            .publishing(DeliveryEvent.DeliveryHeld.class, "id.kinerja.sync.DeliveryHeld.v1")
            .indexed("state.lane", "state.dueAt")
            .indexed("state.employeeId", "state.status")
            .indexed("state.npsn", "state.status", "state.periodId")
            .indexed("state.status")
            .indexed("state.obstruction.trouble")
            // The overview counts from these two alone.
            .indexed("state.status", "state.lane", "state.desired.decidedAt")
            .indexed("state.status", "state.confirmed.at", "state.lane")
            .indexed("state.desired.values.annual.year", "state.status")
            .indexed(APPRAISER, "state.status");

    /** A job tells nobody anything: what it does shows in the deliveries it changes. */
    static final AggregateType<DeliveryBulk> BULKS = AggregateType.of(
                    "deliveryBulks", DeliveryBulk.class, "/bkn-sync/delivery-bulks/", "kinerja.sync.events")
            .indexed("state.status");

    private static final Clock REAL_TIME = Clock.systemUTC();

    @Bean
    AggregateStore<Delivery> deliveryStore(AggregateStores stores) {
        return stores.open(DELIVERIES);
    }

    @Bean
    AggregateStore<DeliveryBulk> deliveryBulks(AggregateStores stores) {
        return stores.open(BULKS);
    }

    @Bean
    DeliveryBulkJob deliveryBulkJob(
            AggregateStore<DeliveryBulk> bulks, AggregateStore<Delivery> deliveries, LaneBell bell) {
        return new DeliveryBulkJob(bulks, deliveries, bell, REAL_TIME);
    }

    @Bean
    DeliveryOverview deliveryOverview(MongoTemplate mongo) {
        return new DeliveryOverview(mongo, REAL_TIME);
    }

    @Bean
    StoredDeliveries deliveries(AggregateStore<Delivery> store, MongoTemplate mongo) {
        return new StoredDeliveries(store, mongo);
    }

    @Bean
    Replacements replacements(StoredDeliveries deliveries) {
        return new Replacements(deliveries, REAL_TIME);
    }

    @Bean
    AnnualResults annualResults(AggregateStore<Delivery> store, MongoTemplate mongo, LaneBell bell) {
        return new StoredAnnualResults(store, mongo, bell, REAL_TIME);
    }

    @Bean
    StoredClosings closings(MongoTemplate mongo) {
        return new StoredClosings(mongo);
    }

    @Bean
    DeliveryEvents deliveryEvents(
            StoredDeliveries deliveries,
            Closings closings,
            Regulations regulations,
            BknProperties bkn,
            TraceContexts traces,
            LaneBell bell) {
        return new DeliveryEvents(deliveries, closings, regulations, bkn.periodic(), traces, bell, REAL_TIME);
    }

    @Bean
    Subscriptions deliverySubscriptions(DeliveryEvents events) {
        return events.subscriptions();
    }

    @Bean
    Outcomes outcomes(Deliveries deliveries, Identities identities, DeliveryProperties properties) {
        return new Outcomes(deliveries, identities, properties, RandomGenerator.getDefault(), REAL_TIME);
    }

    @Bean
    @Order(1)
    DeliveryWork resultWork(
            NationalPerformanceRegistry registry,
            PeriodicRegistry periodicRegistry,
            PersonMatcher matcher,
            Identities identities,
            IdentityProperties identityProperties,
            StoredDeliveries deliveries,
            Outcomes outcomes,
            DeliveryProperties properties,
            LaneLimits limits,
            TraceContexts traces) {
        var lease = new SendLease(limits::call);
        var annual = new AnnualSender(
                registry,
                matcher,
                identities,
                deliveries,
                outcomes,
                lease,
                identityProperties.firstReadValid(),
                REAL_TIME);
        var periodic =
                new PeriodicSender(periodicRegistry, matcher, identities, deliveries, outcomes, lease, REAL_TIME);
        Sender sender = (delivery, gate) ->
                (delivery.kind() == DeliveryKind.PERIODIC ? periodic : annual).attempt(delivery, gate);
        return new DeliveryWork(
                Lane.SIASN, sender, deliveries, deliveries::due, outcomes, properties, traces, REAL_TIME);
    }

    @Bean
    @Order(1)
    DeliveryWork planWork(
            PlanChannel channel,
            BknProperties bkn,
            PersonMatcher matcher,
            Identities identities,
            StoredDeliveries deliveries,
            Outcomes outcomes,
            DeliveryProperties properties,
            LaneLimits limits,
            TraceContexts traces) {
        var sender = new PlanSender(
                channel,
                bkn.planChannel() == BknProperties.PlanChannelMode.PUSH,
                matcher,
                identities,
                deliveries,
                outcomes,
                new SendLease(limits::call),
                REAL_TIME);
        return new DeliveryWork(
                Lane.PLAN_CHANNEL, sender, deliveries, deliveries::due, outcomes, properties, traces, REAL_TIME);
    }
}
