package id.kinerja.observation.coaching;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.directory.School;
import id.kinerja.kit.events.EventEnvelope;
import id.kinerja.kit.events.Subscription;
import id.kinerja.kit.regulation.Regulation.StageName;
import id.kinerja.kit.testing.ServiceSuite;
import id.kinerja.observation.coaching.GrantedExtensions.DeadlineExtended;
import id.kinerja.observation.coaching.GrantedExtensions.DeadlineExtensionWithdrawn;
import id.kinerja.observation.coaching.GrantedExtensions.Granted;
import id.kinerja.observation.coaching.GrantedExtensions.Scope;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class GrantedExtensionsTest extends ServiceSuite {

    private static final Instant NOW = Instant.parse("2026-03-02T03:00:00Z");
    private static final LocalDate LAST = LocalDate.of(2027, 1, 31);

    @Autowired
    private GrantedExtensions extensions;

    private final String mark = UUID.randomUUID().toString();
    private final School school =
            new School(mark, "SD NEGERI CONTOH", "SD", "Kab. " + mark, "Jawa Tengah", ZoneId.of("Asia/Jakarta"));

    @Test
    void an_extension_holds_for_whom_it_is_for_and_for_its_stage_until_it_expires() {
        var sari = UUID.randomUUID().toString();
        var bayu = UUID.randomUUID().toString();
        grant(Scope.EMPLOYEE, sari, StageName.OBSERVATION, null);
        grant(Scope.SCHOOL, mark, StageName.OBSERVATION, NOW.plusSeconds(1));
        grant(Scope.SCHOOL, mark, StageName.OBSERVATION, NOW);
        grant(Scope.SCHOOL, mark, StageName.ASSESSMENT, null);
        grant(Scope.SCHOOL, UUID.randomUUID().toString(), StageName.OBSERVATION, null);
        grant(Scope.REGENCY, School.regencyCode("Kab. " + mark), StageName.OBSERVATION, null);

        var granted = extensions.inForce("2026", StageName.OBSERVATION, school, List.of(sari, bayu), NOW);

        assertThat(granted.stream().filter(one -> one.isFor(sari))).hasSize(3);
        assertThat(granted.stream().filter(one -> one.isFor(bayu)))
                .hasSize(2)
                .extracting(Granted::lastDay)
                .containsOnly(LAST);
        assertThat(extensions.inForce("2025", StageName.OBSERVATION, school, List.of(sari), NOW))
                .isEmpty();
    }

    @Test
    void what_is_withdrawn_stays_withdrawn_in_whatever_order_and_however_often_events_come() {
        var random = new Random(20_306_577);
        for (int i = 0; i < 20; i++) {
            var extensionId = UUID.randomUUID().toString();
            var told = new ArrayList<>(List.of(1L, 2L, random.nextLong(1, 3)));
            Collections.shuffle(told, random);
            told.forEach(sequence -> tell(
                    extensionId,
                    sequence,
                    sequence == 1
                            ? extended(extensionId, Scope.SCHOOL, mark, StageName.OBSERVATION, null)
                            : new DeadlineExtensionWithdrawn(extensionId)));
        }

        assertThat(extensions.inForce("2026", StageName.OBSERVATION, school, List.of(), NOW))
                .isEmpty();
    }

    private void grant(Scope scope, String whom, StageName stage, @Nullable Instant validUntil) {
        var extensionId = UUID.randomUUID().toString();
        tell(extensionId, 1, extended(extensionId, scope, whom, stage, validUntil));
    }

    private static DeadlineExtended extended(
            String extensionId, Scope scope, String whom, StageName stage, @Nullable Instant validUntil) {
        return new DeadlineExtended(
                extensionId,
                scope,
                scope == Scope.EMPLOYEE ? whom : null,
                scope == Scope.SCHOOL ? whom : null,
                scope == Scope.REGENCY ? whom : null,
                "2026",
                stage,
                LAST,
                validUntil);
    }

    private void tell(String extensionId, long sequence, Object payload) {
        var type = payload instanceof DeadlineExtended
                ? GrantedExtensions.DEADLINE_EXTENDED
                : GrantedExtensions.DEADLINE_EXTENSION_WITHDRAWN;
        var envelope = new EventEnvelope(
                UUID.randomUUID().toString(),
                type,
                "/planning/deadline-extensions/" + extensionId,
                extensionId,
                NOW,
                sequence,
                null);
        extensions.subscriptions().all().stream()
                .filter(subscription -> subscription.type().equals(type))
                .forEach(subscription -> accept(subscription, envelope, payload));
    }

    private static <T> void accept(Subscription<T> subscription, EventEnvelope envelope, Object payload) {
        subscription.handler().accept(envelope, subscription.payload().cast(payload));
    }
}
