package id.kinerja.simulator.siasn;

import id.kinerja.simulator.call.Json;
import id.kinerja.simulator.call.Reply;
import id.kinerja.simulator.record.Stored.Document;
import id.kinerja.simulator.scenario.Settings.ForeignId;
import id.kinerja.simulator.scenario.Settings.NotFoundForm;
import java.math.BigDecimal;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Answers that the SIASN services share. */
public final class Replies {

    private static final String ABSENT_TEXT = "Data tidak ditemukan";

    private Replies() {}

    /** [E] The envelope of every reading call. */
    static Reply data(Object data) {
        return Reply.ok(Json.object("code", 1, "data", data));
    }

    /** [E] The forms in which BKN says that there is nothing. */
    public static Reply notFound(NotFoundForm form, boolean list) {
        return switch (form) {
            case HTTP_404 -> Reply.json(404, "NOT_FOUND", Json.object("code", 0, "data", ABSENT_TEXT));
            case CODE_0 -> Reply.json(200, "NOT_FOUND", Json.object("code", 0, "data", ABSENT_TEXT));
            case DATA_NULL -> Reply.json(200, "NOT_FOUND", Json.object("code", 1, "data", null));
            case DATA_BLANK -> Reply.json(200, "NOT_FOUND", Json.object("code", 1, "data", ""));
            case DATA_TEXT -> Reply.json(200, "NOT_FOUND", Json.object("code", 1, "data", ABSENT_TEXT));
            case EMPTY ->
                Reply.json(
                        200,
                        "NOT_FOUND",
                        Json.object("code", 1, "data", list ? new Object[0] : Json.MAPPER.createObjectNode()));
        };
    }

    /** [E] The text; [I] that a save about a missing record gets it. */
    public static Reply echoNotFound() {
        return Reply.json(404, "NOT_FOUND", Json.object("message", "Not Found"));
    }

    /** [E] A business refusal; [U] its HTTP status. */
    public static Reply refused(String message) {
        return Reply.json(200, "REFUSED", Json.object("success", false, "message", message));
    }

    /** [E] An accepted save: no {@code code}; {@code mapData} is the id, or by switch [I] an object around it. */
    public static Reply accepted(String recordId, @Nullable String objectName) {
        return Reply.ok(Json.object(
                        "success",
                        true,
                        "mapData",
                        objectName == null ? recordId : Map.of(objectName, recordId),
                        "message",
                        "success"))
                .afterStoring();
    }

    /** [U] What a save with an id that is not this record's leads to; null = go on without the id. */
    static @Nullable Reply foreignId(ForeignId policy) {
        return switch (policy) {
            case NOT_FOUND -> echoNotFound();
            case REFUSED -> refused("Riwayat tidak ditemukan untuk pegawai ini");
            case IGNORED -> null;
        };
    }

    /** [I] Ratings can come back with decimals: one client stores them as decimal(3,2). */
    static Number rating(int value, boolean decimal) {
        return decimal ? BigDecimal.valueOf(value).setScale(2) : Integer.valueOf(value);
    }

    /** [E] {@code path} as a map by document type, empty when there is none. */
    static ObjectNode path(Map<String, Document> documents) {
        ObjectNode path = Json.MAPPER.createObjectNode();
        documents.forEach((type, document) -> path.set(type, Json.MAPPER.valueToTree(document)));
        return path;
    }

    /** [I] The words for a rating. */
    static String ratingText(int rating) {
        return switch (rating) {
            case 1 -> "DIATAS EKSPEKTASI";
            case 2 -> "SESUAI EKSPEKTASI";
            case 3 -> "DIBAWAH EKSPEKTASI";
            default -> "";
        };
    }

    /** [E] The words for a quadrant. */
    static String quadrantText(int quadrant) {
        return switch (quadrant) {
            case 1 -> "SANGAT BAIK";
            case 2 -> "BAIK";
            case 3 -> "BUTUH PERBAIKAN";
            case 4 -> "KURANG/MISCONDUCT";
            case 5 -> "SANGAT KURANG";
            default -> "";
        };
    }

    /** [E] The quadrant that follows from two ratings, as the regulation and one city's system have it. */
    static int quadrantOf(int workResult, int workBehaviour) {
        int[][] matrix = {{1, 2, 4}, {2, 2, 4}, {3, 3, 5}};
        return matrix[workResult - 1][workBehaviour - 1];
    }

    /** [U] Codes outside 1..3 and 1..5 are refused here, so that a client's slip is seen. */
    static @Nullable Reply impossibleRatings(int workResult, int workBehaviour, int quadrant, boolean checkQuadrant) {
        if (workResult < 1 || workResult > 3 || workBehaviour < 1 || workBehaviour > 3) {
            return refused("Nilai hasil kerja dan perilaku kerja harus 1, 2 atau 3");
        }
        if (quadrant < 1 || quadrant > 5) {
            return refused("Nilai kuadran kinerja harus 1 sampai 5");
        }
        if (checkQuadrant && quadrant != quadrantOf(workResult, workBehaviour)) {
            return refused("Kuadran kinerja tidak sesuai dengan hasil kerja dan perilaku kerja");
        }
        return null;
    }
}
