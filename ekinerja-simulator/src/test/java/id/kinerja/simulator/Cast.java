package id.kinerja.simulator;

import id.kinerja.simulator.call.Json;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** The people of these tests; their NIPs are made up. */
final class Cast {

    static final String SITI = "199003142015042001";
    static final String BUDI = "198001012005011001";
    static final String STRANGER = "197512312000031009";
    static final String SITI_BKN = "A8ACA73F1B2C3912E040640A040269BB";

    private Cast() {}

    static List<Map<String, String>> persons() {
        return List.of(
                Map.of(
                        "nip", SITI,
                        "name", "SITI RAHAYU",
                        "birthDate", "1990-03-14",
                        "bknId", SITI_BKN,
                        "position", "GURU AHLI PERTAMA",
                        "grade", "III/b",
                        "unit", "SD NEGERI 1 CONTOH",
                        "statusPegawai", "PNS"),
                Map.of(
                        "nip", BUDI,
                        "name", "BUDI SANTOSO",
                        "birthDate", "1980-01-01",
                        "position", "KEPALA SEKOLAH",
                        "grade", "IV/a",
                        "unit", "SD NEGERI 1 CONTOH",
                        "statusPegawai", "PNS"));
    }

    /** Siti's result of a year, rated by Budi. */
    static ObjectNode annual(int year, int result, int behaviour, int quadrant) {
        return Json.object(
                "pnsDinilaiOrang", SITI_BKN,
                "tahun", year,
                "hasilKinerjaNilai", result,
                "perilakuKerjaNilai", behaviour,
                "kuadranKinerjaNilai", quadrant,
                "penilaiNipNrp", BUDI,
                "penilaiNama", "BUDI SANTOSO",
                "penilaiJabatan", "KEPALA SEKOLAH",
                "penilaiGolongan", "41",
                "penilaiUnorNama", "SD NEGERI 1 CONTOH",
                "statusPenilai", "ASN");
    }

    /** Siti's January. */
    static ObjectNode january() {
        return Json.object(
                "pnsDinilaiId", SITI_BKN,
                "koefisienId", "12",
                "periodikId", "1",
                "bulanMulaiPenilaian", "1",
                "bulanSelesaiPenilaian", "1",
                "tahunMulaiPenilaian", 2026,
                "tahunSelesaiPenilaian", 2026,
                "tahun", 2026,
                "hasilKinerjaNilai", 2,
                "perilakuKerjaNilai", 2,
                "kuadranKinerjaNilai", 2,
                "penilaiNipNrp", BUDI,
                "penilaiNama", "BUDI SANTOSO",
                "penilaiJabatanNama", "KEPALA SEKOLAH",
                "penilaiGolongan", "41",
                "penilaiUnorNama", "SD NEGERI 1 CONTOH",
                "statusPenilai", "ASN");
    }
}
