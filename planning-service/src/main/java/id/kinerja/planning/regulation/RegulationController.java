package id.kinerja.planning.regulation;

import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.regulation.Regulation;
import id.kinerja.kit.regulation.Regulations;
import id.kinerja.kit.web.RefusedException;
import java.util.List;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The regulation packs, which everybody who has signed in may read; the newest of one is {@code /regulations/{id}}. */
@RestController
@RequestMapping("/api/v1/regulations")
class RegulationController {

    /** A pack in the list of packs; a plan drafted now is drafted under this version. */
    record PackView(String id, int version, String name, List<String> periods) {
        static PackView of(Regulation pack) {
            return new PackView(
                    pack.id(),
                    pack.version(),
                    pack.name(),
                    pack.periods().stream().map(Regulation.Period::id).toList());
        }
    }

    record Packs(List<PackView> items) {}

    private final Regulations regulations;

    RegulationController(Regulations regulations) {
        this.regulations = regulations;
    }

    @GetMapping
    @PreAuthorize("isAuthenticated()")
    Packs packs() {
        return new Packs(regulations.newest().stream().map(PackView::of).toList());
    }

    /** An older version, which what was begun under it goes on to follow. */
    @GetMapping("/{id}/versions/{version}")
    @PreAuthorize("isAuthenticated()")
    Regulation version(@PathVariable String id, @PathVariable int version) {
        return regulations
                .find(id, version)
                .orElseThrow(() -> new RefusedException(Refusal.absent("no-such-resource")));
    }
}
