package id.kinerja.assessment.delivery;

import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;

/** Says in the reader's language how a result fares at e-Kinerja BKN, and who must act if somebody must. */
public final class DeliveryTexts {

    private final MessageSource messages;

    DeliveryTexts(MessageSource messages) {
        this.messages = messages;
    }

    public DeliveryView view(Delivery delivery) {
        var message = messages.getMessage(
                "delivery." + delivery.status(),
                new Object[] {name("actor.", delivery.actor()), name("cause.", delivery.cause())},
                LocaleContextHolder.getLocale());
        return new DeliveryView(
                delivery.status(),
                delivery.deliveryId(),
                delivery.since(),
                delivery.status() == DeliveryStatus.DELIVERED ? delivery.since() : null,
                delivery.cause(),
                delivery.actor(),
                message);
    }

    /** Causes and actors may be added over there at any time: one without words of ours is shown as its code. */
    private @Nullable String name(String prefix, @Nullable String code) {
        return code == null ? null : messages.getMessage(prefix + code, null, code, LocaleContextHolder.getLocale());
    }
}
