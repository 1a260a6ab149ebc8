package id.kinerja.assessment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.Api.Answer;
import id.kinerja.kit.testing.Cast.Person;
import id.kinerja.kit.testing.Events;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The whole service, with what planning and bkn-sync tell it, and the steps of people in words. */
public abstract class AssessmentSuite extends ServiceSuite {

    protected static final String ASSESSMENTS = "/api/v1/assessments";
    protected static final String RESULTS = "kinerja.assessment.results";
    protected static final String OFFICE = "office@dinas.belajar.id";

    protected static final Map<String, Object> RATINGS = Map.of(
            "workResult", "ABOVE_EXPECTATION", "workBehaviour", "ABOVE_EXPECTATION", "note", "Sangat membantu rekan.");

    protected Api as(Person person) {
        return as(person.account());
    }

    protected Api asOffice() {
        return as(OFFICE, "office");
    }

    protected static String idOf(Person person) {
        return person.employeeId() + ":2026";
    }

    protected static String pathOf(Person person) {
        return ASSESSMENTS + "/" + idOf(person);
    }

    /** Planning says that the person's plan is agreed; returns when the assessment is there. */
    protected void agreePlan(Person person) {
        tellAgreed(person, 1);
        await().atMost(SOON).until(() -> asOffice().get(pathOf(person)).status() == 200);
    }

    /** @param more fields that agreements have not always had */
    protected static void tellAgreed(Person person, long sequence, @Nullable Object... more) {
        var data = fields(
                "planId", idOf(person),
                "employeeId", person.employeeId(),
                "npsn", person.npsn(),
                "role", person.role().name(),
                "employmentStatus", person.employmentStatus().name(),
                "periodId", "2026",
                "regulation", "2025",
                "indicatorCode", "GURU-1",
                "targetBehaviourCodes", List.of("GURU-1-A"),
                "approverId", person.appraiserId(),
                "agreedAt", "2026-01-21T02:30:00Z",
                "planVersion", sequence);
        data.putAll(fields(more));
        tellPlan(person, "id.kinerja.planning.PlanAgreed.v1", sequence, data);
    }

    /** Planning says that the plan for the rest of the period is agreed, of somebody who is at this school now. */
    protected static void tellAddendumAgreed(Person person, String npsn, int part, long sequence) {
        var planId = idOf(person) + "." + part;
        Events.publisher()
                .publish(
                        "kinerja.planning.events",
                        "id.kinerja.planning.PlanAgreed.v1",
                        "/planning/plans/" + planId,
                        person.employeeId(),
                        sequence,
                        fields(
                                "planId",
                                planId,
                                "employeeId",
                                person.employeeId(),
                                "npsn",
                                npsn,
                                "role",
                                person.role().name(),
                                "employmentStatus",
                                person.employmentStatus().name(),
                                "periodId",
                                "2026",
                                "regulation",
                                "2025",
                                "indicatorCode",
                                "GURU-1",
                                "targetBehaviourCodes",
                                List.of("GURU-1-A"),
                                "approverId",
                                person.appraiserId(),
                                "part",
                                part,
                                "coversFrom",
                                "2026-08-01",
                                "months",
                                5,
                                "agreedAt",
                                "2026-08-21T02:30:00Z",
                                "planVersion",
                                sequence));
    }

    protected static void tellClosed(Person person, long sequence) {
        tellPlan(
                person,
                "id.kinerja.planning.PlanClosed.v1",
                sequence,
                fields(
                        "planId",
                        idOf(person),
                        "employeeId",
                        person.employeeId(),
                        "npsn",
                        person.npsn(),
                        "periodId",
                        "2026",
                        "part",
                        1,
                        "coversFrom",
                        "2026-01-01",
                        "closedOn",
                        "2026-08-01",
                        "months",
                        7,
                        "addendumPlanId",
                        idOf(person) + ".2",
                        "closedAt",
                        "2026-08-03T01:15:00Z",
                        "planVersion",
                        sequence));
    }

    protected static void tellReopened(Person person, long sequence) {
        tellPlan(
                person,
                "id.kinerja.planning.PlanReopened.v1",
                sequence,
                fields(
                        "planId", idOf(person),
                        "employeeId", person.employeeId(),
                        "npsn", person.npsn(),
                        "periodId", "2026",
                        "reopenedBy", person.appraiserId(),
                        "reopenedAt", "2026-02-02T02:30:00Z",
                        "planVersion", sequence));
    }

    private static void tellPlan(Person person, String type, long sequence, Object data) {
        Events.publisher()
                .publish(
                        "kinerja.planning.events",
                        type,
                        "/planning/plans/" + idOf(person),
                        person.employeeId(),
                        sequence,
                        data);
    }

    /** bkn-sync says what became of a delivery of this kind. */
    protected static void tellDelivery(
            Person person, String kind, String type, long sequence, @Nullable Object... more) {
        var deliveryId = kind + ":" + idOf(person);
        var data = fields(
                "deliveryId",
                deliveryId,
                "kind",
                kind,
                "employeeId",
                person.employeeId(),
                "npsn",
                person.npsn(),
                "periodId",
                "2026",
                "assessmentId",
                kind.equals("ANNUAL") ? idOf(person) : null);
        data.putAll(fields(more));
        Events.publisher()
                .publish(
                        "kinerja.sync.events",
                        "id.kinerja.sync." + type + ".v1",
                        "/bkn-sync/deliveries/" + deliveryId,
                        person.employeeId(),
                        sequence,
                        data);
    }

    protected static LinkedHashMap<String, @Nullable Object> fields(@Nullable Object... namesAndValues) {
        var fields = new LinkedHashMap<String, @Nullable Object>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return fields;
    }

    protected Answer rate(Person appraiser, Person person, Object ratings) {
        var api = as(appraiser);
        return api.ifMatch(api.get(pathOf(person))).put(pathOf(person) + "/ratings", ratings);
    }

    protected Answer makeFinal(Person appraiser, Person person) {
        var api = as(appraiser);
        return api.ifMatch(api.get(pathOf(person))).post(pathOf(person) + "/finalization");
    }

    /** From the agreed plan to the final result. */
    protected void finish(Person appraiser, Person person) {
        agreePlan(person);
        assertThat(rate(appraiser, person, RATINGS).status()).isEqualTo(200);
        assertThat(makeFinal(appraiser, person).status()).isEqualTo(200);
    }

    protected static List<String> texts(JsonNode items, String field) {
        return StreamSupport.stream(items.spliterator(), false)
                .map(item -> item.path(field).asString())
                .toList();
    }

    protected static String newKey() {
        return UUID.randomUUID().toString();
    }
}
