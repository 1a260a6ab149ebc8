package id.kinerja.planning.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.directory.Directory;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What was decided stays as it was, whatever becomes of the people. */
class PlanRecordTest extends ServiceSuite {

    private static final String HEADER =
            "account,name,nip,nuptk,birth_date,employment_status,role,npsn,position,grade,org_unit,appraiser_account\n";

    @Autowired
    private Directory directory;

    private final String mark = Integer.toString(ThreadLocalRandom.current().nextInt(10_000_000, 90_000_000));
    private final String hendra = "hendra." + mark + "@dinas.belajar.id";
    private final String ratna = "ratna." + mark + "@guru.sd.belajar.id";
    private final String sari = "sari." + mark + "@guru.sd.belajar.id";
    private final List<String> numbers = List.of(Cast.newNip(), Cast.newNip(), Cast.newNip());

    @BeforeEach
    void roster() {
        school("SMP", "SMP NEGERI 3 KWADUNGAN");
        imported("employees", people("Sari Umpama", "Guru Ahli Pertama", "III/b", "SMP NEGERI 3 KWADUNGAN", ratna));
        await().atMost(SOON)
                .until(() -> as(sari).get("/api/v1/me")
                        .body()
                        .at("/employee/npsn")
                        .asString("")
                        .equals(mark));
        await().atMost(SOON)
                .until(() -> as(ratna)
                        .get("/api/v1/me")
                        .body()
                        .at("/employee/npsn")
                        .asString("")
                        .equals(mark));
    }

    @Test
    void who_they_were_is_kept_with_each_decision_and_does_not_change_with_the_roster() {
        var plan = submitted();
        command(ratna, plan, "/return", Map.of("reasons", List.of(Map.of("section", "PRACTICE", "text", "Contoh."))));
        command(sari, plan, "/submission", null);
        command(ratna, plan, "/approval", null);
        var record = as(sari).get(plan).body().path("record");

        assertThat(record.valueStream().map(kept -> kept.path("status").asString()))
                .containsExactly("SUBMITTED", "RETURNED", "SUBMITTED", "AGREED");
        assertThat(record.valueStream().map(kept -> kept.path("by").asString()))
                .containsExactly(idOf(sari), idOf(ratna), idOf(sari), idOf(ratna));
        assertThat(record.valueStream().map(kept -> kept.path("contentVersion").asInt()))
                .containsExactly(1, 1, 2, 2);
        assertThat(record).allSatisfy(kept -> {
            assertThat(kept.at("/owner/name").asString()).isEqualTo("Sari Umpama");
            assertThat(kept.at("/owner/position").asString()).isEqualTo("Guru Ahli Pertama");
            assertThat(kept.at("/owner/grade").asString()).isEqualTo("III/b");
            assertThat(kept.at("/owner/orgUnit").asString()).isEqualTo("SMP NEGERI 3 KWADUNGAN");
            assertThat(kept.at("/appraiser/name").asString()).isEqualTo("Ratna Misalkan");
            assertThat(kept.path("npsn").asString()).isEqualTo(mark);
            assertThat(kept.path("school").asString()).isEqualTo("SMP NEGERI 3 KWADUNGAN");
            assertThat(kept.path("schoolLevel").asString()).isEqualTo("SMP");
            assertThat(kept.path("regulation").asString()).isEqualTo("2025");
            assertThat(kept.path("regulationVersion").asInt()).isPositive();
        });

        imported("employees", people("Sari Seandainya", "Guru Ahli Muda", "III/c", "UNIT LAIN", hendra));
        await().atMost(SOON)
                .until(() -> as(sari).get("/api/v1/me")
                        .body()
                        .at("/employee/name")
                        .asString("")
                        .equals("Sari Seandainya"));
        assertThat(as(sari).get(plan).body().path("record").toString()).isEqualTo(record.toString());

        await().atMost(SOON).until(() -> as(hendra).get(plan).status() == 200);
        command(hendra, plan, "/reopening", Map.of("reason", "Contoh."));
        var longer = as(sari).get(plan).body().path("record");
        assertThat(longer.valueStream().limit(4).map(JsonNode::toString))
                .isEqualTo(record.valueStream().map(JsonNode::toString).toList());
        assertThat(longer.at("/4/status").asString()).isEqualTo("REOPENED");
        assertThat(longer.at("/4/owner/name").asString()).isEqualTo("Sari Seandainya");
        assertThat(longer.at("/4/appraiser/name").asString()).isEqualTo("Hendra Contoh");
    }

