package id.kinerja.planning.roster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import id.kinerja.kit.aggregate.AggregateStore;
import id.kinerja.kit.contracts.ContractFiles;
import id.kinerja.kit.events.CloudEventHeaders;
import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.Events.Received;
import id.kinerja.kit.testing.ServiceSuite;
import id.kinerja.planning.roster.RosterFile.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.data.mongodb.core.MongoTemplate;

class RosterApiTest extends ServiceSuite {

    private static final String IMPORTS = "/api/v1/roster-imports";
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");
    private static final String TOPIC = "kinerja.roster.events";
    private static final String SCHOOL_TAIL = ",SD NEGERI 3 KWADUNGAN,SD,NEGERI,Kalikajar,Kab. Wonosobo,Jawa Tengah";

    @Autowired
    private AggregateStore<School> schools;

    @Autowired
    private AggregateStore<Employee> employees;

    @Autowired
    private MongoTemplate mongo;

    /** Numbers of a school and of people that no other test has. */
    private final String npsn = number(8);

    private final String mark = number(9);
    private final String hendra = "hendra." + mark + "@dinas.belajar.id";
    private final String ratna = "ratna." + mark + "@guru.sd.belajar.id";
    private final String sari = "sari." + mark + "@guru.sd.belajar.id";
    private final String nipOfHendra = Cast.newNip();
    private final String nipOfRatna = Cast.newNip();
    private final String nipOfSari = Cast.newNip();
    private final String bayu = "bayu." + mark + "@guru.sd.belajar.id";

    @Test
    void a_roster_is_imported_once_and_told_once() {
        importAndAwait("schools", schoolsFile(npsn));
        var completed = importAndAwait("employees", employeesFile("Guru Ahli Muda"));
        assertThat(completed.body().path("rows").asInt()).isEqualTo(4);
        assertThat(completed.body().path("imported").asInt()).isEqualTo(4);

        var school = awaitEvents(npsn, 1);
        assertThat(school).singleElement().satisfies(event -> {
            assertThat(event.data().path("timeZone").asString()).isEqualTo("Asia/Jakarta");
            assertThat(event.headers()).containsEntry(CloudEventHeaders.SOURCE, "/planning/schools/" + npsn);
        });
        var sariId = employeeIdOf(sari);
        var ratnaId = employeeIdOf(ratna);
        assertThat(awaitEvents(sariId, 1)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("id.kinerja.roster.EmployeeAssigned.v1");
            assertThat(event.sequence()).isEqualTo(1);
            assertThat(event.data().path("account").asString()).isEqualTo(sari);
            assertThat(event.data().path("appraiserId").asString()).isEqualTo(ratnaId);
            assertThat(event.data().path("npsn").asString()).isEqualTo(npsn);
            assertThat(event.headers()).containsEntry(CloudEventHeaders.SOURCE, "/planning/employees/" + sariId);
        });
        assertThat(awaitEvents(employeeIdOf(bayu), 1)).singleElement().satisfies(event -> {
            assertThat(event.data().path("nip").isNull()).isTrue();
            assertThat(event.data().path("nominalAppraiserId").isNull()).isTrue();
            assertThat(event.data().path("appraiserId").asString())
                    .as("nobody is named, so whoever appraises the school's principal decides")
                    .isEqualTo(employeeIdOf(hendra));
            assertThat(event.data().path("appraiserCapacity").asString()).isEqualTo("NEXT_SUPERIOR");
        });

        // The same files again: nothing is written and nothing is told.
        var before = Stream.of(hendra, ratna, sari, bayu).map(this::versionOf).toList();
        importAndAwait("schools", schoolsFile(npsn));
        importAndAwait("employees", employeesFile("Guru Ahli Muda"));
        assertThat(Stream.of(hendra, ratna, sari, bayu).map(this::versionOf)).isEqualTo(before);
        assertThat(schools.find(npsn))
                .hasValueSatisfying(stored -> assertThat(stored.version()).isEqualTo(1));

