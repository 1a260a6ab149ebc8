package id.kinerja.sync.siasn;

import static id.kinerja.sync.siasn.StubBkn.APIM;
import static id.kinerja.sync.siasn.StubBkn.INTAKE;
import static id.kinerja.sync.siasn.StubBkn.SSO;
import static id.kinerja.sync.siasn.StubBkn.json;
import static id.kinerja.sync.siasn.StubBkn.token;
import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.testing.MovableClock;
import id.kinerja.sync.registry.AgreedPlan;
import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.Capability;
import id.kinerja.sync.registry.Cause;
import id.kinerja.sync.registry.Delivery;
import id.kinerja.sync.registry.Lookup;
import id.kinerja.sync.registry.NationalPerformanceRegistry;
import id.kinerja.sync.registry.Nip;
import id.kinerja.sync.registry.Obstacle;
import id.kinerja.sync.registry.Obstacle.Blocked;
import id.kinerja.sync.registry.Obstacle.Deferred;
import id.kinerja.sync.registry.Obstacle.Refusal;
import id.kinerja.sync.registry.Obstacle.Rejected;
import id.kinerja.sync.registry.PerformancePredicate;
import id.kinerja.sync.registry.PeriodicKind;
import id.kinerja.sync.registry.PeriodicRegistry;
import id.kinerja.sync.registry.PeriodicResult;
import id.kinerja.sync.registry.Rating;
import id.kinerja.sync.registry.RegisteredPeriodicResult;
import id.kinerja.sync.registry.RegisteredResult;
import id.kinerja.sync.registry.RegistryPerson;
import id.kinerja.sync.registry.RegistryPersonId;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.registry.SharedObservation;
import id.kinerja.sync.registry.SharedObservation.Level;
import id.kinerja.sync.registry.SharedObservation.ObservedBehaviour;
import id.kinerja.sync.registry.SubmissionKind;
import id.kinerja.sync.registry.SubmissionOutcome;
import id.kinerja.sync.registry.SubmissionOutcome.Accepted;
import id.kinerja.sync.siasn.BknProperties.RefusedConnection;
import id.kinerja.sync.siasn.BknProperties.SsoMode;
import id.kinerja.sync.siasn.StubBkn.Request;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Year;
import java.time.YearMonth;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class SiasnRegistryTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Nip SITI = new Nip("198001012005012001");
    private static final Nip BUDI = new Nip("197005051995031002");
    private static final String DATA_UTAMA = "/apisiasn/1.0/pns/data-utama/" + SITI.value();
    private static final String HISTORY = "/apisiasn/1.0/pns/rw-skp22/" + SITI.value();
    private static final String SAVE = "/apisiasn/1.0/skp22/save";
    private static final RegistryPerson PERSON =
            new RegistryPerson(new RegistryPersonId("A8ACA7"), SITI, "SITI AMINAH", null, null, null, null);
    private static final AnnualResult RESULT = new AnnualResult(
            PERSON.id(),
            Year.of(2026),
            Rating.MEETS_EXPECTATION,
            Rating.BELOW_EXPECTATION,
            PerformancePredicate.POOR_MISCONDUCT,
            new Appraiser(BUDI, "BUDI SANTOSO", "Kepala Sekolah", "41", "SDN 1 Cikerut"));

    private final StubBkn bkn = new StubBkn();
    private final BknHttp http = new BknHttp(
            Duration.ofSeconds(5), 1 << 20, null, null, RefusedConnection.UNAVAILABLE, ObservationRegistry.NOOP);
    private final NationalPerformanceRegistry registry = registry();

    @AfterEach
    void close() {
        http.close();
        bkn.close();
    }

    @Test
    void a_person_is_read_whatever_the_case_of_names_and_type_of_numbers() {
        bkn.on(DATA_UTAMA, json(200, """
                        {"code":1,"data":{"ID":"A8ACA7","nipBaru":"198001012005012001","nama":"SITI AMINAH","gelarBelakang":"S.Pd.",
                        "tglLahir":"01-01-1980","jabatanNama":"Guru Ahli Muda","golRuangAkhirId":34,"golRuangAkhir":"III/d",
                        "unorNama":"SDN 1 Cikerut","unorIndukNama":"Dinas Pendidikan","statusPegawai":"PNS","unknown":{"x":1}}}"""));

        assertThat(registry.findPerson(SITI))
                .isEqualTo(new Lookup.Found<>(new RegistryPerson(
                        new RegistryPersonId("A8ACA7"),
                        SITI,
                        "SITI AMINAH",
                        LocalDate.of(1980, 1, 1),
                        "Guru Ahli Muda",
                        "34",
                        "SDN 1 Cikerut")));
        assertThat(bkn.requests(DATA_UTAMA).getFirst().headers())
                .containsEntry("Authorization", "Bearer apim-1")
                .containsEntry("Auth", "bearer sso-1")
                .containsEntry("Accept", "application/json");
    }

    @Test
    void which_unit_counts_is_a_setting() {
        bkn.on(
                DATA_UTAMA,
                json(
                        200,
                        "{\"code\":1,\"data\":[{\"id\":\"A\",\"nipBaru\":\"%s\",\"nama\":\"S\",\"unorNama\":\"SDN\",\"unorIndukNama\":\"Dinas\"}]}"
                                .formatted(SITI.value())));

        assertThat(registry("appraiser-unit", "parent-unit").findPerson(SITI))
                .isInstanceOfSatisfying(
                        Lookup.Found.class,
                        found -> assertThat(((RegistryPerson) found.value()).unit())
                                .isEqualTo("Dinas"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {\"code\":0,\"data\":\"Data tidak ditemukan\"}",
                "200 | {\"code\":0,\"message\":\"kosong\"}",
                "200 | {\"code\":1,\"data\":null}",
                "200 | {\"code\":1,\"data\":\"\"}",
                "200 | {\"code\":1,\"data\":\"Data tidak ditemukan\"}",
                "200 | {\"code\":1,\"data\":[]}"
            })
    void every_form_of_not_found_is_absent(int status, String body) {
        bkn.on(DATA_UTAMA, json(status, body));
        bkn.on(HISTORY, json(status, body));

        assertThat(registry.findPerson(SITI)).isEqualTo(new Lookup.Absent<>());
        assertThat(registry.findAnnual(PERSON, Year.of(2026))).isEqualTo(new Lookup.Absent<>());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"code\":1,\"data\":{\"nipBaru\":\"198001012005012001\",\"nama\":\"S\"}}",
                "{\"code\":1,\"data\":{\"id\":\"A\",\"nipBaru\":\"1980\",\"nama\":\"S\"}}",
                "{\"success\":true,\"mapData\":\"A\"}"
            })
    void half_a_person_is_no_person(String body) {
        bkn.on(DATA_UTAMA, json(200, body));

        assertThat(registry.findPerson(SITI))
                .isInstanceOfSatisfying(
                        Lookup.Failed.class,
                        failed -> assertThat(failed.obstacle())
                                .isInstanceOfSatisfying(
                                        Deferred.class,
                                        deferred -> assertThat(deferred.cause()).isEqualTo(Cause.BAD_BODY)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"B\",\"nipBaru\":\"198001012005012001\",\"nama\":\"SITI\"}", "{\"id\":\"B\"}"})
    void several_people_under_one_number_are_for_a_person_to_clear(String other) {
        String siti = "{\"id\":\"A\",\"nipBaru\":\"198001012005012001\",\"nama\":\"SITI AMINAH\"}";
        bkn.on(DATA_UTAMA, json(200, "{\"code\":1,\"data\":[" + siti + "," + other + "]}"));

        assertThat(registry.findPerson(SITI)).isInstanceOf(Lookup.Ambiguous.class);
    }

    @Test
    void a_periodic_result_is_saved_with_the_names_that_it_has_there() {
        bkn.on(
                "/apisiasn/1.0/kinerjaperiodik/save",
                json(200, "{\"success\":true,\"mapData\":{\"rwKinerjaPeriodikId\":\"k-1\"},\"message\":\"success\"}"));
        var result = new PeriodicResult(
                PERSON.id(),
                PeriodicKind.QUARTERLY,
                YearMonth.of(2026, 4),
                YearMonth.of(2026, 6),
                Rating.MEETS_EXPECTATION,
                Rating.ABOVE_EXPECTATION,
                PerformancePredicate.GOOD,
                RESULT.appraiser(),
                "Guru Ahli Muda");

        assertThat(periodic().putPeriodic(result, null))
                .isEqualTo(new Accepted(new RegistryRecordId("k-1"), "success"));
        assertThat(periodic("periodic-months", "number").putPeriodic(result, new RegistryRecordId("k-1")))
                .isInstanceOf(Accepted.class);
        var bodies = bkn.requests("/apisiasn/1.0/kinerjaperiodik/save").stream()
                .map(request -> JSON.readTree(request.body()))
                .toList();
        assertThat(bodies.getFirst()).isEqualTo(JSON.readTree("""
                {"pnsDinilaiId":"A8ACA7","koefisienId":"22","periodikId":"2","bulanMulaiPenilaian":"4",
                 "bulanSelesaiPenilaian":"6","tahunMulaiPenilaian":2026,"tahunSelesaiPenilaian":2026,"tahun":2026,
                 "hasilKinerjaNilai":2,"perilakuKerjaNilai":1,"kuadranKinerjaNilai":2,
                 "penilaiNipNrp":"197005051995031002","penilaiNama":"BUDI SANTOSO","penilaiJabatanNama":"Kepala Sekolah",
                 "penilaiGolongan":"41","penilaiUnorNama":"SDN 1 Cikerut","statusPenilai":"ASN"}"""));
        assertThat(bodies.getLast().path("id").asString()).isEqualTo("k-1");
        assertThat(bodies.getLast().path("bulanMulaiPenilaian").isNumber()).isTrue();

        var withoutLevel = new PeriodicResult(
                result.person(),
                result.kind(),
                result.from(),
                result.to(),
                result.workResult(),
                result.workBehaviour(),
                result.predicate(),
                result.appraiser(),
                "Pengadministrasi Umum");
        assertThat(periodic().putPeriodic(withoutLevel, null))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.diagnosis().code()).isEqualTo("no-coefficient"));
        assertThat(bodies).as("and is not sent").hasSize(2);
    }

    @Test
    void periodic_results_of_a_year_and_kind_are_read_by_their_keys() {
        String list = "/apisiasn/1.0/pns/rw-kinerjaperiodik/" + SITI.value();
        bkn.on(list, json(200, """
                {"code":1,"data":[
                 {"id":"k-1","tahun":"2026","periodikId":"2","hasilKinerjaNilai":2.00,"perilakuKerjaNilai":1,
                  "kuadranKinerjaNilai":2,"penilaiNipNrp":"197005051995031002"},
                 {"id":"k-2","tahun":2026,"periodikId":"1"},{"id":"k-3","tahun":2025,"periodikId":"2"}]}"""));
        assertThat(periodic().listPeriodic(PERSON, Year.of(2026), PeriodicKind.QUARTERLY))
                .isEqualTo(new Lookup.Found<>(List.of(new RegisteredPeriodicResult(
                        new RegistryRecordId("k-1"),
                        Rating.MEETS_EXPECTATION,
                        Rating.ABOVE_EXPECTATION,
                        PerformancePredicate.GOOD,
                        BUDI.value()))));
        bkn.on(list, json(404, "{\"code\":0,\"data\":\"Data tidak ditemukan\"}"));
        assertThat(periodic().listPeriodic(PERSON, Year.of(2026), PeriodicKind.QUARTERLY))
                .isEqualTo(new Lookup.Absent<>());
    }

    private PeriodicRegistry periodic(String... settings) {
        var properties = bkn.properties(settings);
        return new SiasnPeriodicRegistry(calls(properties), properties.periodicMonths());
    }

    @Test
    void a_year_before_the_first_that_bkn_takes_is_refused_without_asking() {
        assertThat(registry.findAnnual(PERSON, Year.of(2021)))
                .isInstanceOfSatisfying(
                        Lookup.Failed.class,
                        failed -> assertThat(failed.obstacle()).isInstanceOf(Rejected.class));
        assertThat(bkn.requests(HISTORY)).isEmpty();
        bkn.on(HISTORY, json(200, "{\"code\":1,\"data\":[]}"));
        assertThat(registry("first-year", "2021").findAnnual(PERSON, Year.of(2021)))
                .isEqualTo(new Lookup.Absent<>());
    }

    @ParameterizedTest
    @CsvSource({"401, Unauthorized", "403, Forbidden"})
    void what_is_kept_from_us_about_one_person_leaves_tokens_and_others_alone(int status, String words) {
        bkn.on(DATA_UTAMA, json(status, "{\"message\":\"" + words + "\"}"));
        bkn.on(HISTORY, json(200, "{\"code\":1,\"data\":[]}"));

        for (var manual : List.of(false, true)) {
            var asked = manual ? registry("sso-mode", "manual", "sso-token", "by-hand") : registry;
            assertThat(asked.findPerson(SITI))
                    .isInstanceOfSatisfying(
                            Lookup.Failed.class,
                            failed -> assertThat(failed.obstacle())
                                    .isInstanceOfSatisfying(
                                            Rejected.class,
                                            rejected -> assertThat(rejected.refusal())
                                                    .isEqualTo(Refusal.FORBIDDEN)));
            assertThat(asked.findAnnual(PERSON, Year.of(2026))).isEqualTo(new Lookup.Absent<>());
        }
    }

    @Test
    void the_row_of_the_year_is_read_with_its_odd_names_and_fractions() {
        bkn.on(HISTORY, json(200, """
                        {"code":"1","data":[
                         {"id":"r25","tahun":2025,"hasilKinerjaNilai":1},
                         {"id":"r26","tahun":"2026","hasilKinerja":"SESUAI EKSPEKTASI","hasilKinerjaNilai":2.00,"PerilakuKerjaNilai":"3",
                          "KuadranKinerjaNilai":4.00,"nipNrpPenilai":"197005051995031002","path":{"890":{"dok_id":"890"}}}]}"""));

        assertThat(registry.findAnnual(PERSON, Year.of(2026))).isInstanceOfSatisfying(Lookup.Found.class, found -> {
            RegisteredResult row = (RegisteredResult) found.value();
            assertThat(row.id()).isEqualTo(new RegistryRecordId("r26"));
            assertThat(row.differencesFrom(RESULT)).isEmpty();
        });
        assertThat(registry.findAnnual(PERSON, Year.of(2024))).isEqualTo(new Lookup.Absent<>());
    }

    @Test
    void values_outside_the_codes_are_unknown_and_not_rounded() {
        bkn.on(
                HISTORY,
                json(
                        200,
                        "{\"code\":1,\"data\":[{\"id\":\"r\",\"tahun\":2026,\"hasilKinerjaNilai\":1.5,\"perilakuKerjaNilai\":0}]}"));

        assertThat(registry.findAnnual(PERSON, Year.of(2026)))
                .isEqualTo(new Lookup.Found<>(
                        new RegisteredResult(new RegistryRecordId("r"), Year.of(2026), null, null, null, null)));
    }

    @Test
    void two_rows_of_one_year_are_left_to_a_person() {
        bkn.on(
                HISTORY,
                json(200, "{\"code\":1,\"data\":[{\"id\":\"a\",\"tahun\":2026},{\"id\":\"b\",\"tahun\":2026}]}"));

        assertThat(registry.findAnnual(PERSON, Year.of(2026))).isInstanceOf(Lookup.Ambiguous.class);
    }

    @Test
    void a_result_is_saved_with_numbers_as_numbers() {
        bkn.on(SAVE, json(200, "{\"success\":true,\"mapData\":\"8ae4\",\"message\":\"success\"}"));

        assertThat(registry.putAnnual(RESULT, null)).isEqualTo(new Accepted(new RegistryRecordId("8ae4"), "success"));

        Request request = bkn.requests(SAVE).getFirst();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.headers()).containsEntry("Content-Type", "application/json");
        assertThat(JSON.readTree(request.body())).isEqualTo(JSON.readTree("""
                {"pnsDinilaiOrang":"A8ACA7","tahun":2026,"hasilKinerjaNilai":2,"perilakuKerjaNilai":3,"kuadranKinerjaNilai":4,
                 "penilaiNipNrp":"197005051995031002","penilaiNama":"BUDI SANTOSO","penilaiJabatan":"Kepala Sekolah",
                 "penilaiGolongan":"41","penilaiUnorNama":"SDN 1 Cikerut","statusPenilai":"ASN"}"""));
    }

    @Test
    void a_known_record_is_named_unless_switched_off() {
        bkn.on(SAVE, json(200, "{\"success\":true,\"mapData\":{\"rwSkpId\":\"8ae4\"},\"message\":\"success\"}"));
        RegistryRecordId known = new RegistryRecordId("r26");

        assertThat(registry.putAnnual(RESULT, known)).isEqualTo(new Accepted(new RegistryRecordId("8ae4"), "success"));
        registry("send-known-record-id", "false").putAnnual(RESULT, known);

        assertThat(bkn.requests(SAVE))
                .extracting(request -> JSON.readTree(request.body()).path("id").asString("none"))
                .containsExactly("r26", "none");
    }

    @Test
    void an_expired_application_token_is_renewed_once() {
        bkn.on(SAVE, expiredApim(), json(200, "{\"success\":true,\"mapData\":\"8ae4\",\"message\":\"success\"}"));

        assertThat(registry.putAnnual(RESULT, null)).isInstanceOf(Accepted.class);
        assertThat(bkn.requests(SAVE))
                .extracting(request -> request.headers().get("Authorization"))
                .containsExactly("Bearer apim-1", "Bearer apim-2");
        assertThat(bkn.requests(SSO)).hasSize(1);
    }

    @Test
    void both_tokens_may_have_expired() {
        bkn.on(
                SAVE,
                expiredApim(),
                json(401, "{\"message\":\"invalid or expired jwt\"}"),
                json(200, "{\"success\":true,\"mapData\":\"8ae4\",\"message\":\"success\"}"));

        assertThat(registry.putAnnual(RESULT, null)).isInstanceOf(Accepted.class);
        assertThat(bkn.requests(SAVE))
                .extracting(request -> request.headers().get("Auth"))
                .containsExactly("bearer sso-1", "bearer sso-1", "bearer sso-2");
    }

    @Test
    void a_fresh_token_refused_again_needs_an_operator() {
        bkn.on(SAVE, expiredApim());

        assertThat(registry.putAnnual(RESULT, null)).isInstanceOfSatisfying(Blocked.class, blocked -> {
            assertThat(blocked.cause()).isEqualTo(Cause.GATEWAY_AUTH);
            assertThat(blocked.diagnosis().code()).isEqualTo("900901");
        });
        assertThat(bkn.requests(SAVE)).hasSize(2);
    }

    @Test
    void a_refused_password_stops_the_call_before_anything_is_sent() {
        bkn.on(SSO, json(401, "{\"error\":\"invalid_grant\",\"error_description\":\"Invalid user credentials\"}"));

        registry.putAnnual(RESULT, null);
        assertThat(registry.putAnnual(RESULT, null))
                .isInstanceOfSatisfying(
                        Blocked.class, blocked -> assertThat(blocked.cause()).isEqualTo(Cause.SSO_AUTH));
        assertThat(bkn.requests(SSO)).hasSize(1);
        assertThat(bkn.requests(SAVE)).isEmpty();

        bkn.on(SSO, token("sso-ok", 3600));
        bkn.on(SAVE, json(200, "{\"success\":true,\"mapData\":\"8ae4\",\"message\":\"success\"}"));
        registry.credentialsRepaired();
        assertThat(registry.putAnnual(RESULT, null)).isInstanceOf(Accepted.class);
    }

    @Test
    void tokens_and_reply_share_one_deadline() {
        bkn.on(SAVE, bkn.trickle());

        assertThat(registry("call-deadline", "300ms").putAnnual(RESULT, null))
                .isInstanceOfSatisfying(Deferred.class, late -> {
                    assertThat(late.cause()).isEqualTo(Cause.TIMEOUT);
                    assertThat(late.delivery()).isEqualTo(Delivery.UNKNOWN);
                });

        bkn.on(APIM, bkn.silence());
        assertThat(registry("call-deadline", "100ms").putAnnual(RESULT, null))
                .isInstanceOfSatisfying(Deferred.class, late -> {
                    assertThat(late.cause()).isEqualTo(Cause.TIMEOUT);
                    assertThat(late.delivery()).isEqualTo(Delivery.NOT_DELIVERED);
                });
    }

    @Test
    void a_refusal_is_handed_on_and_an_unclear_receipt_is_no_success() {
        bkn.on(
                SAVE,
                json(400, "{\"code\":0,\"message\":\"1 error occurred:\\n\\t* Tahun is required\\n\\n\"}"),
                json(200, "{\"code\":0,\"message\":\"Periode ditutup\"}"),
                json(404, "{\"message\":\"Not Found\"}"),
                json(200, "{\"code\":1,\"message\":\"success\"}"),
                json(200, "{\"code\":1,\"data\":[{\"id\":\"x\"}]}"));

        assertThat(registry.putAnnual(RESULT, null)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.refusal()).isEqualTo(Refusal.INVALID_VALUES);
            assertThat(rejected.reasons()).containsExactly("Tahun is required");
            assertThat(rejected.diagnosis().status()).isEqualTo(400);
        });
        assertThat(registry.putAnnual(RESULT, null))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.reasons()).containsExactly("Periode ditutup"));
        assertThat(registry.putAnnual(RESULT, new RegistryRecordId("stale")))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.refusal()).isEqualTo(Refusal.NOT_THERE));
        assertThat(registry.putAnnual(RESULT, null)).satisfies(SiasnRegistryTest::isUnclear);
        assertThat(registry.putAnnual(RESULT, null)).satisfies(SiasnRegistryTest::isUnclear);
    }

    private static void isUnclear(SubmissionOutcome outcome) {
        assertThat(outcome).isInstanceOfSatisfying(Deferred.class, deferred -> {
            assertThat(deferred.cause()).isEqualTo(Cause.BAD_BODY);
            assertThat(deferred.delivery()).isEqualTo(Delivery.UNKNOWN);
        });
    }

    @Test
    void every_rating_and_predicate_has_its_number_and_comes_back_from_it() {
        assertThat(List.of(Rating.values())).extracting(SiasnCodes::of).containsExactly(1, 2, 3);
        assertThat(List.of(PerformancePredicate.values()))
                .extracting(SiasnCodes::of)
                .containsExactly(1, 2, 3, 4, 5);
        for (Rating rating : Rating.values()) {
            assertThat(SiasnCodes.rating(java.math.BigDecimal.valueOf(SiasnCodes.of(rating))))
                    .isEqualTo(rating);
        }
        for (PerformancePredicate predicate : PerformancePredicate.values()) {
            assertThat(SiasnCodes.predicate(java.math.BigDecimal.valueOf(SiasnCodes.of(predicate))))
                    .isEqualTo(predicate);
        }
    }

    @Test
    void plans_have_no_place_in_the_registry() {
        assertThat(registry.capability(SubmissionKind.ANNUAL_RESULT)).isEqualTo(Capability.SUPPORTED);
        assertThat(registry.capability(SubmissionKind.PLAN)).isEqualTo(Capability.UNSUPPORTED);
    }

    @Test
    void a_plan_and_an_observation_are_pushed_with_the_applications_token_only() {
        bkn.on(INTAKE, json(200, "{\"success\":true,\"mapData\":\"p1\",\"message\":\"success\"}"));
        PushPlanChannel channel = new PushPlanChannel(calls(bkn.properties()), bkn.url(INTAKE));

        assertThat(channel.offer(new AgreedPlan(
                        "e1:2026", SITI, "2026", Year.of(2026), "GURU-1", List.of("GURU-1-A", "GURU-1-B"))))
                .isEqualTo(new Accepted(new RegistryRecordId("p1"), "success"));
        assertThat(channel.offer(new SharedObservation(
                        "e1:2026:1",
                        "e1:2026",
                        SITI,
                        "2026",
                        LocalDate.of(2026, 4, 2),
                        "GURU-1",
                        List.of(new ObservedBehaviour("GURU-1-A", Level.DONE_EFFECTIVE)),
                        List.of("TL-1"))))
                .isInstanceOf(Accepted.class);

        assertThat(bkn.requests(INTAKE))
                .extracting(request -> JSON.readTree(request.body()))
                .containsExactly(JSON.readTree("""
                        {"jenis":"RENCANA","nip":"198001012005012001","periode":"2026","tahun":2026,"indikator":"GURU-1",
                         "perilaku":["GURU-1-A","GURU-1-B"],"idRencana":"e1:2026"}"""), JSON.readTree("""
                        {"jenis":"OBSERVASI","nip":"198001012005012001","periode":"2026","idRencana":"e1:2026","idSiklus":"e1:2026:1",
                         "tanggal":"2026-04-02","indikator":"GURU-1","penilaian":[{"perilaku":"GURU-1-A","tingkat":"DONE_EFFECTIVE"}],
                         "tindakLanjut":["TL-1"]}"""));
        assertThat(bkn.requests(INTAKE).getFirst().headers())
                .containsEntry("Authorization", "Bearer apim-1")
                .doesNotContainKey("Auth");
        assertThat(bkn.requests(SSO)).isEmpty();
    }

    @Test
    void an_obstacle_says_enough_to_act_on_and_nothing_about_the_person() {
        bkn.on(DATA_UTAMA, json(200, "{\"code\":1,\"data\":{\"nama\":\"SITI AMINAH\",\"nik\":\"3201"));

        assertThat(registry.findPerson(SITI)).isInstanceOfSatisfying(Lookup.Failed.class, failed -> {
            Obstacle obstacle = failed.obstacle();
            assertThat(obstacle.diagnosis().code()).isEqualTo("not-json");
            assertThat(obstacle.toString()).doesNotContain("SITI", "3201", SITI.value());
        });
    }

    private static StubBkn.Answer expiredApim() {
        return json(401, "{\"code\":\"900901\",\"message\":\"Invalid Credentials\",\"description\":\"x\"}");
    }

    private NationalPerformanceRegistry registry(String... settings) {
        BknProperties properties = bkn.properties(settings);
        return new SiasnRegistry(calls(properties), properties);
    }

    private SiasnCalls calls(BknProperties properties) {
        MovableClock clock = new MovableClock("2026-11-23T10:00:00Z");
        ReplyClassifier classifier = new ReplyClassifier(properties.suspensionPause());
        return new SiasnCalls(
                http,
                classifier,
                new OAuthTokenSource(
                        new OAuthGrant.ClientCredentials(
                                properties.apimTokenUrl(), properties.consumerKey(), properties.consumerSecret()),
                        http,
                        classifier,
                        properties.tokenDeadline(),
                        clock),
                properties.ssoMode() == SsoMode.MANUAL
                        ? new ManualSsoTokenSource(new InMemorySsoTokenStore(properties.ssoToken()), clock)
                        : new OAuthTokenSource(
                                new OAuthGrant.Password(
                                        properties.ssoTokenUrl(),
                                        properties.ssoClientId(),
                                        SITI.value(),
                                        new Secret("x")),
                                http,
                                classifier,
                                properties.tokenDeadline(),
                                clock),
                clock,
                properties);
    }
}
