package id.kinerja.sync.identity;

import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryPersonId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An employee as the roster last said, with what the registry said about them.
 *
 * @param grade pay grade as printed: III/c of a PNS, IX of a PPPK
 * @param personId the registry's key, if number, name and birth date as they are now were found to match; kept for good
 * @param asAppraiser post, grade and unit as the registry knew them {@code appraiserSeenAt}
 * @param noRecordSeen by year, when the registry was last seen to hold no annual result
 */
public record Identity(
        String employeeId,
        String name,
        @Nullable String nip,
        @Nullable LocalDate birthDate,
        EmploymentStatus employmentStatus,
        @Nullable String position,
        @Nullable String grade,
        @Nullable String orgUnit,
        @Nullable RegistryPersonId personId,
        @Nullable Appraiser asAppraiser,
        @Nullable Instant appraiserSeenAt,
        Map<Integer, Instant> noRecordSeen) {

    private static final Pattern STATE_SCHOOL = Pattern.compile("\\b(TK|SD|SMP|SMA|SMK|SLB)N\\b");
    private static final Pattern PERMANENT_GRADE = Pattern.compile("(I|II|III|IV)/([a-e])");

    public Identity {
        noRecordSeen = Map.copyOf(noRecordSeen);
    }

    /** The number, or null where it is missing or malformed. */
    public @Nullable Nip number() {
        try {
            return nip == null || nip.isBlank() ? null : Nip.of(nip);
        } catch (IllegalArgumentException malformed) {
            return null;
        }
    }

    /** The registry's person, if it was found to be this one; without what the registry says of their post. */
    @Nullable
    RegistryPerson registered() {
        var number = number();
        return personId == null || number == null
                ? null
                : new RegistryPerson(personId, number, name, birthDate, null, null, null);
    }

    /** The appraiser as our own roster knows them, for people whom the registry does not. */
    Appraiser fromRoster(Nip number) {
        return new Appraiser(number, name, position, gradeId(grade), orgUnit);
    }

    /** True if both say the same about who this is. */
    public boolean samePersonAs(Identity other) {
        return name.equals(other.name)
                && Objects.equals(nip, other.nip)
                && Objects.equals(birthDate, other.birthDate)
                && employmentStatus == other.employmentStatus;
    }

    /** True if both say the same about where this person works. */
    boolean samePlaceAs(Identity other) {
        return Objects.equals(position, other.position) && Objects.equals(orgUnit, other.orgUnit);
    }

    /**
     * What differs between the roster's post and unit and the registry's: {@code POST}, {@code UNIT}. Compared without
     * case and punctuation, and with the abbreviations of state schools written out; what one side lacks is not compared.
     */
    List<String> placeDifferencesFrom(Appraiser there) {
        return Stream.of(differ(position, there.post()) ? "POST" : null, differ(orgUnit, there.unit()) ? "UNIT" : null)
                .filter(Objects::nonNull)
                .toList();
    }

    private static boolean differ(@Nullable String ours, @Nullable String theirs) {
        return ours != null
                && theirs != null
                && !ours.isBlank()
                && !theirs.isBlank()
                && !bare(ours).equals(bare(theirs));
    }

    private static String bare(String name) {
        var words = name.toUpperCase(Locale.ROOT)
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return STATE_SCHOOL.matcher(words).replaceAll("$1 NEGERI");
    }

    /** The registry's code of a grade, 33 for III/c (bkn-contract.md 2.2); null for those whose code is not known. */
    static @Nullable String gradeId(@Nullable String grade) {
        var matcher = PERMANENT_GRADE.matcher(grade == null ? "" : grade.strip());
        if (!matcher.matches()) {
            return null;
        }
        int group = "IV".equals(matcher.group(1)) ? 4 : matcher.group(1).length();
        return "%d%d".formatted(group, matcher.group(2).charAt(0) - 'a' + 1);
    }

    @Override
    public String toString() {
        return "Identity[" + employeeId + "]";
    }
}
