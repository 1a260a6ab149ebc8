package id.kinerja.stack.oidc;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.Banner;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.MediaType;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.oauth2.server.authorization.OAuth2AuthorizationServerConfigurer;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.OidcScopes;
import org.springframework.security.oauth2.jwt.JwtEncoder;
import org.springframework.security.oauth2.jwt.NimbusJwtEncoder;
import org.springframework.security.oauth2.server.authorization.OAuth2TokenType;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.settings.ClientSettings;
import org.springframework.security.oauth2.server.authorization.settings.TokenSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.LoginUrlAuthenticationEntryPoint;
import org.springframework.security.web.firewall.HttpFirewall;
import org.springframework.security.web.firewall.StrictHttpFirewall;
import org.springframework.security.web.util.matcher.MediaTypeRequestMatcher;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;

/**
 * An OIDC provider for development: one password for everybody, tokens for the asking. It refuses to listen anywhere
 * but on the loopback address; in production an operator connects Keycloak instead.
 *
 * <p>Configured by SERVER_PORT (8095), KINERJA_ISSUER_DATA (where the signing key is kept) and KINERJA_ISSUER_ROLES
 * ({@code account=role,account=role+role}).
 */
@SpringBootApplication
public class DevIssuerApplication {

    static final Duration TOKEN_LIFETIME = Duration.ofHours(1);

    /** The national registry's client: a machine, with client credentials. Its account is its client id. */
    static final String REGISTRY = "registry@bkn.go.id";

    /** Starts the issuer as a process of its own. */
    public static void main(String... args) {
        run(args);
    }

    static ConfigurableApplicationContext run(String... args) {
        ApplicationListener<ApplicationEnvironmentPreparedEvent> refusal =
                DevIssuerApplication::refuseOtherThanLoopback;
        // In code, not in an application.yaml: this module is on the services' test class path.
        return new SpringApplicationBuilder(DevIssuerApplication.class)
                .bannerMode(Banner.Mode.OFF)
                .logStartupInfo(false)
                .listeners(refusal)
                .properties(Map.of(
                        "spring.application.name", "dev-issuer",
                        "server.address", "127.0.0.1",
                        "server.port", "8095",
                        "spring.threads.virtual.enabled", "true",
                        "logging.level.root", "warn",
                        "management.endpoints.web.exposure.include", "health",
                        "management.endpoint.health.probes.enabled", "true",
                        "kinerja.issuer.data", ".kinerja/oidc",
                        "kinerja.issuer.roles",
                                "operator@dinas.belajar.id=operator,office@dinas.belajar.id=office," + REGISTRY
                                        + "=registry"))
                .run(args);
    }

    /** Before anything else is made, let alone a port opened. */
    private static void refuseOtherThanLoopback(ApplicationEnvironmentPreparedEvent event) {
        String address = event.getEnvironment().getRequiredProperty("server.address");
        try {
            if (InetAddress.getByName(address).isLoopbackAddress()) {
                return;
            }
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("Unknown server.address " + address, e);
        }
        throw new IllegalArgumentException("The development issuer gives a token to everybody who asks and listens on"
                + " the loopback address only, not on " + address + ". Connect a real OIDC provider instead.");
    }

    @Bean
    AuthorizationServerSettings issuer(@Value("${server.port}") int port) {
        return AuthorizationServerSettings.builder()
                .issuer("http://127.0.0.1:" + port)
                .build();
    }

    @Bean
    Accounts accounts(@Value("${kinerja.issuer.roles}") String roles) {
        return Accounts.parse(roles);
    }

    @Bean
    JWKSource<SecurityContext> signingKey(@Value("${kinerja.issuer.data}") Path dataDir) {
        return new ImmutableJWKSet<>(new JWKSet(SigningKey.keptIn(dataDir)));
    }

    @Bean
    JwtEncoder jwtEncoder(JWKSource<SecurityContext> signingKey) {
        return new NimbusJwtEncoder(signingKey);
    }

