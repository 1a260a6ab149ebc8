package id.kinerja.simulator.door;

import id.kinerja.simulator.call.Handler;
import id.kinerja.simulator.call.Operation;
import id.kinerja.simulator.intake.PlanIntake;
import id.kinerja.simulator.siasn.AnnualService;
import id.kinerja.simulator.siasn.DocumentService;
import id.kinerja.simulator.siasn.PeriodicService;
import id.kinerja.simulator.siasn.PersonService;
import id.kinerja.simulator.token.TokenServices;
import java.util.LinkedHashMap;
import java.util.Map;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** Which operation is answered by what, all of them through the {@link Door}. */
@Configuration(proxyBeanMethods = false)
class Routes {

    @Bean
    SimpleUrlHandlerMapping simulatedRoutes(
            Door door,
            TokenServices tokens,
            PersonService persons,
            AnnualService annual,
            PeriodicService periodic,
            DocumentService documents,
            PlanIntake intake) {
        Map<String, HttpRequestHandler> routes = new LinkedHashMap<>();
        for (Operation operation : Operation.values()) {
            Handler handler = switch (operation) {
                case APIM_TOKEN -> tokens::apim;
                case SSO_TOKEN -> tokens::sso;
                case DATA_UTAMA -> persons::dataUtama;
                case ANNUAL_LIST -> annual::list;
                case ANNUAL_READ -> annual::read;
                case ANNUAL_SAVE -> annual::save;
                case PERIODIC_LIST -> periodic::list;
                case PERIODIC_SAVE -> periodic::save;
                case PERIODIC_DELETE -> periodic::delete;
                case UPLOAD_FOR_RECORD -> documents::uploadForRecord;
                case UPLOAD -> documents::upload;
                case DOWNLOAD -> documents::download;
                case PLAN_INTAKE -> intake::receive;
                case ABSENT -> call -> GatewayFault.noSuchResource();
            };
            routes.put(operation.pattern(), (request, response) -> door.serve(operation, handler, request, response));
        }
        return new SimpleUrlHandlerMapping(routes, Ordered.HIGHEST_PRECEDENCE);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> breakableConnections() {
        return factory -> factory.setProtocol(BreakableHttpProtocol.class.getName());
    }
}
