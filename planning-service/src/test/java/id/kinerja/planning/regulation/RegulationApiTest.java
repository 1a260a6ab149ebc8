package id.kinerja.planning.regulation;

import static org.assertj.core.api.Assertions.assertThat;

import id.kinerja.kit.testing.Api;
import id.kinerja.kit.testing.ServiceSuite;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegulationApiTest extends ServiceSuite {

    private static final String REGULATIONS = "/api/v1/regulations";

    @Test
    void everybody_who_has_signed_in_reads_the_packs() {
        var readers = List.of(
                as(newSchool().sari().account()),
                as("operator@dinas.belajar.id", "operator"),
                as("office@dinas.belajar.id", "office"),
                as("feed@dinas.belajar.id", "subscriber"));

        assertThat(readers).allSatisfy(reader -> {
            assertThat(reader.get(REGULATIONS)
                            .body()
                            .path("items")
                            .valueStream()
                            .map(pack -> pack.path("id").asString()))
                    .containsExactly("2024", "2025");
            assertThat(reader.get(REGULATIONS + "/2024").status()).isEqualTo(200);
            assertThat(reader.get(REGULATIONS + "/2024/versions/1").status()).isEqualTo(200);
        });
        assertThat(List.of("", "/2024", "/2024/versions/1"))
                .allSatisfy(path -> assertThat(
                                withoutToken().get(REGULATIONS + path).status())
                        .isEqualTo(401));
    }

    @Test
    void a_pack_is_shown_with_its_sources_and_its_gaps() {
        var pack = reader().get(REGULATIONS + "/2024").body();

        assertThat(pack.at("/periods/0/stages/0/extension/last").asString()).isEqualTo("2024-03-31");
        assertThat(pack.at("/periods/0/stages/0/extension/source").asString()).isEqualTo("Oc");
        assertThat(pack.at("/indicators/0/behaviours/0/examples/encouraged/0").asString())
                .isEqualTo("memanggil murid dengan menyebut namanya");
        assertThat(pack.at("/indicators/4/complete").asBoolean()).isFalse();
        assertThat(pack.at("/indicators/4/behaviours/0/text").isNull()).isTrue();
        assertThat(pack.at("/indicators/4/behaviours/0/source").asString()).isEqualTo("NF");
        assertThat(pack.at("/development/points/minimum").asInt()).isEqualTo(32);
        assertThat(pack.at("/development/points/strength").asString()).isEqualTo("RECOMMENDATION");
    }

    @Test
    void a_pack_or_version_that_is_not_there_is_absent() {
        assertThat(List.of("/1999", "/2024/versions/9", "/1999/versions/1"))
                .allSatisfy(path ->
                        assertThat(reader().get(REGULATIONS + path).code()).isEqualTo("no-such-resource"));
        assertThat(reader().get(REGULATIONS + "/2024/versions/one").code()).isEqualTo("invalid-request");
    }

    private Api reader() {
        return as("office@dinas.belajar.id", "office");
    }
}
