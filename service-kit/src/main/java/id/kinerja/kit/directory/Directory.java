package id.kinerja.kit.directory;

import static java.util.Objects.requireNonNull;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.Projections;
import com.mongodb.client.model.Sorts;
import com.mongodb.client.model.Updates;
import id.kinerja.kit.aggregate.StartupIndexes;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.ProjectionCollection;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.events.Subscriptions;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bson.Document;
import org.bson.conversions.Bson;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;

/**
 * Each service's own copy of who is who and who appraises whom, learned from the roster topic. Ownership is decided from
 * it and from nothing else.
 */
public final class Directory {

    public static final String EMPLOYEE_ASSIGNED = "id.kinerja.roster.EmployeeAssigned.v1";
    public static final String EMPLOYEE_LEFT = "id.kinerja.roster.EmployeeLeft.v1";
    public static final String SCHOOL_REGISTERED = "id.kinerja.roster.SchoolRegistered.v1";

    /**
     * The fields of {@code EmployeeAssigned} that every service reads.
     *
     * @param stays true where whatever was told before of this person's leaving is taken back
     */
    public record EmployeeAssigned(
            String employeeId,
            String account,
            String name,
            EmploymentStatus employmentStatus,
            Role role,
            @Nullable String npsn,
            @Nullable String appraiserId,
            @Nullable String superiorId,
            @Nullable Appointment appointment,
            @Nullable LocalDate effectiveFrom,
            @Nullable AppraiserCapacity appraiserCapacity,
            @Nullable Boolean stays) {
        public EmployeeAssigned {
            // An event without them is unreadable, and so a dead letter.
            requireNonNull(employeeId);
            requireNonNull(account);
            requireNonNull(name);
            requireNonNull(employmentStatus);
            requireNonNull(role);
        }
    }

    /** The fields of {@code EmployeeLeft} that every service reads. */
    public record EmployeeLeft(String employeeId, LocalDate lastDay) {
        public EmployeeLeft {
            requireNonNull(employeeId);
            requireNonNull(lastDay);
        }
    }

    /** The fields of {@code SchoolRegistered} that every service reads. */
    public record SchoolRegistered(
            String npsn,
            String name,
            String level,
            @Nullable String regency,
            @Nullable String province,
            String timeZone) {
        public SchoolRegistered {
            requireNonNull(npsn);
            requireNonNull(name);
            requireNonNull(level);
            requireNonNull(timeZone);
        }
    }

    /** Where the days of people of an office are counted; a school's are counted in its own zone. */
    private static final ZoneId OFFICE_ZONE = ZoneId.of("Asia/Jakarta");

    private static final String ASSIGNED = "assigned";
    private static final String LEFT = "left";

    private final ProjectionCollection employees;
    private final ProjectionCollection accounts;
    private final ProjectionCollection schools;
    private final Clock clock;

    public Directory(MongoTemplate mongo, StartupIndexes indexes, Clock clock) {
        this.clock = clock;
        this.employees = new ProjectionCollection(mongo, "directoryEmployees");
        this.accounts = new ProjectionCollection(mongo, "directoryAccounts");
        this.schools = new ProjectionCollection(mongo, "directorySchools");
        indexes.declare(employees.collection(), Indexes.ascending("npsn", "_id"), new IndexOptions());
        indexes.declare(employees.collection(), Indexes.ascending("appraiserId", "_id"), new IndexOptions());
        indexes.declare(schools.collection(), Indexes.ascending("regency", "_id"), new IndexOptions());
    }

    /** The employee an account belongs to, or empty for accounts that are not in the roster. */
    public Optional<DirectoryEntry> byAccount(String account) {
        return accounts.find(account)
                .flatMap(link -> byId(link.getString("employeeId")))
                // The account may have moved on since it was linked: what counts is what the employee has now.
                .filter(entry -> entry.account().equals(account));
    }

    public Optional<DirectoryEntry> byId(String employeeId) {
        return employees
                .find(employeeId)
                // That somebody leaves may be heard before who it is.
                .filter(document -> document.containsKey("account"))
                .map(Directory::entry);
    }

