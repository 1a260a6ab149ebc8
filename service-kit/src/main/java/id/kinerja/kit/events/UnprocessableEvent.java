package id.kinerja.kit.events;

/** An event that can never succeed: it goes to the dead letters at once. */
public class UnprocessableEvent extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String code;

    /**
     * @param code stable code an operator can look up
     * @param message what is wrong, without personal data
     */
    public UnprocessableEvent(String code, String message) {
        super(message);
        this.code = code;
    }

    public String code() {
        return code;
    }
}
