package id.kinerja.planning;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.contracts.ApiDescription;
import id.kinerja.kit.contracts.Endpoints;
import id.kinerja.kit.testing.ServiceSuite;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What the service publishes about its endpoints is what they are. */
class PublishedApiTest extends ServiceSuite {

    @Autowired
    @Qualifier("requestMappingHandlerMapping")
    private RequestMappingHandlerMapping endpoints;

    @Test
    void the_published_description_is_of_these_endpoints_with_their_parameters_roles_and_bodies() {
        assertThat(Endpoints.differences(
                        endpoints, ApiDescription.find("planning").orElseThrow()))
                .isEmpty();
    }
}
