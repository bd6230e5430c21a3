package dev.parley.portal;

import dev.parley.shared.Money;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Something that a party does and can't take back: a form, a screen that says what follows from it, a one-time code,
 * and a call of the same facade that every other door calls (DOR-2, DOR-4).
 */
interface Act {
    /** What a form asks for. */
    enum Field {
        CHOICE,
        AMOUNT,
        TEXT,
        EVIDENCE
    }

    /** What follows: who gets what, and what else there is to know before one agrees. */
    record Consequence(List<Row> rows, List<String> sentences) {}

    /** Its place in the addresses and the beginning of its texts. */
    String name();

    /** Whether this party can do it now. */
    boolean isOpenTo(Matter matter);

    UUID subject(Matter matter);

    /** The version of what is answered (DIS-13). */
    default int version(Matter matter) {
        return 1;
    }

    default Set<Field> fields() {
        return EnumSet.noneOf(Field.class);
    }

    /** What the form's choice is among. */
    default List<String> choices(Matter matter) {
        return List.of();
    }

    /** What the form begins with. */
    default Form begin(Matter matter) {
        return Form.empty(this, matter);
    }

    /** The most that the form's amount can be. */
    default Money most(Matter matter) {
        return matter.amount();
    }

    /** Refuses what can't be taken as it was typed, by its field. */
    Consequence consequence(Matter matter, Form form);

    void carryOut(Matter matter, Form form);
}
