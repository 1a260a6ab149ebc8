package id.kinerja.gateway;

import java.net.URI;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where the services are and how much one account may ask, prefix {@code kinerja.gateway}.
 *
 * @param requestsPerSecond steady rate of one account
 * @param burst how many requests of one account may come at once
 * @param maxRequest largest request body, except files
 * @param maxFile largest roster file
 * @param metricsReaders address or network that may read the metrics
 */
@ConfigurationProperties("kinerja.gateway")
record GatewayProperties(
        URI planningUri,
        URI observationUri,
        URI assessmentUri,
        URI bknSyncUri,
        @DefaultValue("50") int requestsPerSecond,
        @DefaultValue("200") int burst,
        @DefaultValue("256KB") DataSize maxRequest,
        @DefaultValue("48MB") DataSize maxFile,
        @DefaultValue("127.0.0.1/32") String metricsReaders) {}
