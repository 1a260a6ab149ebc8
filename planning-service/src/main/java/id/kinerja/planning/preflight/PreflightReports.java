package id.kinerja.planning.preflight;

import com.mongodb.client.MongoCollection;
import com.mongodb.client.model.BulkWriteOptions;
import com.mongodb.client.model.Filters;
import com.mongodb.client.model.IndexOptions;
import com.mongodb.client.model.Indexes;
import com.mongodb.client.model.ReplaceOneModel;
import com.mongodb.client.model.ReplaceOptions;
import com.mongodb.client.model.Sorts;
import id.kinerja.kit.aggregate.StartupIndexes;
import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.jspecify.annotations.Nullable;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** What a check found at each school: one document per check and school, so that a step done again leaves no trace. */
@Component
class PreflightReports {

    record Report(String npsn, List<Finding> findings) {
        Report {
            findings = List.copyOf(findings);
        }
    }

    private final MongoCollection<Document> reports;

    PreflightReports(MongoTemplate mongo, StartupIndexes indexes) {
        this.reports = mongo.getCollection("preflightReports");
        indexes.declare(reports, Indexes.ascending("job", "_id"), new IndexOptions());
        indexes.declare(reports, Indexes.ascending("job", "defects", "_id"), new IndexOptions());
    }

    void keep(String job, List<Report> some) {
        var writes = some.stream()
                .map(report -> new ReplaceOneModel<>(
                        Filters.eq("_id", job + ":" + report.npsn()),
                        document(job, report),
                        new ReplaceOptions().upsert(true)))
                .toList();
        reports.bulkWrite(writes, new BulkWriteOptions().ordered(false));
    }

    /**
     * In the order of their NPSN.
     *
     * @param defect only schools that have it; null: every school
     * @param afterNpsn the last one of the previous page, or null for the first page
     */
    List<Report> list(String job, @Nullable Defect defect, @Nullable String afterNpsn, int limit) {
        var filters = new ArrayList<>(List.of(Filters.eq("job", job)));
        if (defect != null) {
            filters.add(Filters.eq("defects", defect.name()));
        }
        if (afterNpsn != null) {
            filters.add(Filters.gt("_id", job + ":" + afterNpsn));
        }
        return reports.find(Filters.and(filters))
                .sort(Sorts.ascending("_id"))
                .limit(limit)
                .map(PreflightReports::report)
                .into(new ArrayList<>());
    }

    private static Document document(String job, Report report) {
        return new Document("_id", job + ":" + report.npsn())
                .append("job", job)
                .append("npsn", report.npsn())
                .append(
                        "defects",
                        report.findings().stream()
                                .map(finding -> finding.defect().name())
                                .distinct()
                                .toList())
                .append(
                        "findings",
                        report.findings().stream()
                                .map(finding -> new Document(
                                                "defect", finding.defect().name())
                                        .append("employeeId", finding.employeeId())
                                        .append("others", finding.others()))
                                .toList());
    }

    private static Report report(Document document) {
        return new Report(
                document.getString("npsn"),
                document.getList("findings", Document.class).stream()
                        .map(finding -> new Finding(
                                Defect.valueOf(finding.getString("defect")),
                                finding.getString("employeeId"),
                                finding.getList("others", String.class)))
                        .toList());
    }
}
