package id.kinerja.simulator.call;

/** Everything a client of BKN can call, with its route and the tokens it needs. */
public enum Operation {
    /** [E] WSO2 client credentials. */
    APIM_TOKEN("POST", "/oauth2/token", Access.OPEN),
    /** [E] Keycloak realm public-siasn. */
    SSO_TOKEN("POST", "/auth/realms/public-siasn/protocol/openid-connect/token", Access.OPEN),
    /** [E] Employee master. */
    DATA_UTAMA("GET", "/apisiasn/1.0/pns/data-utama/{nip}", Access.BOTH_TOKENS),
    /** [E] Annual results of a person. */
    ANNUAL_LIST("GET", "/apisiasn/1.0/pns/rw-skp22/{nip}", Access.BOTH_TOKENS),
    /** [E] One annual result. */
    ANNUAL_READ("GET", "/apisiasn/1.0/skp22/id/{id}", Access.BOTH_TOKENS),
    /** [E] Create or replace an annual result. */
    ANNUAL_SAVE("POST", "/apisiasn/1.0/skp22/save", Access.BOTH_TOKENS),
    /** [E] Periodic results of a person. */
    PERIODIC_LIST("GET", "/apisiasn/1.0/pns/rw-kinerjaperiodik/{nip}", Access.BOTH_TOKENS),
    /** [E] Create a periodic result. */
    PERIODIC_SAVE("POST", "/apisiasn/1.0/kinerjaperiodik/save", Access.BOTH_TOKENS),
    /** [E] Remove a periodic result. */
    PERIODIC_DELETE("DELETE", "/apisiasn/1.0/kinerjaperiodik/delete/{id}", Access.BOTH_TOKENS),
    /** [E] Upload a document and attach it to a record. */
    UPLOAD_FOR_RECORD("POST", "/apisiasn/1.0/upload-dok-rw", Access.BOTH_TOKENS),
    /** [E] Upload a document to be named in a later save. */
    UPLOAD("POST", "/apisiasn/1.0/upload-dok", Access.BOTH_TOKENS),
    /** [E] Read a document back. */
    DOWNLOAD("GET", "/apisiasn/1.0/download-dok", Access.BOTH_TOKENS),
    /** [U] Assumed: BKN offers no plan intake. It asks for the APIM token only and is outside the gateway's limits. */
    PLAN_INTAKE("POST", "/simulator/plan-intake", Access.APIM_TOKEN),
    /** [E] Whatever else is asked of the API does not exist, a plan endpoint least of all. */
    ABSENT("*", "/apisiasn/**", Access.OPEN);

    /** Which tokens a route asks for. */
    public enum Access {
        OPEN,
        APIM_TOKEN,
        BOTH_TOKENS
    }

    private final String method;
    private final String pattern;
    private final Access access;

    Operation(String method, String pattern, Access access) {
        this.method = method;
        this.pattern = pattern;
        this.access = access;
    }

    public String method() {
        return method;
    }

    public String pattern() {
        return pattern;
    }

    public Access access() {
        return access;
    }

    /** True for the routes behind the simulated gateway, which throttles and suspends. */
    public boolean behindGateway() {
        return access == Access.BOTH_TOKENS;
    }
}
