package id.kinerja.sync.identity;

import java.util.List;

/** Told when the roster says something new about who a person is, so that what waited for it can go on. */
public interface IdentityListener {

    /** Of whatever is about the person, or waits for them. */
    void identityChanged(String employeeId);

    /**
     * The roster tells of a person for the first time.
     *
     * @param waiting what had been waiting for that; a listener takes what it knows
     */
    void identityTold(String employeeId, List<String> waiting);
}
