package id.kinerja.sync.siasn;

import id.kinerja.sync.siasn.BknProperties.SsoMode;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Where the SSO token is kept: in the database if there is a key to encrypt it with, else in memory. */
@Configuration(proxyBeanMethods = false)
class SsoTokenConfiguration {

    private static final Logger log = LoggerFactory.getLogger(SsoTokenConfiguration.class);

    @Bean
    SsoTokenStore ssoTokenStore(BknProperties properties, MongoTemplate mongo) {
        var mode = properties.ssoMode();
        var key = properties.tokenKey();
        if (key != null && !key.value().isBlank()) {
            var kind = "sso-" + mode.name().toLowerCase(Locale.ROOT);
            return new StoredSsoToken(mongo, new TokenCipher(key), kind, properties.suppliedToken());
        }
        if (mode != SsoMode.PASSWORD) {
            log.warn("kinerja.bkn.token-key is not set: the SSO token is kept in the memory of this instance only"
                    + " and is lost when it stops");
        }
        return new InMemorySsoTokenStore(properties.suppliedToken());
    }
}
