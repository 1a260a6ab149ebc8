package id.kinerja.sync.siasn;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kinerja.sync.registry.AnnualResult;
import id.kinerja.sync.registry.Appraiser;
import id.kinerja.sync.registry.RegistryRecordId;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /skp22/save}, with BKN's names and types: numbers as numbers, unknown facts left out.
 *
 * @param id the record to replace; absent lets BKN replace by person and year
 * @param pnsDinilaiOrang BKN's person id, not the NIP
 * @param penilaiGolongan the grade's code, not its name
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record AnnualSaveRequest(
        @Nullable String id,
        String pnsDinilaiOrang,
        int tahun,
        int hasilKinerjaNilai,
        int perilakuKerjaNilai,
        int kuadranKinerjaNilai,
        String penilaiNipNrp,
        String penilaiNama,
        @Nullable String penilaiJabatan,
        @Nullable String penilaiGolongan,
        @Nullable String penilaiUnorNama,
        String statusPenilai) {

    static AnnualSaveRequest of(AnnualResult result, @Nullable RegistryRecordId replaced) {
        Appraiser appraiser = result.appraiser();
        return new AnnualSaveRequest(
                replaced == null ? null : replaced.value(),
                result.person().value(),
                result.year().getValue(),
                SiasnCodes.of(result.workResult()),
                SiasnCodes.of(result.workBehaviour()),
                SiasnCodes.of(result.predicate()),
                appraiser.nip().value(),
                appraiser.name(),
                appraiser.post(),
                appraiser.gradeId(),
                appraiser.unit(),
                SiasnCodes.APPRAISER_STATUS);
    }
}
