package id.kinerja.sync.audit;

import com.mongodb.MongoException;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.security.Actor.Grant;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * Stands before every handler, so that no endpoint can forget the trail: whatever an operator or the office sends with a
 * method that changes something is written down, refused or not.
 */
final class AuditInterceptor implements HandlerInterceptor {

    /** Attribute of a request whose answer is a problem: its code. */
    static final String CODE = AuditInterceptor.class.getName() + ".code";

    private static final Logger log = LoggerFactory.getLogger(AuditInterceptor.class);
    private static final String ENTRY = AuditInterceptor.class.getName() + ".entry";
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final String API = "/api/v1/";
    private static final Pattern VARIABLE = Pattern.compile("\\{([^}]*)}");

    private final AuditTrail trail;
    private final Clock clock;
    private final Counter lostOutcomes;

    AuditInterceptor(AuditTrail trail, Clock clock, MeterRegistry meters) {
        this.trail = trail;
        this.clock = clock;
        // There from the start: an alarm finds a 0 then, and not nothing.
        this.lostOutcomes = meters.counter("kinerja.audit.outcomes.lost");
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        var actor = commander(request, handler);
        if (actor != null) {
            var pattern = String.valueOf(request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE));
            var requestId = UUID.randomUUID().toString();
            response.setHeader("Request-Id", requestId);
            // If this cannot be stored the command is not carried out: the failure is the answer.
            request.setAttribute(
                    ENTRY,
                    trail.intend(
                            clock.instant(),
                            actor.account(),
                            request.getMethod() + " " + pattern,
                            target(request, pattern),
                            requestId));
        }
        return true;
    }

    /** Null unless this is a command of an operator or the office. */
    private static @Nullable Actor commander(HttpServletRequest request, Object handler) {
        if (READING.contains(request.getMethod()) || !(handler instanceof HandlerMethod)) {
            return null;
        }
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null
                        && authentication.getPrincipal() instanceof Actor actor
                        && (actor.has(Grant.OPERATOR) || actor.has(Grant.OFFICE))
                ? actor
                : null;
    }

    /** The path up to its last variable, filled in: what stands behind it is the command. */
    private static String target(HttpServletRequest request, String pattern) {
        int last = pattern.lastIndexOf('}');
        var known = last < 0 ? pattern : pattern.substring(0, last + 1);
        var values = request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> map
                ? map
                : Map.of();
        var path = VARIABLE.matcher(known)
                .replaceAll(
                        found -> java.util.regex.Matcher.quoteReplacement(String.valueOf(values.get(found.group(1)))));
        return path.startsWith(API) ? path.substring(API.length()) : path;
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception failure) {
        if (!(request.getAttribute(ENTRY) instanceof String entry)) {
            return;
        }
        var code = request.getAttribute(CODE);
        var status = failure == null ? response.getStatus() : 500;
        try {
            trail.outcome(entry, clock.instant(), code == null ? String.valueOf(status) : status + " " + code);
        } catch (MongoException e) {
            // The intent stands; that its outcome is missing is what the trail then says.
            lostOutcomes.increment();
            log.error("the outcome {} of command {} could not be stored: {}", status, entry, e.toString());
        }
    }
}
