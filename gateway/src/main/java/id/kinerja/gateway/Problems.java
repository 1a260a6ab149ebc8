package id.kinerja.gateway;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import org.springframework.context.support.ResourceBundleMessageSource;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.i18n.AcceptHeaderLocaleResolver;
import tools.jackson.databind.json.JsonMapper;

/** The gateway's own problem documents, in the form in which the services write theirs. */
@Component
class Problems {

    private final JsonMapper json;
    private final ResourceBundleMessageSource messages = new ResourceBundleMessageSource();
    private final AcceptHeaderLocaleResolver locales = new AcceptHeaderLocaleResolver();

    Problems(JsonMapper json) {
        this.json = json;
        messages.setBasename("messages");
        messages.setDefaultEncoding("UTF-8");
        messages.setFallbackToSystemLocale(false);
        locales.setSupportedLocales(List.of(Locale.of("id"), Locale.ENGLISH));
        locales.setDefaultLocale(Locale.of("id"));
    }

    ProblemDetail of(HttpServletRequest request, HttpStatus status, String code) {
        var problem = ProblemDetail.forStatus(status);
        problem.setType(URI.create("urn:kinerja:problem:" + code));
        problem.setTitle(messages.getMessage("problem." + code, null, locales.resolveLocale(request)));
        problem.setProperty("code", code);
        return problem;
    }

    void write(HttpServletRequest request, HttpServletResponse response, HttpStatus status, String code)
            throws IOException {
        response.setStatus(status.value());
        response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
        response.getOutputStream().write(json.writeValueAsBytes(of(request, status, code)));
    }
}
