package id.kinerja.planning.roster;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.aggregate.CommandGuard;
import id.kinerja.kit.aggregate.Stored;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Replies;
import java.util.HashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The schools of the roster, one by one; they come into it by a file. */
@RestController
@RequestMapping("/api/v1/schools/{npsn}")
class SchoolController {

    /** What a line of a file says of a school, by the same rules. */
    record SchoolData(
            @Nullable String name,
            @Nullable String level,
            @Nullable String status,
            @Nullable String district,
            @Nullable String regency,
            @Nullable String province) {

        RosterRow row(String npsn) {
            var row = new HashMap<String, String>();
            RosterRow.put(row, "npsn", npsn);
            RosterRow.put(row, "name", name);
            RosterRow.put(row, "level", level);
            RosterRow.put(row, "status", status);
            RosterRow.put(row, "district", district);
            RosterRow.put(row, "regency", regency);
            RosterRow.put(row, "province", province);
            return RosterRow.of(row);
        }
    }

    /** @param timeZone in which the school's deadlines are computed; it follows from the province */
    record SchoolView(
            String npsn,
            long version,
            String name,
            String level,
            String status,
            String district,
            String regency,
            String province,
            String timeZone) {

        static SchoolView of(Stored<School> stored) {
            var school = stored.state();
            return new SchoolView(
                    school.npsn(),
                    stored.version(),
                    school.name(),
                    school.level(),
                    school.status(),
                    school.district(),
                    school.regency(),
                    school.province(),
                    school.timeZone());
        }
    }

    private final AggregateStore<School> schools;
    private final RosterEdits edits;

    SchoolController(AggregateStore<School> schools, RosterEdits edits) {
        this.schools = schools;
        this.edits = edits;
    }

    /** To people of another school it does not exist (404). */
    @GetMapping
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE', 'EMPLOYEE')")
    ResponseEntity<Object> school(@PathVariable String npsn, @AuthenticationPrincipal Actor actor) {
        return Replies.found(schools.find(npsn).filter(stored -> maySee(actor, npsn)), SchoolView::of);
    }

    /** Replaces all of it. Refused with every fault at its pointer (422 {@code school-invalid}). */
    @PutMapping
    @PreAuthorize("hasAnyRole('OPERATOR', 'OFFICE')")
    ResponseEntity<Object> replace(@PathVariable String npsn, @RequestBody SchoolData request, CommandGuard guard) {
        return Replies.changed(edits.replaceSchool(npsn, request.row(npsn), guard), SchoolView::of);
    }

    private static boolean maySee(Actor actor, String npsn) {
        var self = actor.employee();
        return actor.has(Actor.Grant.OPERATOR)
                || actor.has(Actor.Grant.OFFICE)
                || (self != null && npsn.equals(self.npsn()));
    }
}