    @Test
    void a_decided_plan_and_a_closed_one_read_the_same_whatever_becomes_of_people_and_schools() {
        var plan = submitted(Map.of("dutyCodes", List.of("PEMBINA-OSIS")));
        command(ratna, plan, "/approval", null);
        var agreed = as(sari).get(plan).body();
        assertThat(agreed.at("/summary/sections").valueStream())
                .allSatisfy(section -> assertThat(section.path("complete").asBoolean())
                        .as(section.toString())
                        .isTrue());

        // At a primary school nobody has such a duty.
        school("SD", "SD NEGERI LAIN");
        imported("employees", people("Sari Seandainya", "Guru Ahli Muda", "III/c", "UNIT LAIN", hendra));
        await().atMost(SOON)
                .until(() -> as(sari).get(plan)
                        .body()
                        .path("appraiserId")
                        .asString("")
                        .equals(idOf(hendra)));
        var later = as(sari).get(plan).body();
        assertThat(withoutWhoDecidesNow(later)).isEqualTo(withoutWhoDecidesNow(agreed));

        command(hendra, plan, "/reopening", Map.of("reason", "Contoh."));
        assertThat(as(sari).get(plan).body().at("/summary/errors/0/code").asString())
                .as("what is open is measured by what the school is now")
                .isEqualTo("duty-not-at-level");
        school("SMP", "SMP NEGERI 3 KWADUNGAN");
        var other = Integer.toString(Integer.parseInt(mark) + 1);
        school(other, "SMP", "SMP NEGERI 9 CONTOH");
        imported("employees", people("Sari Seandainya", "Guru Ahli Muda", "III/c", "UNIT LAIN", ratna, other));
        await().atMost(SOON)
                .until(() -> as(sari).get(plan).body().path("status").asString().equals("CLOSED"));
        var closed = as(sari).get(plan).body();
        assertThat(closed.at("/closure/schoolLevel").asString()).isEqualTo("SMP");
        school("SD", "SD NEGERI LAIN");
        imported("employees", people("Sari Andaikan", "Guru Ahli Madya", "IV/a", "UNIT KETIGA", hendra, other));
        await().atMost(SOON)
                .until(() -> as(sari).get(plan + ".2")
                        .body()
                        .path("appraiserId")
                        .asString("")
                        .equals(idOf(hendra)));
        assertThat(as(sari).get(plan).body()).isEqualTo(closed);
    }

    /** A decided plan can still be opened again, so it names who could do that; in its record it is who decided. */
    private static JsonNode withoutWhoDecidesNow(JsonNode plan) {
        return ((ObjectNode) plan.deepCopy()).remove(List.of("appraiserId", "appraiserCapacity", "version"));
    }

    @Test
    void why_a_plan_was_returned_or_reopened_stays_when_it_is_submitted_and_approved_anew() {
        var plan = submitted();
        command(
                ratna,
                plan,
                "/return",
                Map.of("reasons", List.of(Map.of("section", "PRACTICE", "text", "Pilih yang lain."))));
        command(sari, plan, "/submission", null);
        command(ratna, plan, "/approval", null);
        command(ratna, plan, "/reopening", Map.of("reason", "Program berubah."));
        command(sari, plan, "/submission", null);
        command(ratna, plan, "/approval", null);

        for (var reader : List.of(as(sari), as(ratna), as("office@dinas.belajar.id", "office"))) {
            var read = reader.get(plan).body();
            assertThat(read.path("returnReasons")).isEmpty();
            assertThat(read.path("reopenReason").isNull()).isTrue();
            assertThat(read.path("record")
                            .valueStream()
                            .map(kept -> "%s %s %s"
                                    .formatted(
                                            kept.path("status").asString(),
                                            kept.path("returnReasons")
                                                    .valueStream()
                                                    .map(reason -> reason.path("section")
                                                                    .asString() + ": "
                                                            + reason.path("text")
                                                                    .asString())
                                                    .toList(),
                                            kept.path("reopenReason").asString("-"))))
                    .containsExactly(
                            "SUBMITTED [] -",
                            "RETURNED [PRACTICE: Pilih yang lain.] -",
                            "SUBMITTED [] -",
                            "AGREED [] -",
                            "REOPENED [] Program berubah.",
                            "SUBMITTED [] -",
                            "AGREED [] -");
        }
    }