        // Then a promotion: the next thing told is that, and only of her.
        importAndAwait("employees", employeesFile("Guru Ahli Madya"));
        assertThat(awaitEvents(sariId, 2)).extracting(Received::sequence).containsExactly(1L, 2L);
        assertThat(Events.about(TOPIC, sariId).getLast().data().path("position").asString())
                .isEqualTo("Guru Ahli Madya");
        assertThat(Events.about(TOPIC, ratnaId)).hasSize(1);
        assertThat(Events.about(TOPIC, npsn)).hasSize(1);
        assertThat(Events.about(TOPIC, sariId))
                .allSatisfy(event -> ContractFiles.assertValid(event.type(), event.value()));
    }

    @Test
    void a_faulty_file_is_told_all_its_faults_and_writes_nothing() {
        var before = written();
        var csv = schoolsFile(npsn) + "1234" + SCHOOL_TAIL + "\n" + npsn + ",,SD,NEGERI,A,B,C\n"
                + ("x" + SCHOOL_TAIL + "\n").repeat(1000);

        for (var language : List.of("id", "en")) {
            var refused = operator().header("Accept-Language", language).postCsv(IMPORTS + "?kind=schools", csv);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.headers().get("content-type")).startsWith("application/problem+json");
            assertThat(refused.code()).isEqualTo("roster-file-invalid");
            assertThat(refused.body().path("type").asString()).isEqualTo("urn:kinerja:problem:roster-file-invalid");
            assertThat(refused.body().path("faultCount").asInt()).isEqualTo(2002);
            assertThat(refused.body().path("errors").size()).isEqualTo(1000);
            assertThat(refused.body().path("errorsNotShown").asInt()).isEqualTo(1002);
            assertThat(refused.body()
                            .path("errors")
                            .valueStream()
                            .limit(3)
                            .map(fault -> "%s %s %s"
                                    .formatted(
                                            fault.path("line").asInt(),
                                            fault.path("column").asString(),
                                            fault.path("code").asString())))
                    .containsExactly("3 npsn npsn-format", "4 name required", "4 npsn named-twice");
            assertThat(refused.body().at("/errors/0/message").asString())
                    .isEqualTo(
                            language.equals("en") ? "An NPSN has eight digits." : "NPSN terdiri atas delapan angka.");
        }
        assertThat(written()).isEqualTo(before);
        assertThat(schools.find(npsn)).isEmpty();
    }

    @Test
    void an_answer_to_a_faulty_file_repeats_nothing_about_people() {
        importAndAwait("schools", schoolsFile(npsn));
        var nip = "19800101200501" + number(4);
        var csv = header(Kind.EMPLOYEES)
                + employee(sari, "Sari Puspita", nip + "9", "TEACHER", npsn, "Guru", "siapa." + mark + "@belajar.id")
                + employee(sari, "Sari Puspita", nip, "TEACHER", npsn, "Guru", "")
                + employee(bayu, "Bayu Anggoro", nip, "TEACHER", npsn, "Guru", "");
        var refused = operator().postCsv(IMPORTS + "?kind=employees", csv);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().path("faultCount").asInt()).isEqualTo(4);
        assertThat(refused.body().toString()).doesNotContain(mark, nip, "Puspita", "Anggoro");
    }

    @Test
    void a_dry_run_checks_and_writes_nothing() {
        var before = written();
        var checked = operator().postCsv(IMPORTS + "?kind=schools&dryRun=true", schoolsFile(npsn));

        assertThat(checked.status()).isEqualTo(200);
        assertThat(checked.body().path("rows").asInt()).isEqualTo(1);
        assertThat(checked.body().path("faults").asInt()).isZero();
        assertThat(operator()
                        .postCsv(IMPORTS + "?kind=schools&dryRun=true", header(Kind.SCHOOLS))
                        .status())
                .isEqualTo(422);
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void a_dry_run_tells_what_is_odd_and_how_the_file_was_read() {
        importAndAwait("schools", schoolsFile(npsn));
        var csv = header(Kind.EMPLOYEES)
                + employee(sari, "Sari Puspita", "197901012005133001", "TEACHER", npsn, "Guru", "");
        for (var language : List.of("id", "en")) {
            var checked = operator()
                    .header("Accept-Language", language)
                    .postCsv(IMPORTS + "?kind=employees&dryRun=true", csv.replace(',', ';'));

            assertThat(checked.status()).isEqualTo(200);
            assertThat(checked.body().path("separator").asString()).isEqualTo(";");
            assertThat(checked.body().path("encoding").asString()).isEqualTo("UTF-8");
            assertThat(checked.body().path("warningCount").asInt()).isEqualTo(3);
            assertThat(checked.body().path("warningsNotShown").asInt()).isZero();
            assertThat(checked.body()
                            .path("warnings")
                            .valueStream()
                            .map(warning -> "%s %s %s"
                                    .formatted(
                                            warning.path("line").asInt(),
                                            warning.path("column").asString(),
                                            warning.path("code").asString())))
                    .containsExactly("2 nip nip-birth-date", "2 nip nip-appointment", "2 nip nip-sex");
            assertThat(checked.body().at("/warnings/2/message").asString())
                    .isEqualTo(
                            language.equals("en")
                                    ? "Digit 15 of the NIP is 1 (man) or 2 (woman)."
                                    : "Angka ke-15 NIP adalah 1 (pria) atau 2 (wanita).");
        }
        assertThat(importAndAwait("employees", csv).body().path("warningCount").asInt())
                .as("the import tells as well that there were some")
                .isEqualTo(3);
    }

    @Test
    void a_dry_run_gives_a_table_of_everything_however_much_it_is() {
        var csv = schoolsFile(npsn) + ("x" + SCHOOL_TAIL + "\n").repeat(1500);
        for (var language : List.of("id", "en")) {
            var table = operator()
                    .header("Accept-Language", language)
                    .header("Accept", "text/csv")
                    .postCsv(IMPORTS + "?kind=schools&dryRun=true", csv);

            assertThat(table.status()).isEqualTo(422);
            assertThat(table.headers()).containsEntry("content-type", "text/csv;charset=UTF-8");
            var rows = table.text().split("\r\n");
            assertThat(rows).hasSize(1 + 2 * 1500 - 1);
            assertThat(rows[0]).isEqualTo("\uFEFFseverity,line,column,code,message");
            assertThat(rows[1])
                    .isEqualTo("FAULT,3,npsn,npsn-format,"
                            + (language.equals("en")
                                    ? "An NPSN has eight digits."
                                    : "NPSN terdiri atas delapan angka."));
            assertThat(rows[rows.length - 1]).startsWith("FAULT,1502,npsn,named-twice,");
        }
        var faultless = operator()
                .header("Accept", "text/csv")
                .postCsv(IMPORTS + "?kind=schools&dryRun=true", schoolsFile(npsn));
        assertThat(faultless.status()).isEqualTo(200);
        assertThat(faultless.text()).isEqualTo("\uFEFFseverity,line,column,code,message\r\n");
        var imported = operator().header("Accept", "text/csv").postCsv(IMPORTS + "?kind=schools", schoolsFile(npsn));
        assertThat(imported.status()).as("a table of an import there is not").isEqualTo(202);
        awaitCompleted(imported);
    }

    @Test
    void a_thousand_people_imported_again_are_neither_doubled_nor_told_of_again() {
        var region = new InventedRoster(20, 1000);
        importAndAwait("schools", region.schools());
        importAndAwait("employees", region.employees());
        var people = await().atMost(SOON)
                .until(
                        () -> Events.allOf(TOPIC).stream()
                                .filter(event -> event.value().contains(InventedRoster.NAME))
                                .map(Received::key)
                                .toList(),
                        told -> told.size() >= 1000);
        assertThat(people).hasSize(1000).doesNotHaveDuplicates();
        var before = mongo.getCollection("rosterAccounts").countDocuments();

        for (int again = 0; again < 2; again++) {
            var completed = importAndAwait("employees", region.employees());
            assertThat(completed.body().path("imported").asInt()).isEqualTo(1000);
        }
        // What is not in the outbox of a person, numbered, will never be told.
        assertThat(people)
                .allSatisfy(id -> assertThat(employees.find(id)).hasValueSatisfying(person -> {
                    assertThat(person.version()).isEqualTo(1);
                    assertThat(person.sequence()).isEqualTo(1);
                }));
        assertThat(mongo.getCollection("rosterAccounts").countDocuments()).isEqualTo(before);
        assertThat(Events.allOf(TOPIC).stream().filter(event -> event.value().contains(InventedRoster.NAME)))
                .hasSize(1000);
    }

    static Stream<Arguments> spreadsheets() {
        return Stream.of(
                arguments("UTF-8 with a mark and semicolons", "\uFEFF", ";", UTF_8, "UTF-8"),
                arguments("Windows-1252 and semicolons", "", ";", WINDOWS_1252, "windows-1252"),
                arguments("Windows-1252 and commas", "", ",", WINDOWS_1252, "windows-1252"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("spreadsheets")
    void a_file_is_imported_however_a_spreadsheet_saved_it(
            String name, String mark, String separator, Charset charset, String encoding) {
        var csv = schoolsFile(npsn).replace("SD NEGERI 3 KWADUNGAN", "SD KÜTA – “Tunas”");
        var bytes = (mark + csv.replace(",", separator)).getBytes(charset);

        var checked = operator().postCsv(IMPORTS + "?kind=schools&dryRun=true", bytes);
        assertThat(checked.body().path("encoding").asString()).isEqualTo(encoding);
        assertThat(checked.body().path("separator").asString()).isEqualTo(separator);
        awaitCompleted(operator().postCsv(IMPORTS + "?kind=schools", bytes));
        assertThat(operator().get("/api/v1/schools/" + npsn).body().path("name").asString())
                .isEqualTo("SD KÜTA – “Tunas”");
    }

    @Test
    void a_file_that_cannot_be_read_is_refused_at_the_line_that_shows_it() {
        var before = written();
        var utf8 = (schoolsFile(npsn) + number(8) + ",SD KÜTA,SD,NEGERI,A,B,Bali\n").getBytes(UTF_8);
        var windows = (number(8) + ",SD KÜTA,SD,NEGERI,A,B,Bali\n").getBytes(WINDOWS_1252);
        var both = ByteBuffer.allocate(utf8.length + windows.length)
                .put(utf8)
                .put(windows)
                .array();

        var refused = operator().postCsv(IMPORTS + "?kind=schools", both);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body().at("/errors/0/line").asInt()).isEqualTo(4);
        assertThat(refused.body().at("/errors/0/code").asString()).isEqualTo("encoding-mixed");
        assertThat(refused.body().has("encoding")).isFalse();
        assertThat(written()).isEqualTo(before);
    }

    @Test
    void a_file_is_checked_against_who_is_in_the_roster_already() {
        var first = Cast.newNip();
        var second = Cast.newNip();
        importAndAwait("schools", schoolsFile(npsn));
        importAndAwait(
                "employees",
                header(Kind.EMPLOYEES)
                        + employee(hendra, "Hendra Wibisono", first, "OFFICE_HEAD", "", "Kepala Dinas", "")
                        + employee(ratna, "Ratna Kusumawardani", second, "PRINCIPAL", npsn, "Guru", hendra));
        var taken = operator()
                .postCsv(
                        IMPORTS + "?kind=employees",
                        header(Kind.EMPLOYEES)
                                + employee(sari, "Sari Puspita", first, "TEACHER", npsn, "Guru", ratna)
                                + employee(hendra, "Hendra", "", "OFFICE_HEAD", "", "Kepala Dinas", sari));

        assertThat(taken.body()
                        .path("errors")
                        .valueStream()
                        .map(fault -> fault.path("line").asInt() + " "
                                + fault.path("code").asString()))
                .containsExactly("2 appraiser-cycle", "3 appraiser-cycle");
        var shared = operator()
                .postCsv(
                        IMPORTS + "?kind=employees",
                        header(Kind.EMPLOYEES) + employee(sari, "Sari Puspita", first, "TEACHER", npsn, "Guru", ratna));
        assertThat(shared.body().at("/errors/0/code").asString()).isEqualTo("nip-taken");
        assertThat(shared.body().toString()).doesNotContain(first, mark);

        // Once the one has another number, the other may have theirs.
        importAndAwait(
                "employees",
                header(Kind.EMPLOYEES)
                        + employee(hendra, "Hendra", "", "OFFICE_HEAD", "", "Kepala Dinas", "")
                        + employee(sari, "Sari Puspita", first, "TEACHER", npsn, "Guru", ratna));
        assertThat(employees.find(employeeIdOf(sari)).orElseThrow().state().nip())
                .isEqualTo(first);
    }

    @Test
    void people_are_imported_after_their_school() {
        var refused = operator().postCsv(IMPORTS + "?kind=employees", employeesFile("Guru"));

        assertThat(refused.body()
                        .path("errors")
                        .valueStream()
                        .map(fault -> fault.path("line").asInt() + " "
                                + fault.path("code").asString()))
                .containsExactly("3 unknown-school", "4 unknown-school", "5 unknown-school");
    }

    @Test
    void an_import_sent_again_with_its_key_is_done_once() {
        var api = operator().idempotencyKey("import-" + mark);
        var first = api.postCsv(IMPORTS + "?kind=schools", schoolsFile(npsn));
        var again = api.postCsv(IMPORTS + "?kind=schools", schoolsFile(npsn));

        assertThat(List.of(first.status(), again.status())).containsOnly(202);
        assertThat(again.headers().get("location")).isEqualTo(first.headers().get("location"));
        assertThat(first.headers()).doesNotContainKey("idempotency-replayed");
        assertThat(again.headers()).containsEntry("idempotency-replayed", "true");
        var other = api.postCsv(IMPORTS + "?kind=schools", schoolsFile(number(8)));
        assertThat(other.status()).isEqualTo(422);
        assertThat(other.code()).isEqualTo("idempotency-key-reused");
        assertThat(api.idempotencyKey("short")
                        .postCsv(IMPORTS + "?kind=schools", schoolsFile(npsn))
                        .code())
                .isEqualTo("idempotency-key-malformed");
        awaitCompleted(first);
        assertThat(awaitEvents(npsn, 1)).hasSize(1);
    }

    @Test
    void of_two_files_sent_with_one_key_at_the_same_time_one_is_imported_and_the_other_refused() {
        var api = operator().idempotencyKey("import-" + mark);
        var other = number(8);
        var answers = Stream.of(npsn, other)
                .map(school -> CompletableFuture.supplyAsync(
                        () -> api.postCsv(IMPORTS + "?kind=schools", schoolsFile(school))))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();

        assertThat(answers).extracting(Answer::status).containsExactlyInAnyOrder(202, 422);
        var refused = answers.stream()
                .filter(answer -> answer.status() == 422)
                .findFirst()
                .orElseThrow();
        assertThat(refused.code()).isEqualTo("idempotency-key-reused");
        awaitCompleted(answers.stream()
                .filter(answer -> answer.status() == 202)
                .findFirst()
                .orElseThrow());
        assertThat(Stream.of(npsn, other).map(school -> schools.find(school).isPresent()))
                .isEqualTo(
                        answers.stream().map(answer -> answer.status() == 202).toList());
    }

    @Test
    void only_operators_and_the_office_import() {
        var cast = newSchool();
        var refused = Stream.of(
                as(cast.sari().account()),
                as(cast.ratna().account()),
                as(cast.hendra().account()),
                as("feed@dinas.belajar.id", "subscriber"),
                as("stranger." + mark + "@guru.sd.belajar.id"));

        assertThat(refused).allSatisfy(api -> {
            assertThat(api.postCsv(IMPORTS + "?kind=schools", schoolsFile(npsn)).status())
                    .isEqualTo(403);
            assertThat(api.get(IMPORTS + "/some-import").status()).isEqualTo(403);
            assertThat(api.get(IMPORTS + "?status=RUNNING").status()).isEqualTo(403);
            assertThat(api.header("If-Match", "*")
                            .post(IMPORTS + "/some-import/cancellation")
                            .status())
                    .isEqualTo(403);
        });
        assertThat(withoutToken()
                        .postCsv(IMPORTS + "?kind=schools", schoolsFile(npsn))
                        .status())
                .isEqualTo(401);
        assertThat(withoutToken().get(IMPORTS + "/some-import").status()).isEqualTo(401);
        assertThat(schools.find(npsn)).isEmpty();
        var office = as("office@dinas.belajar.id", "office");
        var accepted = office.postCsv(IMPORTS + "?kind=schools", schoolsFile(npsn));
        assertThat(accepted.status()).isEqualTo(202);
        awaitCompleted(accepted);
        assertThat(office.get(IMPORTS + "?status=COMPLETED&limit=100")
                        .body()
                        .path("items")
                        .valueStream()
                        .map(item -> item.path("status").asString()))
                .isNotEmpty()
                .containsOnly("COMPLETED");
        var cancelled =
                office.header("If-Match", "*").post(accepted.headers().getOrDefault("location", "") + "/cancellation");
        assertThat(cancelled.status()).isEqualTo(409);
        assertThat(cancelled.body().path("currentState").asString()).isEqualTo("COMPLETED");
        assertThat(cancelled.body().path("command").asString()).isEqualTo("cancel");
    }

    @Test
    void other_bad_requests_are_problems_too() {
        var operator = operator();

        assertThat(operator.get(IMPORTS + "/nothing").code()).isEqualTo("no-such-resource");
        assertThat(operator.post(IMPORTS + "?kind=schools", Map.of()).code()).isEqualTo("unsupported-media-type");
        var missing = operator.postCsv(IMPORTS, schoolsFile(npsn));
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.body().at("/errors/0/pointer").asString()).isEqualTo("/kind");
        assertThat(missing.body().at("/errors/0/code").asString()).isEqualTo("required");
        var unknown = operator.postCsv(IMPORTS + "?kind=pupils", schoolsFile(npsn));
        assertThat(unknown.status()).isEqualTo(400);
        assertThat(unknown.body().at("/errors/0/pointer").asString()).isEqualTo("/kind");
        var tooLarge = operator.postCsv(IMPORTS + "?kind=schools", "x".repeat(48 * 1024 * 1024 + 1));
        assertThat(tooLarge.status()).isEqualTo(413);
        assertThat(tooLarge.code()).isEqualTo("file-too-large");
    }

    @Test
    void everybody_learns_who_they_are_and_may_read_the_regulation() {
        var cast = newSchool();
        var me = as(cast.sari().account()).get("/api/v1/me").body();
        assertThat(me.path("account").asString()).isEqualTo(cast.sari().account());
        assertThat(me.at("/employee/employeeId").asString())
                .isEqualTo(cast.sari().employeeId());
        assertThat(me.at("/employee/role").asString()).isEqualTo("TEACHER");
        assertThat(me.at("/employee/appraiserId").asString())
                .isEqualTo(cast.ratna().employeeId());

        var operator = operator().get("/api/v1/me").body();
        assertThat(operator.path("employee").isNull()).isTrue();
        assertThat(operator.at("/roles/0").asString()).isEqualTo("operator");
        assertThat(withoutToken().get("/api/v1/me").status()).isEqualTo(401);

        var pack = as(cast.sari().account()).get("/api/v1/regulations/2025");
        assertThat(pack.body().path("indicators").size()).isEqualTo(16);
        assertThat(as(cast.sari().account()).get("/api/v1/regulations/1999").code())
                .isEqualTo("no-such-resource");
        assertThat(withoutToken().get("/api/v1/regulations/2025").status()).isEqualTo(401);
    }

    private Api operator() {
        return as("operator@dinas.belajar.id", "operator");
    }

    private Answer importAndAwait(String kind, String csv) {
        var accepted = operator().postCsv(IMPORTS + "?kind=" + kind, csv);
        assertThat(accepted.status()).as(accepted.body().toString()).isEqualTo(202);
        assertThat(accepted.body().path("kind").asString()).isEqualTo(kind.toUpperCase(Locale.ROOT));
        return awaitCompleted(accepted);
    }

    private Answer awaitCompleted(Answer accepted) {
        var location = accepted.headers().getOrDefault("location", "");
        assertThat(location)
                .isEqualTo(IMPORTS + "/" + accepted.body().path("id").asString());
        return await().atMost(SOON)
                .until(
                        () -> operator().get(location),
                        state -> state.body().path("status").asString().equals("COMPLETED"));
    }

    /** How many documents of each kind there are. */
    private Map<String, Long> written() {
        var counts = new TreeMap<String, Long>();
        for (var name : List.of("schools", "employees", "rosterAccounts", "rosterImports", "rosterImportChunks")) {
            counts.put(name, mongo.getCollection(name).countDocuments());
        }
        return counts;
    }

    private String employeeIdOf(String account) {
        return await().atMost(SOON)
                .until(
                        () -> as(account)
                                .get("/api/v1/me")
                                .body()
                                .at("/employee/employeeId")
                                .asString(""),
                        id -> !id.isEmpty());
    }

    private long versionOf(String account) {
        return employees.find(employeeIdOf(account)).orElseThrow().version();
    }

    private List<Received> awaitEvents(String subject, int count) {
        return await().atMost(SOON).until(() -> Events.about(TOPIC, subject), events -> events.size() >= count);
    }

    private static String schoolsFile(String npsn) {
        return header(Kind.SCHOOLS) + npsn + SCHOOL_TAIL + "\n";
    }

    private String employeesFile(String positionOfSari) {
        return header(Kind.EMPLOYEES)
                + employee(hendra, "Hendra Wibisono", nipOfHendra, "OFFICE_HEAD", "", "Kepala Dinas", "")
                + employee(ratna, "Ratna Kusumawardani", nipOfRatna, "PRINCIPAL", npsn, "Guru", hendra)
                + employee(
                        sari.toUpperCase(Locale.ROOT),
                        "Sari Puspita",
                        nipOfSari,
                        "TEACHER",
                        npsn,
                        positionOfSari,
                        ratna)
                + employee(bayu, "Bayu Anggoro", "", "TEACHER", npsn, "Guru Honor", "");
    }

    private static String employee(
            String account, String name, String nip, String role, String npsn, String position, String appraiser) {
        var status = nip.isEmpty() ? "NON_ASN" : "PNS";
        return String.join(
                        ",",
                        account,
                        name,
                        nip,
                        "",
                        "1980-01-01",
                        status,
                        role,
                        npsn,
                        position,
                        "",
                        "SD NEGERI 3 KWADUNGAN",
                        appraiser)
                + "\n";
    }

    private static String header(Kind kind) {
        return String.join(",", kind.columns()) + "\n";
    }

    private static String number(int digits) {
        return String.valueOf(
                ThreadLocalRandom.current().nextLong((long) Math.pow(10, digits - 1.0), (long) Math.pow(10, digits)));
    }
}
