package id.kinerja.kit.security;

import java.util.stream.Stream;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** A checked token together with the person it stands for. */
final class ActorAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1;

    private final transient Actor actor;
    private final transient Jwt token;

    ActorAuthentication(Actor actor, Jwt token) {
        super(authorities(actor).toList());
        this.actor = actor;
        this.token = token;
        setAuthenticated(true);
    }

    private static Stream<SimpleGrantedAuthority> authorities(Actor actor) {
        var fromToken = actor.grants().stream().map(Enum::name);
        var fromRoster = actor.employee() == null
                ? Stream.<String>empty()
                : Stream.of("EMPLOYEE", actor.employee().role().name());
        return Stream.concat(fromToken, fromRoster).map(role -> new SimpleGrantedAuthority("ROLE_" + role));
    }

    @Override
    public Object getCredentials() {
        return token;
    }

    @Override
    public Object getPrincipal() {
        return actor;
    }
}
