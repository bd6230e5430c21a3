package dev.parley.portal;

/** A form was sent that this session has not made: an old one, or a stranger's. */
final class OldForm extends RuntimeException {
    private final transient Visit visit;

    OldForm(Visit visit) {
        this.visit = visit;
    }

    Visit visit() {
        return visit;
    }
}
