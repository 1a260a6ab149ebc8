package id.kinerja.kit.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.aggregate.CommandGuard.Receipt;
import org.junit.jupiter.api.Test;

class CommandGuardTest {

    @Test
    void a_request_that_is_sent_again_with_its_key_names_the_same_thing_and_nobody_elses() {
        var first = keyed("sari@guru.sd.belajar.id a-key-of-mine").newId();

        assertThat(keyed("sari@guru.sd.belajar.id a-key-of-mine").newId()).isEqualTo(first);
        assertThat(keyed("sari@guru.sd.belajar.id another-key").newId()).isNotEqualTo(first);
        assertThat(keyed("bayu@guru.sd.belajar.id a-key-of-mine").newId()).isNotEqualTo(first);
    }

    @Test
    void without_a_key_every_request_names_something_new() {
        var guard = CommandGuard.none();

        assertThat(guard.newId()).isNotEqualTo(guard.newId());
    }

    private static CommandGuard keyed(String key) {
        return new CommandGuard(null, new Receipt(key, "hash"));
    }
}
