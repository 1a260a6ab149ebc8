package id.kinerja.kit.web;

import org.springframework.http.HttpStatus;

/** A condition of the request itself does not hold: {@code If-Match} missing or stale, a header malformed. */
class PreconditionException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final HttpStatus status;
    private final String code;
    private final transient Object[] args;

    PreconditionException(HttpStatus status, String code, Object... args) {
        super(code, null, false, false);
        this.status = status;
        this.code = code;
        this.args = args.clone();
    }

    HttpStatus status() {
        return status;
    }

    String code() {
        return code;
    }

    Object[] args() {
        return args.clone();
    }
}
