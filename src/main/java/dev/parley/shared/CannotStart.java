package dev.parley.shared;

import java.util.List;

/** The application must not run as it is set up; each reason is a sentence that says what to do. */
public final class CannotStart extends RuntimeException {
    private final transient List<String> reasons;

    public CannotStart(List<String> reasons) {
        super(String.join(" ", reasons));
        this.reasons = List.copyOf(reasons);
    }

    public List<String> reasons() {
        return reasons;
    }
}
