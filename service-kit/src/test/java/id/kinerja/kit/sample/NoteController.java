package id.kinerja.kit.sample;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.AggregateStores;
import id.kinerja.kit.aggregate.AggregateType;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.ProjectionCollection;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import id.kinerja.kit.model.Decision;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.telemetry.TraceContexts;
import id.kinerja.kit.web.Creating;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.Replies;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/notes")
public class NoteController {

    public record NewNote(@NotBlank @Size(max = 60) String noteId) {}

    public record NewLine(
            @NotBlank @Size(max = 200) String text,
            @Nullable Integer priority) {}

    /** What the sample service reads of somebody else's event, and how often its handler was called. */
    public static class Listener {

        public record PlanSeen(String planId, String periodId) {}

        public final AtomicInteger calls = new AtomicInteger();
        public final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        public final AtomicReference<@Nullable String> trace = new AtomicReference<>();
        public final ProjectionCollection seen;
        private final TraceContexts traces;

        Listener(MongoTemplate mongo, TraceContexts traces) {
            this.seen = new ProjectionCollection(mongo, "seenPlans");
            this.traces = traces;
        }

        void planApproved(EventEnvelope envelope, PlanSeen event) {
            calls.incrementAndGet();
            trace.set(traces.current());
            var broken = failure.get();
            if (broken != null) {
                throw broken;
            }
            seen.apply(event.planId(), "approved", envelope, Updates.set("periodId", event.periodId()));
        }
    }

    @Configuration
    static class NoteConfiguration {

        @Bean
        AggregateStore<Note> notes(AggregateStores stores) {
            return stores.open(AggregateType.of("notes", Note.class, "/sample/notes/", "kinerja.sync.events")
                    .publishing(Note.LineWritten.class, "id.kinerja.sample.LineWritten.v1")
                    .publishing(Note.NoteClosed.class, "id.kinerja.sample.NoteClosed.v1")
                    .indexed("state.owner"));
        }

        @Bean
        Listener listener(MongoTemplate mongo, TraceContexts traces) {
            return new Listener(mongo, traces);
        }

        @Bean
        Subscriptions planApprovals(Listener listener) {
            return Subscriptions.of(new Subscription<>(
                    "id.kinerja.planning.PlanApproved.v1", Listener.PlanSeen.class, listener::planApproved));
        }
    }

    private final AggregateStore<Note> notes;
    private final Clock clock;

    NoteController(AggregateStore<Note> notes, Clock clock) {
        this.notes = notes;
        this.clock = clock;
    }

    @PostMapping
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> open(
            @Valid @RequestBody NewNote request, @Creating CommandGuard guard, @AuthenticationPrincipal Actor actor) {
        var owner = actor.employeeId().orElseThrow();
        return Replies.created(
                notes.create(request.noteId(), guard, () -> Decision.accept(Note.open(request.noteId(), owner))),
                URI.create("/api/v1/notes/" + request.noteId()),
                Stored::state);
    }

    @GetMapping("/{id}")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> note(@PathVariable String id) {
        return Replies.found(notes.find(id), Stored::state);
    }

    @GetMapping
    @PreAuthorize("hasRole('EMPLOYEE')")
    Page<Note> mine(
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        var filter = Filters.eq("state.owner", actor.employeeId().orElseThrow());
        return Page.read(cursor, limit, (after, size) -> notes.list(filter, after, size), Stored::id, Stored::state);
    }

    @PostMapping("/{id}/lines")
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> write(@PathVariable String id, @Valid @RequestBody NewLine request, CommandGuard guard) {
        return Replies.changed(notes.change(id, guard, note -> note.write(request.text())), Stored::state);
    }

    @PostMapping("/{id}/closing")
    @PreAuthorize("hasRole('PRINCIPAL')")
    ResponseEntity<Object> close(@PathVariable String id, CommandGuard guard) {
        return Replies.changed(notes.change(id, guard, note -> note.close(clock.instant())), Stored::state);
    }
}
