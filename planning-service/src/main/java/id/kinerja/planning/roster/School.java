package id.kinerja.planning.roster;

import id.kinerja.kit.model.Decision;
import id.kinerja.kit.model.DomainEvent;

/**
 * A school in the roster.
 *
 * @param npsn eight digits
 * @param timeZone Asia/Jakarta, Asia/Makassar or Asia/Jayapura, from the province
 */
record School(
        String npsn,
        String name,
        String level,
        String status,
        String district,
        String regency,
        String province,
        String timeZone) {

    record SchoolRegistered(
            String npsn,
            String name,
            String level,
            String status,
            String district,
            String regency,
            String province,
            String timeZone)
            implements DomainEvent {
        @Override
        public String subject() {
            return npsn;
        }
    }

    /** Registers what is new or different; what is the same changes nothing and tells nobody. */
    Decision<School> replacedBy(School other) {
        return equals(other) ? Decision.accept(this) : other.register();
    }

    Decision<School> register() {
        return Decision.accept(
                this, new SchoolRegistered(npsn, name, level, status, district, regency, province, timeZone));
    }
}