    @Bean
    OAuth2TokenCustomizer<JwtEncodingContext> claims(Accounts accounts) {
        return context -> {
            Authentication login = context.getPrincipal();
            if (login == null) {
                return;
            }
            String account = login.getName();
            context.getClaims().claim("email", account);
            if (OAuth2TokenType.ACCESS_TOKEN.equals(context.getTokenType())) {
                context.getClaims().audience(List.of("kinerja"));
                if (!accounts.rolesOf(account).isEmpty()) {
                    context.getClaims().claim("roles", accounts.rolesOf(account));
                }
            }
        };
    }

    @Bean
    RegisteredClientRepository clients() {
        var registry = RegisteredClient.withId(REGISTRY)
                .clientId(REGISTRY)
                .clientSecret("{noop}" + Accounts.PASSWORD)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                .clientAuthenticationMethod(ClientAuthenticationMethod.CLIENT_SECRET_POST)
                .authorizationGrantType(AuthorizationGrantType.CLIENT_CREDENTIALS)
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(TOKEN_LIFETIME)
                        .build())
                .build();
        var web = RegisteredClient.withId("kinerja-web")
                .clientId("kinerja-web")
                .clientAuthenticationMethod(ClientAuthenticationMethod.NONE)
                .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                // Any port of the loopback address is accepted for these, as RFC 8252 section 7.3 wants it.
                .redirectUri("http://127.0.0.1/callback")
                .redirectUri("http://127.0.0.1/swagger-ui/oauth2-redirect.html")
                .scope(OidcScopes.OPENID)
                .scope(OidcScopes.EMAIL)
                .clientSettings(ClientSettings.builder().requireProofKey(true).build())
                .tokenSettings(TokenSettings.builder()
                        .accessTokenTimeToLive(TOKEN_LIFETIME)
                        .build())
                .build();
        return new InMemoryRegisteredClientRepository(registry, web);
    }

    @Bean
    UserDetailsService everyAccountOfBelajarId(Accounts accounts) {
        return name -> {
            String account = name.strip().toLowerCase(Locale.ROOT);
            if (!accounts.isAccepted(account)) {
                throw new UsernameNotFoundException("Not an account of belajar.id");
            }
            return User.withUsername(account)
                    .password("{noop}" + Accounts.PASSWORD)
                    .authorities(List.of())
                    .build();
        };
    }

    @Bean
    @Order(1)
    SecurityFilterChain protocol(HttpSecurity http) throws Exception {
        OAuth2AuthorizationServerConfigurer protocol = new OAuth2AuthorizationServerConfigurer();
        return http.securityMatcher(protocol.getEndpointsMatcher())
                .with(protocol, server -> server.oidc(Customizer.withDefaults()))
                .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .cors(Customizer.withDefaults())
                .exceptionHandling(exceptions -> exceptions.defaultAuthenticationEntryPointFor(
                        new LoginUrlAuthenticationEntryPoint("/login"),
                        new MediaTypeRequestMatcher(MediaType.TEXT_HTML)))
                .build();
    }

    @Bean
    @Order(2)
    SecurityFilterChain everythingElse(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.requestMatchers("/dev/token", "/actuator/health/**")
                        .permitAll()
                        .anyRequest()
                        .authenticated())
                .csrf(csrf -> csrf.ignoringRequestMatchers("/dev/token"))
                .formLogin(Customizer.withDefaults())
                .build();
    }

    /** Pages on other local ports may run the protocol; {@code /dev/token} stays closed to every page. */
    @Bean
    CorsConfigurationSource localPages() {
        CorsConfiguration local = new CorsConfiguration();
        local.setAllowedOriginPatterns(List.of("http://127.0.0.1:[*]", "http://localhost:[*]"));
        local.setAllowedMethods(List.of("GET", "POST"));
        local.setAllowedHeaders(List.of("*"));
        UrlBasedCorsConfigurationSource source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/oauth2/**", local);
        source.registerCorsConfiguration("/.well-known/**", local);
        source.registerCorsConfiguration("/userinfo", local);
        return source;
    }

    /** A page from elsewhere that lets its own name point to this machine gets no answer. */
    @Bean
    HttpFirewall loopbackNamesOnly() {
        StrictHttpFirewall firewall = new StrictHttpFirewall();
        firewall.setAllowedHostnames(Set.of("127.0.0.1", "localhost", "[::1]")::contains);
        return firewall;
    }
}
