package id.kinerja.sync.identity;

/** Told when the roster says something new about who a person is, so that what waited for it can go on. */
public interface IdentityListener {

    void identityChanged(String employeeId);
}
