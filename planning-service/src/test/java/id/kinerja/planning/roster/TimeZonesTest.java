package id.kinerja.planning.roster;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeZonesTest {

    @ParameterizedTest
    @CsvSource({
        "Jawa Tengah, Asia/Jakarta",
        "Prov. Jawa Tengah, Asia/Jakarta",
        "Aceh, Asia/Jakarta",
        "Kalimantan Barat, Asia/Jakarta",
        "KALIMANTAN TIMUR, Asia/Makassar",
        "Provinsi Nusa Tenggara Timur, Asia/Makassar",
        "Sulawesi Selatan, Asia/Makassar",
        "Maluku Utara, Asia/Jayapura",
        "Papua Pegunungan, Asia/Jayapura"
    })
    void a_school_keeps_the_time_of_its_province(String province, String zone) {
        assertThat(TimeZones.ofProvince(province)).isEqualTo(zone);
    }
}
