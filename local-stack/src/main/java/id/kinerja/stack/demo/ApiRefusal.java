package id.kinerja.stack.demo;

import tools.jackson.databind.JsonNode;

/** The platform answered a request with a reason why it does not do it (status 4xx). */
public final class ApiRefusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String code;

    ApiRefusal(String request, int status, JsonNode problem) {
        super("%s was refused with status %d: %s".formatted(request, status, problem));
        this.status = status;
        this.code = problem.path("code").asString("");
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The stable reason code of the problem document; empty when there is none. */
    public String code() {
        return code;
    }
}
