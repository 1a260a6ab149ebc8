package id.kinerja.sync.siasn;

import com.fasterxml.jackson.annotation.JsonInclude;
import id.kinerja.sync.registry.PeriodicResult;
import id.kinerja.sync.registry.RegistryRecordId;
import id.kinerja.sync.siasn.BknProperties.MonthType;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST /kinerjaperiodik/save}, with BKN's names and types; some differ from those of {@code skp22}.
 *
 * @param id the record to change; absent makes a new one
 * @param bulanMulaiPenilaian text or number, as the installation says [U]
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record PeriodicSaveRequest(
        @Nullable String id,
        String pnsDinilaiId,
        String koefisienId,
        String periodikId,
        Object bulanMulaiPenilaian,
        Object bulanSelesaiPenilaian,
        int tahunMulaiPenilaian,
        int tahunSelesaiPenilaian,
        int tahun,
        int hasilKinerjaNilai,
        int perilakuKerjaNilai,
        int kuadranKinerjaNilai,
        String penilaiNipNrp,
        String penilaiNama,
        @Nullable String penilaiJabatanNama,
        @Nullable String penilaiGolongan,
        @Nullable String penilaiUnorNama,
        String statusPenilai) {

    static PeriodicSaveRequest of(
            PeriodicResult result, String coefficient, MonthType months, @Nullable RegistryRecordId known) {
        var appraiser = result.appraiser();
        return new PeriodicSaveRequest(
                known == null ? null : known.value(),
                result.person().value(),
                coefficient,
                SiasnCodes.of(result.kind()),
                month(result.from(), months),
                month(result.to(), months),
                result.from().getYear(),
                result.to().getYear(),
                result.to().getYear(),
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

    private static Object month(YearMonth month, MonthType type) {
        return switch (type) {
            case TEXT -> String.valueOf(month.getMonthValue());
            case NUMBER -> month.getMonthValue();
        };
    }
}
