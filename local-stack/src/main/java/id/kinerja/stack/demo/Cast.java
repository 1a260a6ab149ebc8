package id.kinerja.stack.demo;

import java.util.List;
import java.util.stream.Stream;

/** The people of one school and the head of the office that the principal answers to. */
public record Cast(School school, Person officeHead, Person principal, List<Person> teachers) {

    public Cast {
        teachers = List.copyOf(teachers);
    }

    /** Everybody, appraisers before those whom they appraise. */
    public List<Person> everybody() {
        return Stream.concat(Stream.of(officeHead, principal), teachers.stream())
                .toList();
    }

    /** Those who have a plan and an assessment: the principal and the teachers. */
    public List<Person> appraised() {
        return Stream.concat(Stream.of(principal), teachers.stream()).toList();
    }

    /** Who appraises this person. */
    public Person appraiserOf(Person person) {
        return person.equals(principal) ? officeHead : principal;
    }
}