    /** Whether the roster has said nothing newer of somebody than this event, which is known here. */
    public boolean isNewest(EventEnvelope envelope, String employeeId) {
        return employees
                .find(employeeId)
                .map(document -> document.get("seen", Document.class).get(ASSIGNED, Number.class))
                .map(seen -> seen.longValue() <= envelope.sequence())
                .orElse(true);
    }

    /** Those of these people who are known, by their ids. */
    public Map<String, DirectoryEntry> byIds(Collection<String> employeeIds) {
        var entries = new HashMap<String, DirectoryEntry>();
        if (!employeeIds.isEmpty()) {
            for (var document : employees.collection().find(Filters.in("_id", employeeIds))) {
                // As in byId.
                if (document.containsKey("account")) {
                    entries.put(document.getString("_id"), entry(document));
                }
            }
        }
        return entries;
    }

    /**
     * True from the day after somebody's last day on, as the clock stands where the person's school is. Who has left is no
     * longer anybody's appraiser, is not waited for, and acts no more; what they did stays.
     */
    public boolean hasLeft(DirectoryEntry person) {
        var last = person.leftAfter();
        if (last == null) {
            return false;
        }
        var zone = Optional.ofNullable(person.npsn())
                .flatMap(this::school)
                .map(School::timeZone)
                .orElse(OFFICE_ZONE);
        return LocalDate.ofInstant(clock.instant(), zone).isAfter(last);
    }

    /** Everybody at a school, also who has left from there, in the order of their ids. */
    public List<DirectoryEntry> ofSchool(String npsn) {
        return listed(Filters.eq("npsn", npsn));
    }

    /** Everybody at some schools, also who has left from there, in the order of their ids. */
    public List<DirectoryEntry> ofSchools(Collection<String> npsns) {
        return npsns.isEmpty() ? List.of() : listed(Filters.in("npsn", npsns));
    }

    public Optional<School> school(String npsn) {
        return schools.find(npsn).map(Directory::school);
    }

    /** Every school of a regency, written as the roster writes it, in the order of their NPSN. */
    public List<School> schoolsOf(String regency) {
        return schools.collection()
                .find(Filters.eq("regency", regency))
                .sort(Sorts.ascending("_id"))
                .map(Directory::school)
                .into(new ArrayList<>());
    }

    /** True if {@code appraiserId} decides on {@code employeeId} now, according to the roster and the office's policy. */
    public boolean appraises(String appraiserId, String employeeId) {
        return byId(employeeId)
                .map(employee -> appraiserId.equals(employee.appraiserId()))
                .orElse(false);
    }

    /**
     * The employee id of the appraiser's superior (atasan pejabat penilai), to whom objections go: whom the roster names
     * for this assignment, or else whoever appraises the appraiser. Empty where neither is known. Where the superior
     * decides in the appraiser's place, it is whoever appraises the superior.
     */
    public Optional<String> superiorOf(DirectoryEntry employee) {
        return Optional.ofNullable(employee.superiorId())
                .filter(superior -> !superior.equals(employee.appraiserId()))
                .or(() -> Optional.ofNullable(employee.appraiserId())
                        .flatMap(this::byId)
                        .map(DirectoryEntry::appraiserId));
    }

    /** The employee ids of everybody whom this person appraises. */
    public List<String> appraisedBy(String appraiserId) {
        return employees
                .collection()
                .find(Filters.eq("appraiserId", appraiserId))
                .projection(Projections.include("_id"))
                .map(document -> document.getString("_id"))
                .into(new ArrayList<>());
    }

    /** Everybody whom one of these people appraises, in the order of their ids. */
    public List<DirectoryEntry> appraisedByAny(Collection<String> appraiserIds) {
        return appraiserIds.isEmpty() ? List.of() : listed(Filters.in("appraiserId", appraiserIds));
    }

    public Subscriptions subscriptions() {
        return Subscriptions.of(
                new Subscription<>(EMPLOYEE_ASSIGNED, EmployeeAssigned.class, this::assigned),
                new Subscription<>(EMPLOYEE_LEFT, EmployeeLeft.class, this::left),
                new Subscription<>(SCHOOL_REGISTERED, SchoolRegistered.class, this::registered));
    }

