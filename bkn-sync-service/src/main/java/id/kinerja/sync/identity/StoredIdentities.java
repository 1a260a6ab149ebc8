package id.kinerja.sync.identity;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.UpdateOptions;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.ProjectionCollection;
import id.kinerja.sync.lane.Witnesses;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryPersonId;
import id.kinerja.sync.remedy.Trouble;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * One document per person: what the roster said, what the registry answered, and whether a check is wanted. Each part has
 * its own fields and its own writer, so they may come in any order.
 */
final class StoredIdentities implements Identities, CivilServants, EmployeeNumbers, Witnesses {

    private static final Bson CIVIL_SERVANTS = Filters.in(
            "employmentStatus",
            Stream.of(EmploymentStatus.values())
                    .filter(EmploymentStatus::isCivilServant)
                    .map(EmploymentStatus::name)
                    .toList());

    private static final String FINDING = "finding.trouble";
    private static final String MATCHED_AT = "match.at";
    private static final String WAITING = "waiting";

    /** So many are looked at for one whose match still holds. */
    private static final int LATEST = 20;

    private final ProjectionCollection identities;

    StoredIdentities(MongoTemplate mongo, StartupIndexes indexes) {
        this.identities = new ProjectionCollection(mongo, "identities");
        indexes.declare(identities.collection(), Indexes.ascending("checkDueAt"), new IndexOptions().sparse(true));
        indexes.declare(identities.collection(), Indexes.ascending("employmentStatus", "_id"), new IndexOptions());
        indexes.declare(identities.collection(), Indexes.ascending("nip"), new IndexOptions().sparse(true));
        indexes.declare(identities.collection(), Indexes.ascending(FINDING, "_id"), new IndexOptions().sparse(true));
        indexes.declare(identities.collection(), Indexes.ascending(MATCHED_AT), new IndexOptions().sparse(true));
        indexes.declare(identities.collection(), Indexes.ascending("npsn", FINDING, "_id"), new IndexOptions());
    }

    @Override
    public Optional<Identity> find(String employeeId) {
        return identities
                .find(employeeId)
                .filter(document -> document.getString("name") != null)
                .map(StoredIdentities::identity);
    }

    @Override
    public Optional<Identity> await(String employeeId, String waiting) {
        var known = find(employeeId);
        if (known.isPresent()) {
            return known;
        }
        identities
                .collection()
                .updateOne(
                        Filters.eq("_id", employeeId),
                        Updates.addToSet(WAITING, waiting),
                        new UpdateOptions().upsert(true));
        // The roster may have told of the person between the look and the note.
        return find(employeeId);
    }

    /** Whether anything waits for the person, or wants them checked. */
    boolean isAwaited(String employeeId) {
        return identities
                .find(employeeId)
                .filter(document -> document.getBoolean("checkWanted", false)
                        || !document.getList(WAITING, String.class, List.of()).isEmpty())
                .isPresent();
    }

    /** What waited for the person before the roster told of them. */
    List<String> waitingFor(String employeeId) {
        return identities
                .find(employeeId)
                .map(document -> document.getList(WAITING, String.class, List.of()))
                .orElse(List.of());
    }

    /** What waited has been woken. */
    void nothingWaitsFor(String employeeId) {
        update(employeeId, Updates.unset(WAITING));
    }

    @Override
    public List<String> after(@Nullable String employeeId, int limit) {
        return identities
                .collection()
                .find(employeeId == null ? CIVIL_SERVANTS : Filters.and(CIVIL_SERVANTS, Filters.gt("_id", employeeId)))
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }

    @Override
    public long count() {
        return identities.collection().countDocuments(CIVIL_SERVANTS);
    }

    @Override
    public Map<String, Nip> numbers(Collection<String> employeeIds) {
        var numbers = new HashMap<String, Nip>();
        civilServants(Filters.in("_id", employeeIds)).forEach(identity -> {
            var number = identity.number();
            if (number != null) {
                numbers.put(identity.employeeId(), number);
            }
        });
        return numbers;
    }

    @Override
    public List<String> withNumber(Nip number) {
        return civilServants(Filters.eq("nip", number.value())).stream()
                .map(Identity::employeeId)
                .toList();
    }

