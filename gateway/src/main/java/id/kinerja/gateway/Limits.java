package id.kinerja.gateway;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import io.github.bucket4j.Bucket;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationToken;
import org.springframework.web.filter.OncePerRequestFilter;

/** How much one account may ask, and how much one request may bring. */
final class Limits extends OncePerRequestFilter {

    private static final int ACCOUNTS_REMEMBERED = 100_000;

    private final GatewayProperties properties;
    private final Problems problems;
    private final LoadingCache<String, Bucket> buckets;

    Limits(GatewayProperties properties, Problems problems) {
        this.properties = properties;
        this.problems = problems;
        this.buckets = Caffeine.newBuilder()
                .maximumSize(ACCOUNTS_REMEMBERED)
                .expireAfterAccess(Duration.ofMinutes(10))
                .build(account -> Bucket.builder()
                        .addLimit(limit -> limit.capacity(properties.burst())
                                .refillGreedy(properties.requestsPerSecond(), Duration.ofSeconds(1)))
                        .build());
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var contentType = request.getContentType();
        var largest = contentType != null && contentType.startsWith("text/csv")
                ? properties.maxFile()
                : properties.maxRequest();
        if (request.getContentLengthLong() > largest.toBytes()) {
            problems.write(request, response, HttpStatus.CONTENT_TOO_LARGE, "request-too-large");
            return;
        }
        if (SecurityContextHolder.getContext().getAuthentication() instanceof JwtAuthenticationToken token) {
            var taken = buckets.get(token.getName()).tryConsumeAndReturnRemaining(1);
            if (!taken.isConsumed()) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(taken.getNanosToWaitForRefill()) + 1;
                response.setHeader(HttpHeaders.RETRY_AFTER, Long.toString(seconds));
                problems.write(request, response, HttpStatus.TOO_MANY_REQUESTS, "too-many-requests");
                return;
            }
        }
        chain.doFilter(request, response);
    }

    @Configuration
    static class LimitsConfiguration {

        @Bean
        Limits limits(GatewayProperties properties, Problems problems) {
            return new Limits(properties, problems);
        }

        /** It belongs in the security chain, behind the check of the token, and nowhere else. */
        @Bean
        FilterRegistrationBean<Limits> notInTheServletChain(Limits limits) {
            var registration = new FilterRegistrationBean<>(limits);
            registration.setEnabled(false);
            return registration;
        }
    }
}
