package id.kinerja.sync.lane;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import id.kinerja.kit.aggregate.CommandResult;
import id.kinerja.kit.testing.Infrastructure;
import id.kinerja.sync.StateTable;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Diagnosis;
import id.kinerja.sync.remedy.Trouble;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.data.mongodb.core.MongoTemplate;

/** What operators can do to a lane in each of its states, over the real driver. */
class LaneCommandsTest {

    private static final Instant NOW = Instant.parse("2026-12-17T04:00:00Z");
    private static final Instant LATER = NOW.plusSeconds(3600);
    private static final String WHO = "operator@dinas.belajar.id";

    /** The status afterwards; {@code -} is refused as wrong-state. */
    private static final String TABLE = """
            state            pause            resume   release
            OPEN             OPERATOR_PAUSED  -        -
            PAUSED           OPERATOR_PAUSED  -        OPEN
            PAUSE_OVER       OPERATOR_PAUSED  -        -
            OPERATOR_PAUSED  OPERATOR_PAUSED  OPEN     -
            OPERATOR_OVER    OPERATOR_PAUSED  -        -
            BOTH_PAUSED      OPERATOR_PAUSED  PAUSED   OPERATOR_PAUSED
            BLOCKED          BLOCKED          -        OPEN
            BLOCKED_PAUSED   BLOCKED          BLOCKED  OPERATOR_PAUSED
            """;

    private final MongoClient client;
    private final Lanes lanes;

    LaneCommandsTest() {
        var uri = Infrastructure.newDatabase();
        client = MongoClients.create(uri);
        lanes = new Lanes(new MongoTemplate(client, uri.replaceAll("^.*/([^?]*).*$", "$1")));
        lanes.find(Lane.SIASN);
    }

    @AfterEach
    void close() {
        client.close();
    }

    private void pausedByBkn(Instant until) {
        lanes.pause(Lane.SIASN, Cause.THROTTLED, until);
    }

    private void blocked() {
        lanes.block(Lane.SIASN, new Lane.Block(Cause.SSO_AUTH, NOW, Diagnosis.local("invalid_grant", "")));
    }

    private CommandResult<Lane> pause(Instant until) {
        return lanes.pauseByOperator(Lane.SIASN, null, WHO, until, "audit at BKN", NOW);
    }

    private void bring(String state) {
        Map<String, Consumer<Lanes>> states = Map.of(
                "OPEN", none -> {},
                "PAUSED", none -> pausedByBkn(LATER),
                "PAUSE_OVER", none -> pausedByBkn(NOW),
                "OPERATOR_PAUSED", none -> pause(LATER),
                "OPERATOR_OVER", none -> pause(NOW),
                "BOTH_PAUSED",
                        none -> {
                            pausedByBkn(LATER);
                            pause(LATER);
                        },
                "BLOCKED", none -> blocked(),
                "BLOCKED_PAUSED",
                        none -> {
                            blocked();
                            pause(LATER);
                        });
        Objects.requireNonNull(states.get(state), state).accept(lanes);
    }

    static Stream<Arguments> cells() {
        return StateTable.cells(TABLE);
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @MethodSource("cells")
    void every_command_has_a_defined_answer_in_every_state(String state, String command, String expected) {
        bring(state);
        var before = lanes.find(Lane.SIASN);
        var result = switch (command) {
            case "pause" -> lanes.pauseByOperator(Lane.SIASN, before.revision(), WHO, null, "audit at BKN", NOW);
            case "resume" -> lanes.resume(Lane.SIASN, before.revision(), WHO, NOW);
            default -> lanes.release(Lane.SIASN, before.revision(), WHO, NOW);
        };
        var after = lanes.find(Lane.SIASN);
        if (expected.equals("-")) {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            CommandResult.Refused.class,
                            refused -> assertThat(refused.refusal().facts())
                                    .containsEntry("command", command)
                                    .containsEntry(
                                            "currentState", before.status(NOW).name()));
            assertThat(after).isEqualTo(before);
            return;
        }
        assertThat(result).isInstanceOf(CommandResult.Changed.class);
        assertThat(after.status(NOW)).hasToString(expected);
        assertThat(after.revision()).isEqualTo(before.revision() + 1);
        assertThat(after.history().getLast().command()).hasToString(command.toUpperCase(java.util.Locale.ROOT));
        assertThat(after.history().getLast().by()).isEqualTo(WHO);
        assertThat(lanes.resume(Lane.SIASN, before.revision(), WHO, NOW))
                .as("from an older version")
                .isInstanceOf(CommandResult.Stale.class);
    }

    @Test
    void the_table_reaches_every_status_and_every_command() {
        var words = Arrays.asList(TABLE.strip().split("\\s+"));
        assertThat(words)
                .contains(Stream.of(Lane.Status.values()).map(Enum::name).toArray(String[]::new));
        assertThat(TABLE.lines().findFirst().orElseThrow().strip().split("\\s+"))
                .hasSize(4);
    }

    @Test
    void what_an_operator_wants_and_what_bkn_wants_are_kept_apart() {
        pausedByBkn(LATER);
        lanes.pauseByOperator(Lane.SIASN, null, WHO, null, "audit at BKN", NOW);
        var paused = lanes.find(Lane.SIASN);
        assertThat(paused.opensAt(NOW)).as("only a command opens it").isNull();
        assertThat(paused.trouble(NOW)).isEqualTo(Trouble.OPERATOR_PAUSE);

        lanes.resume(Lane.SIASN, null, WHO, NOW);
        var resumed = lanes.find(Lane.SIASN);
        assertThat(resumed.pause())
                .as("resuming does not lift the time that BKN named")
                .isNotNull();
        assertThat(resumed.opensAt(NOW)).isEqualTo(LATER);
        assertThat(resumed.trouble(NOW)).isEqualTo(Trouble.THROTTLED);

        lanes.pauseByOperator(Lane.SIASN, null, WHO, LATER.plusSeconds(1), "audit at BKN", NOW);
        assertThat(lanes.find(Lane.SIASN).opensAt(NOW))
                .as("the later of the two")
                .isEqualTo(LATER.plusSeconds(1));
    }

    @Test
    void the_latest_twenty_commands_are_kept() {
        for (int times = 0; times < 15; times++) {
            pause(LATER);
            lanes.resume(Lane.SIASN, null, WHO, NOW);
        }
        assertThat(lanes.find(Lane.SIASN).history()).hasSize(20);
    }
}