    @Override
    public Optional<RegistryPerson> latest(Set<String> doubted) {
        for (var document : identities
                .collection()
                .find(Filters.exists(MATCHED_AT))
                .sort(Sorts.descending(MATCHED_AT))
                // Among these are people who were matched as somebody else than the roster says now.
                .limit(doubted.size() + LATEST)) {
            var identity = document.getString("name") == null ? null : identity(document);
            var person = identity == null ? null : identity.registered();
            if (person != null && !doubted.contains(document.getString("_id"))) {
                return Optional.of(person);
            }
        }
        return Optional.empty();
    }

    private List<Identity> civilServants(Bson filter) {
        return identities.collection().find(filter).into(new ArrayList<>()).stream()
                .filter(document -> document.getString("name") != null)
                .map(StoredIdentities::identity)
                .filter(identity -> identity.employmentStatus().isCivilServant())
                .toList();
    }

    /** @return false if this or a newer event was applied before */
    boolean assigned(EventEnvelope envelope, IdentityEvents.EmployeeAssigned event) {
        return identities.apply(
                event.employeeId(),
                "assigned",
                envelope,
                Updates.combine(
                        Updates.set("name", event.name()),
                        Updates.set("nip", event.nip()),
                        Updates.set("birthDate", text(event.birthDate())),
                        Updates.set("employmentStatus", event.employmentStatus().name()),
                        Updates.set("npsn", event.npsn()),
                        Updates.set("position", event.position()),
                        Updates.set("grade", event.grade()),
                        Updates.set("orgUnit", event.orgUnit())));
    }

    @Override
    public void remember(Identity about, @Nullable RegistryPersonId personId, Appraiser appraiser, Instant at) {
        var match = new Document("nip", about.nip())
                .append("name", about.name())
                .append("birthDate", text(about.birthDate()))
                .append("personId", personId == null ? null : personId.value())
                .append("at", Date.from(at))
                .append("appraiserName", appraiser.name())
                .append("post", appraiser.post())
                .append("gradeId", appraiser.gradeId())
                .append("unit", appraiser.unit());
        var remembered = Updates.set("match", match);
        // Whatever had been found wrong is not wrong any more.
        update(
                about.employeeId(),
                personId == null ? remembered : Updates.combine(remembered, Updates.unset("finding")));
    }

    @Override
    public void noRecord(String employeeId, int year, Instant at) {
        update(employeeId, Updates.set("noRecord." + year, Date.from(at)));
    }

    /** Asks for a check of somebody who is to get a result, also if the roster has not told of them yet. */
    void wantCheck(String employeeId, @Nullable Integer year, Instant now) {
        var role = Updates.set("checkAs.employee", true);
        wantCheck(employeeId, year == null ? role : Updates.combine(role, Updates.set("checkYear", year)), now);
    }

    /** The same of somebody who is to give results. */
    void wantAppraiserCheck(String employeeId, Instant now) {
        wantCheck(employeeId, Updates.set("checkAs.appraiser", true), now);
    }

    private void wantCheck(String employeeId, Bson as, Instant now) {
        identities
                .collection()
                .updateOne(
                        Filters.eq("_id", employeeId),
                        Updates.combine(
                                as, Updates.set("checkWanted", true), Updates.set("checkDueAt", Date.from(now))),
                        new UpdateOptions().upsert(true));
    }

    /** True of somebody whose check was wanted for the results they give, and not for one of their own. */
    boolean onlyAppraises(String employeeId) {
        return identities
                .find(employeeId)
                .map(document -> document.get("checkAs", Document.class))
                .map(as -> as.getBoolean("appraiser", false) && !as.getBoolean("employee", false))
                .orElse(false);
    }

    /**
     * A check that was wanted is due (again), now that there is something new to check.
     *
     * @return false if none was wanted
     */
    boolean checkAgain(String employeeId, Instant now) {
        return identities
                        .collection()
                        .updateOne(
                                Filters.and(Filters.eq("_id", employeeId), Filters.eq("checkWanted", true)),
                                Updates.set("checkDueAt", Date.from(now)))
                        .getMatchedCount()
                > 0;
    }

    List<String> checksDue(Instant now, int limit) {
        return identities
                .collection()
                .find(Filters.lte("checkDueAt", Date.from(now)))
                .projection(Projections.include("_id"))
                .sort(Sorts.ascending("checkDueAt"))
                .limit(limit)
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }

