package id.kinerja.kit.web;

import id.kinerja.kit.model.Refusal;

/** Carries a refusal from where a request is understood to where problems are written; the model never throws it. */
public class RefusedException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final transient Refusal refusal;

    public RefusedException(Refusal refusal) {
        super(refusal.code(), null, false, false);
        this.refusal = refusal;
    }

    public Refusal refusal() {
        return refusal;
    }
}
