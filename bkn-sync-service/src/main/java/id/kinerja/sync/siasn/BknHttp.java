package id.kinerja.sync.siasn;

import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Delivery;
import id.kinerja.sync.siasn.BknProperties.RefusedConnection;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.RequestReplySenderContext;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/**
 * Sends one request and waits for the whole reply, for at most the deadline and at most so many bytes.
 *
 * <p>The JDK client is used directly: a framework's client puts the full URL, and with it employee numbers, into
 * spans and exception messages, and reads an oversized or trickling body to its end when closing it. Observations carry
 * the names and keys of Spring's own client, with the path as a template.
 */
final class BknHttp implements AutoCloseable {

    /**
     * One request.
     *
     * @param template the path as it may be seen in metrics and traces, free of personal data
     */
    record Call(String method, URI uri, String template, Map<String, String> headers, BodyPublisher body) {

        static Call get(URI uri, String template, Map<String, String> headers) {
            return new Call("GET", uri, template, headers, BodyPublishers.noBody());
        }

        static Call post(URI uri, String template, Map<String, String> headers, BodyPublisher body) {
            return new Call("POST", uri, template, headers, body);
        }
    }

    private final HttpClient client;
    private final BodyHandler<byte[]> wholeBody;
    private final Cause refused;
    private final ObservationRegistry observations;

    /**
     * @param proxy all calls go through it; null leaves it to the JDK's settings
     * @param refused what a refused connection means
     */
    BknHttp(
            Duration connectTimeout,
            long replyLimit,
            @Nullable SSLContext trust,
            @Nullable URI proxy,
            RefusedConnection refused,
            ObservationRegistry observations) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(connectTimeout)
                .executor(Executors.newVirtualThreadPerTaskExecutor());
        if (trust != null) {
            builder.sslContext(trust);
        }
        if (proxy != null && proxy.getHost() != null) {
            builder.proxy(ProxySelector.of(new InetSocketAddress(proxy.getHost(), proxy.getPort())));
        }
        this.refused = switch (refused) {
            case UNAVAILABLE -> Cause.UNAVAILABLE;
            case ACCESS_REFUSED -> Cause.ACCESS_REFUSED;
        };
        this.client = builder.build();
        this.wholeBody = _ -> new LimitedBody(replyLimit);
        this.observations = observations;
    }

    Exchange send(Call call, Deadline deadline) {
        HttpRequest.Builder request = HttpRequest.newBuilder(call.uri()).method(call.method(), call.body());
        call.headers().forEach(request::setHeader);
        var context = new RequestReplySenderContext<HttpRequest.Builder, Exchange>(
                (_, name, value) -> request.setHeader(name, value));
        context.setCarrier(request);
        Observation observation = Observation.createNotStarted("http.client.requests", () -> context, observations)
                .contextualName("http " + call.method().toLowerCase(Locale.ROOT))
                .lowCardinalityKeyValue("client.name", String.valueOf(call.uri().getHost()))
                .lowCardinalityKeyValue("method", call.method())
                .lowCardinalityKeyValue("uri", call.template())
                .lowCardinalityKeyValue("status", "CLIENT_ERROR")
                .lowCardinalityKeyValue("outcome", "UNKNOWN")
                .lowCardinalityKeyValue("exception", "none")
                .start();
        try (Observation.Scope _ = observation.openScope()) {
            Exchange exchange = await(request.build(), deadline, observation);
            switch (exchange) {
                case Exchange.Answered answered ->
                    observation
                            .lowCardinalityKeyValue("status", String.valueOf(answered.status()))
                            .lowCardinalityKeyValue("outcome", outcome(answered.status()));
                case Exchange.Unanswered unanswered ->
                    observation.lowCardinalityKeyValue("exception", unanswered.code());
            }
            return exchange;
        } finally {
            observation.stop();
        }
    }

    private Exchange await(HttpRequest request, Deadline deadline, Observation observation) {
        CompletableFuture<HttpResponse<byte[]>> reply = client.sendAsync(request, wholeBody);
        try {
            HttpResponse<byte[]> answer = reply.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
            return new Exchange.Answered(answer.statusCode(), answer.headers(), answer.body());
        } catch (TimeoutException late) {
            reply.cancel(true);
            observation.error(late);
            return new Exchange.Unanswered(Cause.TIMEOUT, Delivery.UNKNOWN, "deadline");
        } catch (InterruptedException stop) {
            reply.cancel(true);
            Thread.currentThread().interrupt();
            observation.error(stop);
            return new Exchange.Unanswered(Cause.TIMEOUT, Delivery.UNKNOWN, "interrupted");
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() != null ? failure.getCause() : failure;
            observation.error(cause);
            return failed(cause);
        }
    }

    private Exchange failed(Throwable cause) {
        return switch (cause) {
            case HttpConnectTimeoutException _ ->
                new Exchange.Unanswered(Cause.UNAVAILABLE, Delivery.NOT_DELIVERED, "connect-timeout");
            case ConnectException _ -> new Exchange.Unanswered(refused, Delivery.NOT_DELIVERED, "no-connection");
            case SSLHandshakeException _ ->
                new Exchange.Unanswered(Cause.UNAVAILABLE, Delivery.NOT_DELIVERED, "tls-handshake");
            case LimitedBody.TooLarge _ -> new Exchange.Unanswered(Cause.BAD_BODY, Delivery.UNKNOWN, "reply-too-large");
            default -> new Exchange.Unanswered(Cause.UNAVAILABLE, Delivery.UNKNOWN, "connection-lost");
        };
    }

    private static String outcome(int status) {
        return switch (status / 100) {
            case 1 -> "INFORMATIONAL";
            case 2 -> "SUCCESS";
            case 3 -> "REDIRECTION";
            case 4 -> "CLIENT_ERROR";
            case 5 -> "SERVER_ERROR";
            default -> "UNKNOWN";
        };
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
