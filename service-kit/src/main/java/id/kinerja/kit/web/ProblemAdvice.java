package id.kinerja.kit.web;

import com.mongodb.MongoException;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.regulation.PackNotLoadedException;
import id.kinerja.kit.telemetry.Unworded;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.web.bind.MethodArgumentNotValidException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Turns everything that can go wrong with a request into a problem document; nothing shows a stack trace. */
@RestControllerAdvice
class ProblemAdvice extends ResponseEntityExceptionHandler {

    private static final Logger log = LoggerFactory.getLogger(ProblemAdvice.class);

    private final Problems problems;

    ProblemAdvice(Problems problems) {
        this.problems = problems;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> refused(RefusedException refused) {
        return reply(problems.of(refused.refusal()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> precondition(PreconditionException failure) {
        return reply(problems.of(failure.status(), failure.code(), failure.args()));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> notAllowed(AccessDeniedException denied) {
        return reply(problems.of(HttpStatus.FORBIDDEN, "not-allowed"));
    }

    @ExceptionHandler({MongoException.class, DataAccessException.class})
    ResponseEntity<ProblemDetail> storageAway(Exception failure) {
        log.warn("storage failed: {}", failure.getClass().getName());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
                .header(HttpHeaders.RETRY_AFTER, "2")
                .body(problems.of(HttpStatus.SERVICE_UNAVAILABLE, "storage-unavailable"));
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> packNotLoaded(PackNotLoadedException missing) {
        log.error("{}", missing.getMessage());
        var problem = problems.of(
                HttpStatus.SERVICE_UNAVAILABLE,
                "regulation-not-loaded",
                missing.regulation(),
                String.valueOf(missing.version()));
        problem.setProperty("regulation", missing.regulation());
        problem.setProperty("regulationVersion", missing.version());
        return reply(problem);
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unexpected(Exception failure) {
        log.error("unexpected failure", Unworded.of(failure));
        return reply(problems.of(HttpStatus.INTERNAL_SERVER_ERROR, "unexpected"));
    }

    @Override
    protected ResponseEntity<Object> handleHttpMessageNotReadable(
            HttpMessageNotReadableException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var problem = switch (failure.getCause()) {
            case StreamConstraintsException tooLong -> problems.of(HttpStatus.CONTENT_TOO_LARGE, "value-too-long");
            case StreamReadException syntax -> problems.of(HttpStatus.BAD_REQUEST, "malformed-json");
            case UnrecognizedPropertyException unknown ->
                problems.of(
                        HttpStatus.BAD_REQUEST,
                        "invalid-request",
                        List.of(Fault.at(pointer(unknown), "unknown-field", unknown.getPropertyName())));
            case DatabindException wrongType ->
                problems.of(
                        HttpStatus.BAD_REQUEST, "invalid-request", List.of(Fault.at(pointer(wrongType), "wrong-type")));
            case null, default -> problems.of(HttpStatus.BAD_REQUEST, "malformed-json");
        };
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }

    @Override
    protected ResponseEntity<Object> handleMethodArgumentNotValid(
            MethodArgumentNotValidException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var faults = failure.getFieldErrors().stream()
                .map(error -> Fault.at(
                        "/" + error.getField().replace('.', '/').replaceAll("\\[(\\d+)]", "/$1"),
                        switch (String.valueOf(error.getCode())) {
                            case "NotNull", "NotBlank", "NotEmpty" -> "required";
                            case "Size" -> "wrong-size";
                            default -> "not-acceptable";
                        }))
                .toList();
        return ResponseEntity.badRequest().body(problems.of(HttpStatus.BAD_REQUEST, "invalid-request", faults));
    }

    @Override
    protected ResponseEntity<Object> handleMissingServletRequestParameter(
            MissingServletRequestParameterException failure,
            HttpHeaders headers,
            HttpStatusCode status,
            WebRequest request) {
        return faultyParameter(failure.getParameterName(), "required");
    }

    @Override
    protected ResponseEntity<Object> handleTypeMismatch(
            TypeMismatchException failure, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        return faultyParameter(
                failure instanceof MethodArgumentTypeMismatchException argument
                        ? argument.getName()
                        : String.valueOf(failure.getPropertyName()),
                "wrong-type");
    }

    private ResponseEntity<Object> faultyParameter(String name, String code) {
        var fault = Fault.at("/" + name, code);
        return ResponseEntity.badRequest().body(problems.of(HttpStatus.BAD_REQUEST, "invalid-request", List.of(fault)));
    }

    @Override
    protected ResponseEntity<Object> handleExceptionInternal(
            Exception failure, @Nullable Object body, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
        var code = switch (HttpStatus.valueOf(status.value())) {
            case NOT_FOUND -> "no-such-resource";
            case METHOD_NOT_ALLOWED -> "method-not-allowed";
            case NOT_ACCEPTABLE -> "not-acceptable-format";
            case UNSUPPORTED_MEDIA_TYPE -> "unsupported-media-type";
            case CONTENT_TOO_LARGE -> "request-too-large";
            default -> status.is4xxClientError() ? "invalid-request" : "unexpected";
        };
        if (status.is5xxServerError()) {
            log.error("unexpected failure", Unworded.of(failure));
        }
        return ResponseEntity.status(status)
                .headers(headers)
                .body(problems.of(HttpStatus.valueOf(status.value()), code));
    }

    private static ResponseEntity<ProblemDetail> reply(ProblemDetail problem) {
        return ResponseEntity.status(problem.getStatus()).body(problem);
    }

    private static String pointer(DatabindException failure) {
        return failure.getPath().stream()
                .map(step -> "/" + (step.getPropertyName() == null ? step.getIndex() : step.getPropertyName()))
                .collect(Collectors.joining());
    }
}
