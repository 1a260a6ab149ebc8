package id.kinerja.kit.web;

import id.kinerja.kit.events.DeadLetters;
import id.kinerja.kit.events.DeadLetters.DeadLetter;
import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.security.Actor;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What a service could not process, for operators: list, and try again inside this service. */
@RestController
@RequestMapping("/api/v1/operations/${spring.application.name}/dead-letters")
class DeadLetterController {

    private final DeadLetters deadLetters;

    DeadLetterController(DeadLetters deadLetters) {
        this.deadLetters = deadLetters;
    }

    @GetMapping
    @PreAuthorize("hasRole('OPERATOR')")
    Page<DeadLetter> list(@RequestParam @Nullable String cursor, @RequestParam @Nullable Integer limit) {
        return Page.read(cursor, limit, deadLetters::list, DeadLetter::id, letter -> letter);
    }

    @PostMapping("/{id}/redrive")
    @PreAuthorize("hasRole('OPERATOR')")
    DeadLetter redrive(@PathVariable String id, @AuthenticationPrincipal Actor actor) {
        return deadLetters
                .redrive(id, actor.account())
                .orElseThrow(() -> new RefusedException(Refusal.absent("no-such-resource")));
    }
}
