package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.Appointment;
import id.kinerja.kit.directory.AppraiserCapacity;
import id.kinerja.kit.directory.EmploymentStatus;
import id.kinerja.kit.directory.Role;
import id.kinerja.planning.roster.AppraiserPolicy.Way;
import id.kinerja.planning.roster.Deciding.Others;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecidingTest {

    /** The other case is always WAIT, so that a mix-up of the two shows. */
    @ParameterizedTest(name = "{0} under {1}, next superior {2}, substitute {3}: {4} as {5}")
    @CsvSource({
        "DEFINITIVE, WAIT,           head, stand, ratna, APPRAISER",
        "DEFINITIVE, AUTOMATIC,      head, stand, ratna, APPRAISER",
        "ACTING,     ACTING_DECIDES, head, stand, ratna, ACTING",
        "ACTING,     NEXT_SUPERIOR,  head, stand, head,  NEXT_SUPERIOR",
        "ACTING,     NEXT_SUPERIOR,  ,     stand, ,      NOBODY",
        "ACTING,     SUBSTITUTE,     head, stand, stand, SUBSTITUTE",
        "ACTING,     SUBSTITUTE,     head, ,      ,      NOBODY",
        "ACTING,     WAIT,           head, stand, ,      NOBODY",
        "ACTING,     AUTOMATIC,      head, stand, ratna, AUTOMATIC",
        "VACANT,     NEXT_SUPERIOR,  head, stand, head,  NEXT_SUPERIOR",
        "VACANT,     NEXT_SUPERIOR,  ,     stand, ,      NOBODY",
        "VACANT,     SUBSTITUTE,     head, stand, stand, SUBSTITUTE",
        "VACANT,     SUBSTITUTE,     head, ,      ,      NOBODY",
        "VACANT,     WAIT,           head, stand, ,      NOBODY",
        "VACANT,     AUTOMATIC,      head, stand, head,  AUTOMATIC",
        "VACANT,     AUTOMATIC,      ,     stand, stand, AUTOMATIC",
        "VACANT,     AUTOMATIC,      ,     ,      ,      NOBODY"
    })
    void who_decides_is_the_policys_to_say(
            String post,
            Way way,
            @Nullable String superior,
            @Nullable String substitute,
            @Nullable String who,
            AppraiserCapacity capacity) {
        var vacant = post.equals("VACANT");
        var policy = new AppraiserPolicy(
                AppraiserPolicy.DEFAULT, vacant ? way : Way.WAIT, vacant ? Way.WAIT : way, substitute, List.of());
        var appraiser = vacant ? null : principal(Appointment.valueOf(post));

        assertThat(Deciding.under(policy, appraiser, new Others(superior, substitute)))
                .isEqualTo(new Deciding(who, capacity));
    }

    private static Employee principal(Appointment appointment) {
        return Employee.described(
                "ratna",
                "ratna@guru.sd.belajar.id",
                "Ratna",
                null,
                null,
                null,
                EmploymentStatus.PNS,
                Role.PRINCIPAL,
                "20306577",
                "Kepala Sekolah",
                null,
                "SD NEGERI 3 KWADUNGAN",
                null,
                null,
                appointment,
                null,
                null,
                LocalDate.of(2026, 1, 5),
                null);
    }
}
