package id.kinerja.kit.aggregate;

/** The broker did not acknowledge an event; whether it has it is not known, so it will be sent again. */
class PublishingFailed extends Exception {

    private static final long serialVersionUID = 1;

    PublishingFailed(String message, Throwable cause) {
        super(message, cause);
    }
}
