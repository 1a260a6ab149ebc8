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
        var names = new Object[] {name("actor.", delivery.actor()), name("cause.", delivery.cause())};
        var locale = LocaleContextHolder.getLocale();
        var general = "delivery." + delivery.status();
        // Where nothing has to be repaired, a cause has a message of its own.
        var special = messages.getMessage(general + "." + delivery.cause(), names, null, locale);
        var message = special == null ? messages.getMessage(general, names, locale) : special;
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
