package id.kinerja.kit.web;

import id.kinerja.kit.model.Refusal;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.web.servlet.LocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes RFC 9457 problem documents: {@code type} is {@code urn:kinerja:problem:<code>}, texts are Indonesian or English,
 * {@code errors} names each fault by JSON pointer.
 */
public final class Problems {

    private final MessageSource messages;
    private final LocaleResolver locales;
    private final JsonMapper json;

    public Problems(MessageSource messages, LocaleResolver locales, JsonMapper json) {
        this.messages = messages;
        this.locales = locales;
        this.json = json;
    }

    public ProblemDetail of(HttpStatus status, String code, Object... args) {
        return of(status, code, LocaleContextHolder.getLocale(), args);
    }

    public ProblemDetail of(Refusal refusal) {
        var status = switch (refusal.kind()) {
            case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
            case TOO_LARGE -> HttpStatus.CONTENT_TOO_LARGE;
            case CONFLICT -> HttpStatus.CONFLICT;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case ABSENT -> HttpStatus.NOT_FOUND;
        };
        var problem = of(status, refusal.code());
        refusal.facts().forEach(problem::setProperty);
        if (!refusal.faults().isEmpty()) {
            problem.setProperty("errors", faults(refusal.faults()));
        }
        return problem;
    }

    ProblemDetail of(HttpStatus status, String code, List<Refusal.Fault> faults) {
        var problem = of(status, code);
        problem.setProperty("errors", faults(faults));
        return problem;
    }

    /** The message of a fault in the reader's language; a code without a message fails the build (see the kit's tests). */
    public String faultMessage(String code, Object... args) {
        return messages.getMessage("fault." + code, args, LocaleContextHolder.getLocale());
    }

    /** Writes a problem where no controller is at work: filters and the security chain. */
    public void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code)
            throws IOException {
        if (response.isCommitted()) {
            return;
        }
        var problem = of(status, code, locales.resolveLocale(request));
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(problem));
    }

    private ProblemDetail of(HttpStatus status, String code, Locale locale, Object... args) {
        var problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("urn:kinerja:problem:" + code));
        problem.setTitle(messages.getMessage("problem." + code, args, locale));
        problem.setProperty("code", code);
        return problem;
    }

    /** Faults as problems and reports show them: pointer, code, message in the reader's language, who can repair it. */
    public List<Map<String, Object>> faults(List<Refusal.Fault> faults) {
        var errors = new ArrayList<Map<String, Object>>();
        for (var fault : faults) {
            var error = new LinkedHashMap<String, Object>();
            error.put("pointer", fault.pointer());
            error.put("code", fault.code());
            error.put("message", faultMessage(fault.code(), fault.args().toArray()));
            if (fault.actor() != null) {
                error.put("actor", fault.actor());
            }
            errors.add(error);
        }
        return errors;
    }
}
