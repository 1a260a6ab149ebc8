package id.kinerja.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.simulator.SimulatorClient.Answer;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S12: documents")
class DocumentTest extends SimulatorTest {

    private static final String PDF = "%PDF-1.7 evaluasi kinerja";

    @Test
    void aDocumentOfARecordIsReadBackUnderItsTypeWithTheSameBytes() {
        String id = bkn.post(SAVE, Cast.annual(2026, 2, 2, 2))
                .json()
                .path("mapData")
                .asString();

        Answer upload = upload("/upload-dok-rw", Map.of("id_riwayat", id, "id_ref_dokumen", "890"), PDF);

        assertThat(upload.json().path("message").asString()).isEqualTo("success");
        String uri = bkn.get(ANNUAL_LIST + Cast.SITI)
                .json()
                .path("data")
                .path(0)
                .path("path")
                .path("890")
                .path("dok_uri")
                .asString();
        assertThat(download(uri).body()).isEqualTo(PDF);
        assertThat(download(uri).header("Content-Type")).isEqualTo("application/pdf");
    }

    @Test
    void aDocumentCanBeUploadedFirstAndNamedInTheSave() {
        Answer upload = upload("/upload-dok", Map.of("id_ref_dokumen", "890"), PDF);

        assertThat(upload.json().path("data").propertyNames())
                .containsExactly("dok_id", "dok_nama", "dok_uri", "object", "slug");
        assertThat(download(upload.json().path("data").path("dok_uri").asString())
                        .body())
                .isEqualTo(PDF);
    }

    @Test
    void anUnknownRecordIsRefused() {
        Answer upload = upload("/upload-dok-rw", Map.of("id_riwayat", "other", "id_ref_dokumen", "890"), PDF);

        assertThat(upload.status()).isEqualTo(404);
        assertThat(bkn.state().path("records").path("documents").asInt()).isZero();
    }

    @Test
    void missingPartsAreNamed() {
        assertThat(upload("/upload-dok-rw", Map.of(), PDF)
                        .json()
                        .path("message")
                        .asString())
                .isEqualTo("id_riwayat is required, id_ref_dokumen is required");
        assertThat(bkn.post(SimulatorClient.API + "/upload-dok", "{}")
                        .json()
                        .path("message")
                        .asString())
                .isEqualTo("id_ref_dokumen is required, file is required");
    }

    @Test
    void onlyPdfWithinTheLimitIsTaken() {
        assertThat(upload("/upload-dok", Map.of("id_ref_dokumen", "890"), "no pdf")
                        .status())
                .isEqualTo(400);
        bkn.settings(Map.of("uploadLimitBytes", 10));
        assertThat(upload("/upload-dok", Map.of("id_ref_dokumen", "890"), PDF).status())
                .isEqualTo(400);
    }

    @Test
    void anUnknownDocumentIsNotFound() {
        assertThat(download("peremajaan/nothing.pdf").status()).isEqualTo(404);
    }

    private Answer download(String uri) {
        return bkn.get(
                SimulatorClient.API + "/download-dok?filePath=" + URLEncoder.encode(uri, StandardCharsets.UTF_8));
    }

    private Answer upload(String path, Map<String, String> fields, String content) {
        StringBuilder body = new StringBuilder();
        new TreeMap<>(fields)
                .forEach((name, value) -> body.append(
                        "--x\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n".formatted(name, value)));
        body.append("--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"evaluasi.pdf\"\r\n"
                + "Content-Type: application/pdf\r\n\r\n%s\r\n--x--\r\n".formatted(content));
        return bkn.send(bkn.api(SimulatorClient.API + path)
                .header("Content-Type", "multipart/form-data; boundary=x")
                .POST(BodyPublishers.ofString(body.toString()))
                .build());
    }
}
