package id.kinerja.planning.team;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.directory.DirectoryEntry;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.kit.web.Replies;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Work teams (tim kerja), each under the id of its leader: formed by the leader, seen by its members and the office. */
@RestController
@RequestMapping("/api/v1/work-teams/{leaderId}")
class WorkTeamController {

    /** @param members employee ids, at most 20, each once; an empty list dissolves the team */
    record Members(@NotNull @Size(max = WorkTeam.MOST) List<@NotBlank @Size(max = 60) String> members) {}

    record WorkTeamView(String leaderId, long version, List<String> members) {
        static WorkTeamView of(Stored<WorkTeam> stored) {
            var team = stored.state();
            return new WorkTeamView(team.leaderId(), stored.version(), team.members());
        }
    }

    private final AggregateStore<WorkTeam> teams;
    private final Directory directory;

    WorkTeamController(AggregateStore<WorkTeam> teams, Directory directory) {
        this.teams = teams;
        this.directory = directory;
    }

    /**
     * Every principal and every head of an office has a team from the start: without members, at version 0. 404 for
     * whoever leads none, and to whoever is not of the team.
     */
    @GetMapping
    @PreAuthorize("hasAnyRole('EMPLOYEE', 'OFFICE')")
    ResponseEntity<Object> team(@PathVariable String leaderId, @AuthenticationPrincipal Actor actor) {
        return Replies.found(find(leaderId, actor), WorkTeamView::of);
    }

    /**
     * The team as a whole; the first time with {@code If-Match: "0"}. A principal names teachers of the same school, the
     * head of an office names supervisors. 422 {@code invalid-request}: named-twice, not-for-this-team.
     */
    @PutMapping
    @PreAuthorize("hasRole('EMPLOYEE')")
    ResponseEntity<Object> form(
            @PathVariable String leaderId,
            @Valid @RequestBody Members request,
            CommandGuard guard,
            @AuthenticationPrincipal Actor actor) {
        var team = find(leaderId, actor).orElseThrow(() -> new RefusedException(Refusal.absent("no-such-resource")));
        var leader = actor.employee();
        if (leader == null || !actor.isEmployee(leaderId)) {
            throw new RefusedException(Refusal.forbidden("not-allowed"));
        }
        return Replies.changed(
                teams.changeOrCreate(
                        leaderId,
                        guard,
                        WorkTeam.nobodyYet(team.id()),
                        before -> before.formedOf(request.members(), leader, directory::byId)),
                WorkTeamView::of);
    }

    private Optional<Stored<WorkTeam>> find(String leaderId, Actor actor) {
        return directory
                .byId(leaderId)
                .filter(WorkTeam::mayLead)
                .map(DirectoryEntry::employeeId)
                .map(id -> teams.find(id).orElseGet(() -> Stored.unwritten(id, WorkTeam.nobodyYet(id))))
                .filter(team -> maySee(actor, team.state()));
    }

    private static boolean maySee(Actor actor, WorkTeam team) {
        return actor.has(Actor.Grant.OFFICE)
                || actor.employeeId()
                        .filter(self ->
                                self.equals(team.leaderId()) || team.members().contains(self))
                        .isPresent();
    }
}