    @Test
    void an_approval_among_many_is_kept_like_a_single_one() {
        var plan = submitted();
        var etag = as(sari).get(plan).etag();
        var planId = idOf(sari) + ":2026";
        var accepted = as(ratna)
                .post("/api/v1/bulk-approvals", Map.of("items", List.of(Map.of("planId", planId, "etag", etag))));
        assertThat(accepted.status()).as(accepted.body().toString()).isEqualTo(202);

        await().atMost(SOON)
                .until(() -> as(sari).get(plan).body().path("status").asString().equals("AGREED"));
        var kept = as(sari).get(plan).body().at("/record/1");
        assertThat(kept.path("by").asString()).isEqualTo(idOf(ratna));
        assertThat(kept.at("/appraiser/name").asString()).isEqualTo("Ratna Misalkan");
    }

    private String submitted() {
        return submitted(Map.of("dutyCodes", List.of()));
    }

    private String submitted(Map<String, ?> duties) {
        var teacher = as(sari);
        var drafted = teacher.post("/api/v1/plans", Map.of("periodId", "2026"));
        assertThat(drafted.status()).as(drafted.body().toString()).isEqualTo(201);
        var plan = "/api/v1/plans/" + idOf(sari) + ":2026";
        section(plan, "/practice", Map.of("indicatorCode", "GURU-6", "targetBehaviourCodes", List.of("GURU-6-A")));
        section(
                plan,
                "/work-behaviour",
                Map.of(
                        "coreValues",
                        List.of(
                                        "SERVICE",
                                        "ACCOUNTABLE",
                                        "COMPETENT",
                                        "HARMONIOUS",
                                        "LOYAL",
                                        "ADAPTIVE",
                                        "COLLABORATIVE")
                                .stream()
                                .map(value -> Map.of("code", value, "behaviourCodes", List.of(value + "-1")))
                                .toList()));
        section(plan, "/additional-duties", duties);
        command(sari, plan, "/submission", null);
        return plan;
    }

    /** Sari's school as the roster has it from now on. */
    private void school(String level, String name) {
        school(mark, level, name);
    }

    private void school(String npsn, String level, String name) {
        imported(
                "schools",
                "npsn,name,level,status,district,regency,province\n%s,%s,%s,NEGERI,Kalikajar,Kab. Wonosobo,Jawa Tengah\n"
                        .formatted(npsn, name, level));
        await().atMost(SOON)
                .until(() -> directory
                        .school(npsn)
                        .filter(known -> known.level().equals(level))
                        .isPresent());
    }

    private void section(String plan, String section, Map<String, ?> body) {
        var teacher = as(sari);
        var saved = teacher.ifMatch(teacher.get(plan)).put(plan + section, body);
        assertThat(saved.status()).as(saved.body().toString()).isEqualTo(200);
    }

    private void command(String account, String plan, String command, @Nullable Map<String, ?> body) {
        var caller = as(account).ifMatch(as(account).get(plan));
        var done = body == null ? caller.post(plan + command) : caller.post(plan + command, body);
        assertThat(done.status()).as(command + " " + done.body()).isEqualTo(200);
    }

    private String idOf(String account) {
        return as(account).get("/api/v1/me").body().at("/employee/employeeId").asString();
    }

    private String people(String name, String position, String grade, String unit, String appraiser) {
        return people(name, position, grade, unit, appraiser, mark);
    }

    private String people(
            String name, String position, String grade, String unit, String appraiser, String npsnOfSari) {
        return HEADER
                + "%s,Hendra Contoh,%s,,1970-01-01,PNS,OFFICE_HEAD,,Kepala Dinas,IV/c,Dinas Pendidikan,\n"
                        .formatted(hendra, numbers.get(0))
                + "%s,Ratna Misalkan,%s,,1975-01-01,PNS,PRINCIPAL,%s,Kepala Sekolah,IV/a,SMP NEGERI 3 KWADUNGAN,%s\n"
                        .formatted(ratna, numbers.get(1), mark, hendra)
                + "%s,%s,%s,,1990-02-28,PNS,TEACHER,%s,%s,%s,%s,%s\n"
                        .formatted(sari, name, numbers.get(2), npsnOfSari, position, grade, unit, appraiser);
    }

    private void imported(String kind, String csv) {
        Api operator = as("operator@dinas.belajar.id", "operator");
        var accepted = operator.postCsv("/api/v1/roster-imports?kind=" + kind, csv);
        assertThat(accepted.status()).as(accepted.body().toString()).isEqualTo(202);
        var path = "/api/v1/roster-imports/" + accepted.body().path("id").asString();
        await().atMost(SOON)
                .until(() -> operator.get(path).body().path("status").asString().equals("COMPLETED"));
    }
}
