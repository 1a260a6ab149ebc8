package id.kinerja.kit.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.aggregate.CommandGuard;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.StaticWebApplicationContext;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** What is noticed when endpoints and their description part ways. */
class EndpointsTest {

    enum Colour {
        RED,
        GREEN
    }

    record Painting(
            @NotNull Colour colour, @Nullable @Size(max = 5) List<@NotBlank @Size(max = 40) String> rooms) {}

    @RestController
    static class Houses {

        @GetMapping("/api/v1/houses")
        @PreAuthorize("hasRole('OFFICE')")
        String houses(@RequestParam(defaultValue = "RED") Colour colour, @RequestParam @Nullable String owner) {
            return colour + owner;
        }

        @PutMapping("/api/v1/houses/{id}/painting")
        @PreAuthorize("hasAnyRole('OFFICE', 'EMPLOYEE')")
        String paint(@PathVariable String id, @RequestBody Painting request, CommandGuard guard) {
            return id + request + guard;
        }
    }

    private static final String DESCRIPTION = """
            paths:
              /api/v1/houses:
                get:
                  security: [{token: [OFFICE]}]
                  parameters:
                    - {name: colour, in: query, schema: {enum: [RED, GREEN], default: RED}}
                    - {name: owner, in: query, schema: {type: string}}
              /api/v1/houses/{id}/painting:
                put:
                  security: [{token: [OFFICE]}, {token: [EMPLOYEE]}]
                  parameters:
                    - {name: id, in: path, required: true}
                    - {name: If-Match, in: header, required: true}
                    - {name: Idempotency-Key, in: header}
                  requestBody: {content: {application/json: {schema: {$ref: '#/components/schemas/Painting'}}}}
            components:
              schemas:
                Painting:
                  required: [colour]
                  additionalProperties: false
                  properties:
                    colour: {enum: [RED, GREEN]}
                    rooms: {type: array, maxItems: 5, items: {type: string, maxLength: 40}}
            """;

    private final RequestMappingHandlerMapping mappings = new RequestMappingHandlerMapping();

    @BeforeEach
    void served() {
        var context = new StaticWebApplicationContext();
        context.registerBeanDefinition("houses", new RootBeanDefinition(Houses.class));
        mappings.setApplicationContext(context);
        mappings.afterPropertiesSet();
    }

    @Test
    void endpoints_as_described_differ_in_nothing() {
        assertThat(Endpoints.differences(mappings, ApiDescription.of(DESCRIPTION)))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            {token: [EMPLOYEE]}   | {token: [OPERATOR]}   | roles: [EMPLOYEE, OFFICE], described as [OFFICE, OPERATOR]
            name: owner           | name: holder          | parameters: [colour, owner], described as [colour, holder]
            default: RED          | default: GREEN        | parameter colour is
            required: true}       | required: false}      | parameter id is
            If-Match              | If-None-Match         | parameters: [Idempotency-Key, If-Match, id]
            required: [colour]    | required: [rooms]     | body: colour is required
            maxItems: 5           | maxItems: 6           | body/rooms: maxItems is 5, described as 6
            maxLength: 40         | minLength: 40         | body/rooms/-: maxLength is 40, described as
            colour: {enum: [RED,  | colour: {enum: [BLUE, | body/colour: [GREEN, RED], described as [BLUE, GREEN]
            rooms: {              | halls: {              | body: [colour, rooms], described as [colour, halls]
            additionalProperties: | x-properties:         | additionalProperties must be false
            put:                  | post:                 | there is no such endpoint
            /houses:              | /huts:                | GET /api/v1/houses is not described in contracts/openapi
            """)
    void a_difference_is_named(String described, String otherwise, String difference) {
        assertThat(DESCRIPTION).contains(described);

        assertThat(Endpoints.differences(mappings, ApiDescription.of(DESCRIPTION.replace(described, otherwise))))
                .anySatisfy(named -> assertThat(named).contains(difference));
    }
}
