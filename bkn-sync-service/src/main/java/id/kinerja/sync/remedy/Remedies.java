package id.kinerja.sync.remedy;

import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/** Puts a trouble into words, in the language of who asks. */
@Component
public class Remedies {

    /**
     * What a person needs to know to act.
     *
     * @param cause stable code
     * @param what what stands in the way
     * @param actor stable code of the role that must act
     * @param who that role
     * @param nextStep what to do
     * @param goesOn when the delivery goes on
     */
    public record Remedy(String cause, String what, String actor, String who, String nextStep, String goesOn) {}

    private final MessageSource messages;

    Remedies(MessageSource messages) {
        this.messages = messages;
    }

    public Remedy of(Trouble trouble) {
        return new Remedy(
                trouble.name(),
                text("trouble", trouble),
                trouble.role().name(),
                text("role", trouble.role()),
                text("step", trouble),
                text("retry", trouble.retry()));
    }

    /** Any other stable code in words: the key is {@code <group>.<name>}. */
    public String text(String group, Enum<?> code) {
        return messages.getMessage(group + "." + code.name(), null, LocaleContextHolder.getLocale());
    }
}
