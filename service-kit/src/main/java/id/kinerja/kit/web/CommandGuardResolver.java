package id.kinerja.kit.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.security.Actor;
import jakarta.servlet.http.HttpServletRequest;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Makes the {@link CommandGuard} of a request from {@code If-Match} (without it: 428; {@code *} accepts any version) and
 * {@code Idempotency-Key} (8 to 128 printable characters). Parameters marked with {@link Creating} need no If-Match.
 */
final class CommandGuardResolver implements HandlerMethodArgumentResolver {

    private static final Pattern ETAG = Pattern.compile("(?:W/)?\"(\\d{1,18})\"");
    private static final Pattern KEY = Pattern.compile("[!-~]{8,128}");

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == CommandGuard.class;
    }

    @Override
    public CommandGuard resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest webRequest,
            @Nullable WebDataBinderFactory binders) {
        var request = webRequest.getNativeRequest(HttpServletRequest.class);
        if (request == null) {
            throw new IllegalStateException("not a servlet request");
        }
        var expected = parameter.hasParameterAnnotation(Creating.class) ? null : expectedVersion(request);
        return new CommandGuard(expected, receipt(request));
    }

    private static @Nullable Long expectedVersion(HttpServletRequest request) {
        var ifMatch = request.getHeader(HttpHeaders.IF_MATCH);
        if (ifMatch == null) {
            throw new PreconditionException(HttpStatus.PRECONDITION_REQUIRED, "if-match-required");
        }
        if (ifMatch.trim().equals("*")) {
            return null;
        }
        var matcher = ETAG.matcher(ifMatch.trim());
        if (!matcher.matches()) {
            throw new PreconditionException(HttpStatus.BAD_REQUEST, "if-match-malformed");
        }
        return Long.valueOf(matcher.group(1));
    }

    private static CommandGuard.@Nullable Receipt receipt(HttpServletRequest request) {
        var key = request.getHeader("Idempotency-Key");
        if (key == null) {
            return null;
        }
        if (!KEY.matcher(key).matches()) {
            throw new PreconditionException(HttpStatus.BAD_REQUEST, "idempotency-key-malformed");
        }
        var authentication = SecurityContextHolder.getContext().getAuthentication();
        if (authentication == null || !(authentication.getPrincipal() instanceof Actor actor)) {
            throw new IllegalStateException("a command without an authenticated actor");
        }
        var body = request.getAttribute(RequestBodyFilter.BODY) instanceof byte[] bytes ? bytes : new byte[0];
        // The account is hashed with the key: receipts need to recognise it, not to name it.
        return new CommandGuard.Receipt(
                digest((actor.account() + "\n" + key).getBytes(UTF_8)),
                digest((request.getMethod() + " " + request.getRequestURI() + "\n").getBytes(UTF_8), body));
    }

    private static String digest(byte[]... parts) {
        try {
            var sha256 = MessageDigest.getInstance("SHA-256");
            for (var part : parts) {
                sha256.update(part);
            }
            return HexFormat.of().formatHex(sha256.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
