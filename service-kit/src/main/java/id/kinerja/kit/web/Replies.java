package id.kinerja.kit.web;

import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.model.Refusal;
import java.net.URI;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;

/** The HTTP answers to commands and reads, the same in every service. */
public final class Replies {

    /** Set to {@code true} where the answer repeats that of an earlier request with the same idempotency key. */
    public static final String REPLAYED = "Idempotency-Replayed";

    private Replies() {}

    public static <S> ResponseEntity<Object> changed(CommandResult<S> result, Function<Stored<S>, ?> view) {
        return reply(result, HttpStatus.OK, null, view);
    }

    public static <S> ResponseEntity<Object> created(
            CommandResult<S> result, URI location, Function<Stored<S>, ?> view) {
        return reply(result, HttpStatus.CREATED, location, view);
    }

    /** Work that goes on by itself; how far it is can be read at the location. */
    public static <S> ResponseEntity<Object> accepted(
            CommandResult<S> result, URI location, Function<Stored<S>, ?> view) {
        return reply(result, HttpStatus.ACCEPTED, location, view);
    }

    public static <S> ResponseEntity<Object> found(Optional<Stored<S>> stored, Function<Stored<S>, ?> view) {
        var present = stored.orElseThrow(() -> new RefusedException(Refusal.absent("no-such-resource")));
        return ResponseEntity.ok().eTag(etag(present.version())).body(view.apply(present));
    }

    private static <S> ResponseEntity<Object> reply(
            CommandResult<S> result, HttpStatus status, @Nullable URI location, Function<Stored<S>, ?> view) {
        return switch (result) {
            case CommandResult.Changed<S>(var after, boolean replayed) -> {
                var reply = ResponseEntity.status(status).eTag(etag(after.version()));
                if (location != null) {
                    reply.location(location);
                }
                if (replayed) {
                    reply.header(REPLAYED, "true");
                }
                yield reply.body(view.apply(after));
            }
            case CommandResult.Refused<S>(var refusal) -> throw new RefusedException(refusal);
            case CommandResult.Stale<S>(long current) ->
                throw new PreconditionException(HttpStatus.PRECONDITION_FAILED, "stale-version", etag(current));
            case CommandResult.Absent<S>() -> throw new RefusedException(Refusal.absent("no-such-resource"));
        };
    }

    static String etag(long version) {
        return "\"" + version + "\"";
    }
}
