package id.kinerja.sync.feed;

import id.kinerja.kit.model.Refusal;
import id.kinerja.kit.model.Refusal.Fault;
import id.kinerja.kit.security.Actor;
import id.kinerja.kit.web.Page;
import id.kinerja.kit.web.RefusedException;
import id.kinerja.sync.feed.FeedReaders.Reader;
import id.kinerja.sync.registry.Nip;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * The pull feed, for the national registry's own client; see {@code contracts/openapi/bkn-sync-feed.yaml}. It names people
 * by number, so nobody else may read it; operators see who reads.
 */
@RestController
@RequestMapping("/api/v1/feed")
class FeedController {

    /** @param nip 18 digits */
    record PersonQuestion(@Nullable String nip) {}

    private static final Clock REAL_TIME = Clock.systemUTC();

    private final Feed feed;
    private final FeedReaders readers;

    FeedController(Feed feed, FeedReaders readers) {
        this.feed = feed;
        this.readers = readers;
    }

    /**
     * Agreed plans in the order of their last change.
     *
     * @param since where to begin without a cursor, an instant as {@code 2026-01-21T02:30:00Z}
     * @param cursor of the previous page, from the same feed; {@code since} then means nothing
     * @param limit 1 to 200, 50 if absent
     */
    @GetMapping("/plans")
    @PreAuthorize("hasRole('REGISTRY')")
    FeedPage<PlanItem> plans(
            @RequestParam @Nullable Instant since,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        return page(FeedKind.PLANS, since, cursor, limit, actor);
    }

    /** Shared observations; the parameters are those of the plans. */
    @GetMapping("/observations")
    @PreAuthorize("hasRole('REGISTRY')")
    FeedPage<ObservationItem> observations(
            @RequestParam @Nullable Instant since,
            @RequestParam @Nullable String cursor,
            @RequestParam @Nullable Integer limit,
            @AuthenticationPrincipal Actor actor) {
        return page(FeedKind.OBSERVATIONS, since, cursor, limit, actor);
    }

    private <T> FeedPage<T> page(
            FeedKind<T> kind, @Nullable Instant since, @Nullable String cursor, @Nullable Integer limit, Actor actor) {
        var page = feed.page(kind, since, cursor, limit);
        readers.gotPage(actor.account(), kind, page, REAL_TIME.instant());
        return page;
    }

    /** One civil servant's plans and observations; 404 if the roster knows nobody with this number. */
    @PostMapping("/people")
    @PreAuthorize("hasRole('REGISTRY')")
    PersonItems person(@RequestBody PersonQuestion question) {
        return feed.person(number(question.nip()));
    }

    private static Nip number(@Nullable String nip) {
        if (nip == null) {
            throw new RefusedException(Refusal.invalid("invalid-request", Fault.at("/nip", "required")));
        }
        try {
            return new Nip(nip);
        } catch (IllegalArgumentException malformed) {
            throw new RefusedException(Refusal.invalid("invalid-request", Fault.at("/nip", "nip-format")));
        }
    }

    /** Who reads the feeds, when last and how far. */
    @GetMapping("/readers")
    @PreAuthorize("hasRole('OPERATOR')")
    Page<Reader> readers(@RequestParam @Nullable String cursor, @RequestParam @Nullable Integer limit) {
        return Page.read(cursor, limit, readers::list, Reader::client, Function.identity());
    }
}