    /** The year whose first read goes with the check, or null. */
    @Nullable
    Integer checkYear(String employeeId) {
        return identities
                .find(employeeId)
                .map(document -> document.getInteger("checkYear"))
                .orElse(null);
    }

    /** The roster's event makes it due again. */
    void awaitRoster(String employeeId) {
        identities
                .collection()
                .updateOne(
                        Filters.and(Filters.eq("_id", employeeId), Filters.exists("name", false)),
                        Updates.unset("checkDueAt"));
    }

    /** Nothing is wrong with the person. */
    void inOrder(String employeeId) {
        update(employeeId, Updates.combine(Updates.unset("finding"), Updates.unset("checkDueAt")));
    }

    /** @param again when it is looked at again by itself; null if only the roster can change it */
    void found(String employeeId, Trouble trouble, List<String> details, Instant at, @Nullable Instant again) {
        var finding = new Document("trouble", trouble.name())
                .append("details", details)
                .append("at", Date.from(at));
        update(
                employeeId,
                Updates.combine(
                        Updates.set("finding", finding),
                        again == null ? Updates.unset("checkDueAt") : Updates.set("checkDueAt", Date.from(again))));
    }

    /** What is wrong with one person, or nothing. */
    List<IdentityFinding> findingsOf(String employeeId) {
        return identities.find(employeeId).filter(document -> document.get("finding") != null).stream()
                .map(StoredIdentities::finding)
                .toList();
    }

    /**
     * What is wrong, in the order of employee ids.
     *
     * @param npsn of one school; null for all
     * @param trouble of one kind; null for all
     * @param after the last employee id of the page before; null for the first
     */
    List<IdentityFinding> findings(
            @Nullable String npsn, @Nullable Trouble trouble, @Nullable String after, int limit) {
        var filters = new ArrayList<Bson>();
        if (npsn != null) {
            filters.add(Filters.eq("npsn", npsn));
        }
        filters.add(trouble == null ? Filters.exists(FINDING) : Filters.eq(FINDING, trouble.name()));
        if (after != null) {
            filters.add(Filters.gt("_id", after));
        }
        return identities
                .collection()
                .find(Filters.and(filters))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(StoredIdentities::finding)
                .into(new ArrayList<>());
    }

    private static IdentityFinding finding(Document document) {
        var finding = document.get("finding", Document.class);
        return new IdentityFinding(
                document.getString("_id"),
                document.getString("npsn"),
                Trouble.valueOf(finding.getString("trouble")),
                finding.getList("details", String.class),
                finding.getDate("at").toInstant());
    }

    void postponeCheck(String employeeId, Instant until) {
        update(employeeId, Updates.set("checkDueAt", Date.from(until)));
    }

    private void update(String employeeId, Bson update) {
        identities.collection().updateOne(Filters.eq("_id", employeeId), update);
    }

    private static Identity identity(Document document) {
        var name = document.getString("name");
        var nip = document.getString("nip");
        var birthDate = document.getString("birthDate");
        var match = document.get("match", Document.class);
        // What was compared must be what the roster says now: another name or number is another question.
        boolean holds = match != null
                && Objects.equals(nip, match.getString("nip"))
                && Objects.equals(name, match.getString("name"))
                && Objects.equals(birthDate, match.getString("birthDate"));
        var personId = holds ? match.getString("personId") : null;
        return new Identity(
                document.getString("_id"),
                name,
                nip,
                birthDate == null ? null : LocalDate.parse(birthDate),
                EmploymentStatus.valueOf(document.getString("employmentStatus")),
                document.getString("position"),
                document.getString("grade"),
                document.getString("orgUnit"),
                personId == null ? null : new RegistryPersonId(personId),
                holds && nip != null
                        ? new Appraiser(
                                Nip.of(nip),
                                match.getString("appraiserName"),
                                match.getString("post"),
                                match.getString("gradeId"),
                                match.getString("unit"))
                        : null,
                holds ? match.getDate("at").toInstant() : null,
                noRecord(document.get("noRecord", Document.class)));
    }

    private static Map<Integer, Instant> noRecord(@Nullable Document years) {
        var seen = new HashMap<Integer, Instant>();
        if (years != null) {
            years.forEach((year, at) -> seen.put(Integer.valueOf(year), ((Date) at).toInstant()));
        }
        return seen;
    }

    private static @Nullable String text(@Nullable LocalDate date) {
        return date == null ? null : date.toString();
    }
}
