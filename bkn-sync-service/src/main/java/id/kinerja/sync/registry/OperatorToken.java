package id.kinerja.sync.registry;

import org.jspecify.annotations.Nullable;

/** Takes the single sign-on token that a person has fetched at the registry. It goes in and is never told again. */
public interface OperatorToken {

    /** Why a token is not taken. */
    enum Objection {
        /** Tokens are fetched by password. */
        NOT_ASKED_FOR,
        /** Without a key to encrypt it with, only one instance would know it, and only until it stops. */
        NOT_KEPT,
        /** It says itself that its time is over. */
        EXPIRED
    }

    /** Null if it can be taken. */
    @Nullable
    Objection objection(String token);

    /** From now on this one is used, by all instances. */
    void take(String token);
}
