package id.kinerja.simulator.control;

import id.kinerja.simulator.record.Records;
import id.kinerja.simulator.record.Stored.Person;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** Tells the simulated BKN which civil servants exist. */
@RestController
@RequestMapping("/simulator/persons")
class PersonControl {

    private static final List<String> ROMAN = List.of("I", "II", "III", "IV");

    /** A person to be known; ids that are not given follow from the NIP, the unit and the grade. */
    record Seed(
            @Nullable String nip,
            @Nullable String name,
            @Nullable LocalDate birthDate,
            @Nullable String bknId,
            @Nullable String position,
            @Nullable String grade,
            @Nullable String gradeId,
            @Nullable String unit,
            @Nullable String unitId,
            @Nullable String statusPegawai) {}

    record Seeded(int created, int updated, int total) {}

    private final Records records;

    PersonControl(Records records) {
        this.records = records;
    }

    /** Idempotent by NIP: the same person again replaces what was known of them. */
    @PostMapping
    Seeded seed(@RequestBody List<Seed> seeds) {
        List<Person> persons = new ArrayList<>(seeds.size());
        for (int i = 0; i < seeds.size(); i++) {
            persons.add(person(i, seeds.get(i)));
        }
        return records.change(change -> {
            int known = change.now().counts().persons();
            long updated = persons.stream()
                    .map(Person::nip)
                    .distinct()
                    .filter(nip -> change.now().person(nip).isPresent())
                    .count();
            long distinct = persons.stream().map(Person::nip).distinct().count();
            persons.forEach(change::put);
            int created = (int) (distinct - updated);
            return new Seeded(created, (int) updated, known + created);
        });
    }

    @GetMapping
    List<Person> list(
            @RequestParam(defaultValue = "100") int limit, @RequestParam(required = false) @Nullable String nip) {
        return records.persons().stream()
                .filter(person -> nip == null || person.nip().equals(nip))
                .limit(limit)
                .toList();
    }

    private static Person person(int index, Seed seed) {
        String nip = required(index, "nip", seed.nip());
        if (!nip.matches("[0-9]{18}")) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "person %d: nip must have 18 digits".formatted(index));
        }
        String grade = or(seed.grade(), "");
        String unit = or(seed.unit(), "");
        return new Person(
                nip,
                required(index, "name", seed.name()),
                seed.birthDate(),
                or(seed.bknId(), id("person", nip)),
                or(seed.position(), ""),
                grade,
                or(seed.gradeId(), gradeId(grade)),
                unit,
                or(seed.unitId(), id("unit", unit)),
                or(seed.statusPegawai(), "PNS"));
    }

    /** [E] golongan ids are two digits: III/d is 34. Other grades keep their own text [U]. */
    private static String gradeId(String grade) {
        String[] parts = grade.split("/", -1);
        int roman = ROMAN.indexOf(parts[0]) + 1;
        int letter = parts.length == 2 && parts[1].length() == 1 ? "abcde".indexOf(parts[1].charAt(0)) + 1 : 0;
        return roman > 0 && letter > 0 ? "" + roman + letter : grade;
    }

    /** [E] BKN's person ids are 32 hexadecimal digits or UUIDs. */
    private static String id(String kind, String name) {
        return UUID.nameUUIDFromBytes((kind + ":" + name).getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "")
                .toUpperCase(Locale.ROOT);
    }

    private static String or(@Nullable String value, String otherwise) {
        return value == null || value.isBlank() ? otherwise : value;
    }

    private static String required(int index, String name, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw new ResponseStatusException(
                    HttpStatus.BAD_REQUEST, "person %d: %s is required".formatted(index, name));
        }
        return value;
    }
}