    private List<DirectoryEntry> listed(Bson filter) {
        return employees
                .collection()
                .find(filter)
                .sort(Sorts.ascending("_id"))
                .map(Directory::entry)
                .into(new ArrayList<>());
    }

    private void assigned(EventEnvelope envelope, EmployeeAssigned event) {
        accounts.apply(event.account(), sourceKey(envelope), envelope, Updates.set("employeeId", event.employeeId()));
        employees.apply(
                event.employeeId(),
                ASSIGNED,
                envelope,
                Updates.combine(
                        Updates.set("account", event.account()),
                        Updates.set("name", event.name()),
                        Updates.set("role", event.role().name()),
                        Updates.set("employmentStatus", event.employmentStatus().name()),
                        Updates.set("npsn", event.npsn()),
                        Updates.set("appraiserId", event.appraiserId()),
                        Updates.set("superiorId", event.superiorId()),
                        Updates.set("appointment", appointment(event).name()),
                        Updates.set("effectiveFrom", text(event.effectiveFrom())),
                        Updates.set("appraiserCapacity", capacity(event).name()),
                        Updates.set("stays", Boolean.TRUE.equals(event.stays()))));
    }

    private void left(EventEnvelope envelope, EmployeeLeft event) {
        employees.apply(event.employeeId(), LEFT, envelope, Updates.set("leftAfter", text(event.lastDay())));
    }

    private static Appointment appointment(EmployeeAssigned event) {
        return event.appointment() == null ? Appointment.DEFINITIVE : event.appointment();
    }

    private static AppraiserCapacity capacity(EmployeeAssigned event) {
        return event.appraiserCapacity() == null
                ? AppraiserCapacity.of(event.appraiserId())
                : event.appraiserCapacity();
    }

    private void registered(EventEnvelope envelope, SchoolRegistered event) {
        schools.apply(
                event.npsn(),
                "registered",
                envelope,
                Updates.combine(
                        Updates.set("name", event.name()),
                        Updates.set("level", event.level()),
                        Updates.set("regency", event.regency()),
                        Updates.set("province", event.province()),
                        Updates.set("timeZone", event.timeZone())));
    }

    /** One account may be spoken of by several employees' events over time; each is ordered by itself. */
    private static String sourceKey(EventEnvelope envelope) {
        return envelope.subject();
    }

    private static School school(Document document) {
        return new School(
                document.getString("_id"),
                document.getString("name"),
                document.getString("level"),
                document.getString("regency"),
                document.getString("province"),
                ZoneId.of(document.getString("timeZone")));
    }

    private static DirectoryEntry entry(Document document) {
        return new DirectoryEntry(
                document.getString("_id"),
                document.getString("account"),
                document.getString("name"),
                Role.valueOf(document.getString("role")),
                EmploymentStatus.valueOf(document.getString("employmentStatus")),
                document.getString("npsn"),
                document.getString("appraiserId"),
                document.getString("superiorId"),
                Appointment.valueOf(document.get("appointment", Appointment.DEFINITIVE.name())),
                leftAfter(document),
                AppraiserCapacity.valueOf(document.get(
                        "appraiserCapacity",
                        AppraiserCapacity.of(document.getString("appraiserId")).name())));
    }

    /**
     * Somebody comes back by an assignment that was told after the departure, and takes it back or begins after the last
     * day.
     */
    private static @Nullable LocalDate leftAfter(Document document) {
        var last = document.getString("leftAfter");
        if (last == null) {
            return null;
        }
        var lastDay = LocalDate.parse(last);
        var seen = document.get("seen", Document.class);
        var assignedFrom = document.getString("effectiveFrom");
        boolean toldAfter = seen.get(ASSIGNED, Number.class).longValue()
                > seen.get(LEFT, Number.class).longValue();
        boolean back = document.getBoolean("stays", false)
                || (assignedFrom != null && LocalDate.parse(assignedFrom).isAfter(lastDay));
        return toldAfter && back ? null : lastDay;
    }

    /** Days are kept as text: a date of the database would be a moment in some zone. */
    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }
}
