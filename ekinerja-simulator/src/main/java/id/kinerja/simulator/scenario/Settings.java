package id.kinerja.simulator.scenario;

import java.util.List;

/**
 * Switches for everything that is configurable or not known about BKN, changed while running by
 * {@code PATCH /simulator/settings}. The mark of each default says how far it can be trusted.
 *
 * @param apimTokenSeconds lifetime of an APIM token; 3600 [E]
 * @param ssoTokenSeconds lifetime of an SSO token; 43200 [E]
 * @param ssoRefreshSeconds lifetime of an SSO refresh token [U]
 * @param passwordGrant false answers the password grant with unauthorized_client [I]
 * @param lockAfterBadPasswords bad passwords in a row that lock the account, 0 = never [I]
 * @param lockSeconds how long a locked account refuses even the right password [I]
 * @param gatewayEncoding form of the gateway's faults; FLAT [I, strong]
 * @param throttleCalls calls allowed in each window, 0 = unlimited; no number is published [U]
 * @param throttleWindowSeconds length of the window [U]
 * @param throttleCode 9008xx code of the refusal [I]
 * @param throttleEncoding its form: FLAT, WRAPPED (with nextAccessTime), MASKED or XML [I]
 * @param suspensionSeconds how long one backend failure suspends the endpoint for all; 30 [E], 0 = never
 * @param personNotFound form of "no such person" [E]
 * @param rowsNotFound form of "this person has no rows" [E: the forms, U: which one]
 * @param decimalRatings ratings read back as 1.00 instead of 1 [I]
 * @param yearAsText {@code tahun} read back as "2026" instead of 2026 [U]
 * @param mapDataAsObject {@code mapData} as {@code {"rwSkpId": id}} instead of the id itself [I]
 * @param renewRecordId replacing a row gives it a new id [U]
 * @param keepDocuments replacing a row keeps its documents [U]
 * @param foreignRecordId what happens to an unknown or foreign {@code id} in a save [U]
 * @param validationStatus HTTP status of "N errors occurred" [U; 400 is documented by one proxy]
 * @param mismatchStatus HTTP status of "Token SSO mismatch" [U]
 * @param checkQuadrant refuse a quadrant that does not follow from the two ratings; the real one seems not to [I]
 * @param refusedYears years for which a save is refused [U]
 * @param monthType JSON type of the months in kinerjaperiodik/save [E: sources disagree]
 * @param uploadLimitBytes largest document, 0 = unlimited [U]
 */
public record Settings(
        int apimTokenSeconds,
        int ssoTokenSeconds,
        int ssoRefreshSeconds,
        boolean passwordGrant,
        int lockAfterBadPasswords,
        int lockSeconds,
        Encoding gatewayEncoding,
        int throttleCalls,
        int throttleWindowSeconds,
        String throttleCode,
        Encoding throttleEncoding,
        int suspensionSeconds,
        NotFoundForm personNotFound,
        NotFoundForm rowsNotFound,
        boolean decimalRatings,
        boolean yearAsText,
        boolean mapDataAsObject,
        boolean renewRecordId,
        boolean keepDocuments,
        ForeignId foreignRecordId,
        int validationStatus,
        int mismatchStatus,
        boolean checkQuadrant,
        List<Integer> refusedYears,
        MonthType monthType,
        long uploadLimitBytes) {

    /** Forms of the gateway's faults, {@code bkn-contract.md} 6.1. */
    public enum Encoding {
        /** Form A, top-level JSON with the code as text. */
        FLAT,
        /** Form B, {@code {"fault":{"code":900802,...}}}. */
        WRAPPED,
        /** Form A with the true meaning hidden behind "Runtime Error". */
        MASKED,
        /** Form C. */
        XML
    }

    /** The ways in which BKN says "nothing found", {@code bkn-contract.md} 2.4. */
    public enum NotFoundForm {
        /** HTTP 404 with code 0 and "Data tidak ditemukan". */
        HTTP_404,
        /** HTTP 200 with code 0. */
        CODE_0,
        /** Code 1 and data null. */
        DATA_NULL,
        /** Code 1 and data "". */
        DATA_BLANK,
        /** Code 1 and a sentence where the list should be. */
        DATA_TEXT,
        /** Code 1 and an empty list (an empty object for a person). */
        EMPTY
    }

    /** What a save with somebody else's or an unknown record id leads to. */
    public enum ForeignId {
        /** 404 {@code {"message":"Not Found"}}. */
        NOT_FOUND,
        /** {@code success:false}. */
        REFUSED,
        /** The id is ignored and the natural key decides. */
        IGNORED
    }

    /** JSON type of a month. */
    public enum MonthType {
        TEXT,
        NUMBER,
        EITHER
    }
}
