package id.kinerja.kit.sample;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.DomainEvent;
import id.kinerja.kit.model.Refusal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A sample aggregate: a note that can be written on until it is closed. */
public record Note(
        String noteId,
        String owner,
        Status status,
        List<String> lines,
        @Nullable LocalDate dueOn,
        @Nullable Instant closedAt) {

    public enum Status {
        OPEN,
        CLOSED
    }

    public record LineWritten(String noteId, String owner, int count) implements DomainEvent {
        @Override
        public String subject() {
            return owner;
        }
    }

    public record NoteClosed(String noteId, String owner, Instant closedAt) implements DomainEvent {
        @Override
        public String subject() {
            return owner;
        }
    }

    public Note {
        lines = List.copyOf(lines);
    }

    public static Note open(String noteId, String owner) {
        return new Note(noteId, owner, Status.OPEN, List.of(), LocalDate.of(2026, 2, 28), null);
    }

    public Decision<Note> write(String line) {
        if (status == Status.CLOSED) {
            return Decision.refuse(Refusal.wrongState(status, "write"));
        }
        var more = new ArrayList<>(lines);
        more.add(line);
        var written = new Note(noteId, owner, status, more, dueOn, null);
        return Decision.accept(written, new LineWritten(noteId, owner, more.size()));
    }

    public Decision<Note> close(Instant now) {
        return status == Status.CLOSED
                ? Decision.refuse(Refusal.wrongState(status, "close"))
                : Decision.accept(
                        new Note(noteId, owner, Status.CLOSED, lines, dueOn, now), new NoteClosed(noteId, owner, now));
    }
}
