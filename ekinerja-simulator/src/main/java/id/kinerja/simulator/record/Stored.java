package id.kinerja.simulator.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One thing that the simulated BKN holds; each is kept whole, so that replaying the file is "the last one wins".
 *
 * <p>Texts that many records repeat are interned: tens of thousands of people must fit into a small heap.
 */
public sealed interface Stored {

    /**
     * A civil servant as BKN knows them.
     *
     * @param bknId BKN's own id of the person, needed by every save
     * @param gradeId golongan id, "34" for III/d
     */
    record Person(
            String nip,
            String name,
            @Nullable LocalDate birthDate,
            String bknId,
            String position,
            String grade,
            String gradeId,
            String unit,
            String unitId,
            String statusPegawai)
            implements Stored {

        public Person {
            nip = nip.intern();
            bknId = bknId.intern();
            position = position.intern();
            grade = grade.intern();
            gradeId = gradeId.intern();
            unit = unit.intern();
            unitId = unitId.intern();
            statusPegawai = statusPegawai.intern();
        }
    }

    /**
     * A document as BKN's {@code path} names it.
     *
     * @param dok_id the document type, "890" for a performance evaluation
     */
    record Document(String dok_id, String dok_nama, String dok_uri, String object, String slug) {}

    /** A document whose bytes are in the folder of documents. */
    record DocumentFile(Document document, String fileName) implements Stored {}

    /**
     * An annual result; ratings 1 above, 2 meets, 3 below expectation; quadrant 1 very good to 5 very poor.
     *
     * @param saves accepted saves, so that a client that sends twice is seen
     * @param documents by document type
     */
    record AnnualRecord(
            String recordId,
            String nip,
            String bknPersonId,
            int year,
            int workResult,
            int workBehaviour,
            int quadrant,
            String assessorNip,
            String assessorName,
            String assessorPosition,
            String assessorGrade,
            String assessorUnit,
            String assessorStatus,
            Map<String, Document> documents,
            int saves,
            Instant updatedAt)
            implements Stored {

        public AnnualRecord {
            nip = nip.intern();
            bknPersonId = bknPersonId.intern();
            assessorNip = assessorNip.intern();
            assessorName = assessorName.intern();
            assessorPosition = assessorPosition.intern();
            assessorGrade = assessorGrade.intern();
            assessorUnit = assessorUnit.intern();
            assessorStatus = assessorStatus.intern();
            documents = Map.copyOf(documents);
        }

        AnnualRecord with(Map<String, Document> newDocuments) {
            return new AnnualRecord(
                    recordId,
                    nip,
                    bknPersonId,
                    year,
                    workResult,
                    workBehaviour,
                    quadrant,
                    assessorNip,
                    assessorName,
                    assessorPosition,
                    assessorGrade,
                    assessorUnit,
                    assessorStatus,
                    newDocuments,
                    saves,
                    updatedAt);
        }
    }

    /** A monthly or quarterly result; nothing but its id is unique. */
    record PeriodicRecord(
            String recordId,
            String nip,
            String bknPersonId,
            int year,
            String periodKind,
            String coefficientId,
            String fromMonth,
            String toMonth,
            int fromYear,
            int toYear,
            int workResult,
            int workBehaviour,
            int quadrant,
            String assessorNip,
            String assessorName,
            String assessorPosition,
            String assessorGrade,
            String assessorUnit,
            String assessorStatus,
            Map<String, Document> documents,
            int saves,
            Instant updatedAt)
            implements Stored {

        PeriodicRecord with(Map<String, Document> newDocuments) {
            return new PeriodicRecord(
                    recordId,
                    nip,
                    bknPersonId,
                    year,
                    periodKind,
                    coefficientId,
                    fromMonth,
                    toMonth,
                    fromYear,
                    toYear,
                    workResult,
                    workBehaviour,
                    quadrant,
                    assessorNip,
                    assessorName,
                    assessorPosition,
                    assessorGrade,
                    assessorUnit,
                    assessorStatus,
                    newDocuments,
                    saves,
                    updatedAt);
        }
    }

    /** A plan that came through the assumed intake. */
    record PlanRecord(
            String recordId,
            String nip,
            String periodId,
            int year,
            String planId,
            String indicator,
            List<String> behaviours,
            int saves,
            Instant updatedAt)
            implements Stored {}

    /** What was observed of one behaviour. */
    record ObservedBehaviour(String code, String level) {}

    /** An observation that came through the assumed intake. */
    record ObservationRecord(
            String recordId,
            String nip,
            String periodId,
            String planId,
            String cycleId,
            String observedOn,
            String indicator,
            List<ObservedBehaviour> behaviours,
            List<String> nextSteps,
            int saves,
            Instant updatedAt)
            implements Stored {}

    /** The record with this id is gone. */
    record Removed(String recordId) implements Stored {}
}
