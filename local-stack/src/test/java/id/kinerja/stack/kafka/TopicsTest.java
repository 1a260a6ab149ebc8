package id.kinerja.stack.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TopicsTest {

    @Test
    void personal_data_and_results_of_a_person_are_for_our_own_services_only() {
        assertThat(Topics.all().stream().filter(Topics.Topic::internal).map(Topics.Topic::name))
                .containsExactlyInAnyOrder("kinerja.roster.events", "kinerja.assessment.results");
    }

    @Test
    void every_topic_keeps_all_events_in_the_same_number_of_partitions() {
        assertThat(Topics.all()).hasSize(6).allSatisfy(topic -> {
            assertThat(topic.partitions()).isEqualTo(24);
            assertThat(topic.retention()).isNull();
            assertThat(topic.events()).isNotEmpty();
        });
    }
}
