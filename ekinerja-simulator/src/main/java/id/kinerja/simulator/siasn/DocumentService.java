package id.kinerja.simulator.siasn;

import id.kinerja.simulator.call.Call;
import id.kinerja.simulator.call.Json;
import id.kinerja.simulator.call.Reply;
import id.kinerja.simulator.record.Records;
import id.kinerja.simulator.record.Stored.Document;
import id.kinerja.simulator.scenario.CurrentSettings;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartException;

/** S12: documents, {@code bkn-contract.md} section 5. */
@Component
public class DocumentService {

    private static final byte[] PDF = "%PDF".getBytes(StandardCharsets.US_ASCII);

    private final Records records;
    private final CurrentSettings settings;

    DocumentService(Records records, CurrentSettings settings) {
        this.records = records;
        this.settings = settings;
    }

    /** {@code POST /upload-dok-rw} [E]; [U] how an unknown id_riwayat is refused. */
    public Reply uploadForRecord(Call call) {
        Upload upload = read(call);
        Reply refusal = refusal(upload, List.of("id_riwayat", "id_ref_dokumen", "file"));
        if (refusal != null) {
            return refusal;
        }
        if (records.ownerOf(upload.recordId()).isEmpty()) {
            return Replies.notFound(settings.get().rowsNotFound(), false);
        }
        Document document = records.keepDocument(upload.type(), upload.fileName(), upload.content());
        return records.attach(upload.recordId(), document)
                ? Reply.ok(Json.object("code", 1, "message", "success", "data", document))
                        .afterStoring()
                : Replies.notFound(settings.get().rowsNotFound(), false);
    }

    /** {@code POST /upload-dok} [E]. */
    public Reply upload(Call call) {
        Upload upload = read(call);
        Reply refusal = refusal(upload, List.of("id_ref_dokumen", "file"));
        if (refusal != null) {
            return refusal;
        }
        Document document = records.keepDocument(upload.type(), upload.fileName(), upload.content());
        return Reply.ok(Json.object("code", 1, "message", "success", "data", document))
                .afterStoring();
    }

    /** {@code GET /download-dok?filePath=} [E]. */
    public Reply download(Call call) {
        String uri = call.request().getParameter("filePath");
        return records.document(uri == null ? "" : uri)
                .map(file -> new Reply(200, "application/pdf", records.content(file), "OK", false))
                .orElseGet(() -> Replies.notFound(settings.get().rowsNotFound(), false));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Upload(String recordId, String type, String fileName, byte[] content) {}

    private @Nullable Reply refusal(Upload upload, List<String> required) {
        List<String> errors = new ArrayList<>();
        for (String field : required) {
            boolean missing = switch (field) {
                case "id_riwayat" -> upload.recordId().isEmpty();
                case "id_ref_dokumen" -> upload.type().isEmpty();
                default -> upload.content().length == 0;
            };
            if (missing) {
                errors.add(field + " is required");
            }
        }
        if (!errors.isEmpty()) {
            return badUpload(String.join(", ", errors));
        }
        byte[] content = upload.content();
        long limit = settings.get().uploadLimitBytes();
        if (limit > 0 && content.length > limit) {
            return badUpload("Ukuran file melebihi batas"); // [U] the limit itself
        }
        // [E] PDF by the reference table; [I] that the content is looked at.
        return Arrays.equals(content, 0, Math.min(4, content.length), PDF, 0, 4)
                ? null
                : badUpload("Dokumen harus berformat PDF");
    }

    private Reply badUpload(String message) {
        return Reply.json(settings.get().validationStatus(), "VALIDATION", Json.object("code", 0, "message", message));
    }

    private static Upload read(Call call) {
        try {
            Part file = null;
            String recordId = "";
            String type = "";
            String contentType = call.request().getContentType();
            if (contentType != null && contentType.startsWith("multipart/form-data")) {
                for (Part part : call.request().getParts()) {
                    switch (part.getName()) {
                        case "file" -> file = part;
                        case "id_riwayat" -> recordId = text(part);
                        case "id_ref_dokumen" -> type = text(part);
                        default -> {
                            // Unknown parts are ignored, as form parsers do.
                        }
                    }
                }
            }
            if (file == null) {
                return new Upload(recordId, type, "", new byte[0]);
            }
            try (InputStream in = file.getInputStream()) {
                String name = file.getSubmittedFileName();
                return new Upload(recordId, type, name == null ? "" : name, in.readAllBytes());
            }
        } catch (ServletException e) {
            throw new MultipartException("not a multipart request", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Part part) throws IOException {
        try (InputStream in = part.getInputStream()) {
            return new String(in.readNBytes(200), StandardCharsets.UTF_8).strip();
        }
    }
}
