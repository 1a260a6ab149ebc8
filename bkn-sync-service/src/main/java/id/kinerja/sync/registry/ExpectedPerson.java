package id.kinerja.sync.registry;

import java.text.Normalizer;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who we take an employee number to be, for the comparison without which nothing is written about a person. */
public record ExpectedPerson(Nip nip, String name, @Nullable LocalDate birthDate) {

    /** What differs between our roster and the registry. */
    public enum Difference {
        NIP,
        NAME,
        BIRTH_DATE
    }

    private static final Set<String> TITLES =
            Set.of("DR", "DRS", "DRA", "DRG", "IR", "H", "HJ", "HAJI", "HAJJAH", "KH", "PROF", "APT");

    /**
     * Compares with the person that the registry found; an empty set is a positive match.
     *
     * <p>Names are compared without titles, case, accents and punctuation. A birth date that our roster lacks is taken
     * from the number; one that the registry does not tell is not compared.
     */
    public Set<Difference> differencesFrom(RegistryPerson found) {
        Set<Difference> differences = EnumSet.noneOf(Difference.class);
        if (!nip.equals(found.nip())) {
            differences.add(Difference.NIP);
        }
        if (!bareName(name).equals(bareName(found.name()))) {
            differences.add(Difference.NAME);
        }
        LocalDate expected = birthDate != null ? birthDate : nip.birthDate();
        if (expected != null && found.birthDate() != null && !expected.equals(found.birthDate())) {
            differences.add(Difference.BIRTH_DATE);
        }
        return differences;
    }

    private static String bareName(String name) {
        int degrees = name.indexOf(',');
        String given = Normalizer.normalize(degrees < 0 ? name : name.substring(0, degrees), Normalizer.Form.NFD)
                .replaceAll("\\p{M}", "")
                .replaceAll("['’`]", "")
                .toUpperCase(Locale.ROOT);
        return Stream.of(given.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .dropWhile(TITLES::contains)
                .collect(Collectors.joining(" "));
    }

    @Override
    public String toString() {
        return "ExpectedPerson[" + nip + "]";
    }
}
