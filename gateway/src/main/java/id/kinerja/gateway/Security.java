package id.kinerja.gateway;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.IpAddressAuthorizationManager;
import org.springframework.security.web.firewall.RequestRejectedHandler;

/**
 * Nobody without a token of our issuer for our audience comes past the door; what the services publish about themselves
 * is told in front of it. Who may do what is decided behind it, by each service from its own data.
 */
@Configuration
class Security {

    @Bean
    SecurityFilterChain door(HttpSecurity http, Problems problems, Limits limits, GatewayProperties properties)
            throws Exception {
        AuthenticationEntryPoint askForToken = (request, response, failure) -> {
            response.setHeader("WWW-Authenticate", "Bearer");
            problems.write(request, response, HttpStatus.UNAUTHORIZED, "not-authenticated");
        };
        return http.csrf(csrf -> csrf.disable())
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .logout(logout -> logout.disable())
                .authorizeHttpRequests(requests -> requests.requestMatchers("/actuator/health/**")
                        .permitAll()
                        .requestMatchers(HttpMethod.GET, "/openapi/**", "/docs/**")
                        .permitAll()
                        .requestMatchers("/actuator/prometheus")
                        .access(IpAddressAuthorizationManager.hasIpAddress(properties.metricsReaders()))
                        .requestMatchers("/api/v1/**")
                        .authenticated()
                        .anyRequest()
                        .denyAll())
                .oauth2ResourceServer(server -> server.jwt(jwt -> {}).authenticationEntryPoint(askForToken))
                .exceptionHandling(handling -> handling.authenticationEntryPoint(askForToken)
                        .accessDeniedHandler((request, response, failure) ->
                                problems.write(request, response, HttpStatus.NOT_FOUND, "no-such-resource")))
                .addFilterAfter(limits, BearerTokenAuthenticationFilter.class)
                .build();
    }

    /** What no honest client sends, such as an encoded slash or percent sign in a path, is refused before it is read. */
    @Bean
    RequestRejectedHandler rejectedRequests(Problems problems) {
        return (request, response, rejected) ->
                problems.write(request, response, HttpStatus.BAD_REQUEST, "rejected-request");
    }
}
