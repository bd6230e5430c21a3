package dev.parley.shared;

import java.util.Locale;

/** The two parties of a contract. */
public enum Side {
    CLIENT,
    FREELANCER;

    public Side other() {
        return this == CLIENT ? FREELANCER : CLIENT;
    }

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
