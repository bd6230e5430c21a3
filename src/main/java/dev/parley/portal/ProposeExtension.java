package dev.parley.portal;

import dev.parley.deadline.Deadline;
import dev.parley.deadline.Move;
import dev.parley.delivery.FactText;
import dev.parley.process.DeadlineActs;
import dev.parley.shared.Refused;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** DEA-3: asks the other side for a later end of the window that runs; it moves only if they agree. */
@Component
@Order(20)
class ProposeExtension implements Act {
    private static final List<Integer> DAYS = List.of(1, 3, 7, 14);

    private final DeadlineActs acts;
    private final Phrases phrases;

    ProposeExtension(DeadlineActs acts, Phrases phrases) {
        this.acts = acts;
        this.phrases = phrases;
    }

    @Override
    public String name() {
        return "propose-extension";
    }

    @Override
    public boolean isOpenTo(Matter matter) {
        return isExtendable(matter) && !choices(matter).isEmpty();
    }

    /** Once a window, while it runs, and only windows that parties are waited for in. */
    static boolean isExtendable(Matter matter) {
        var window = matter.deadline();
        return window != null && window.rule().binding() && !matter.isOver() && !window.wasMoved(Move.Cause.AGREED);
    }

    @Override
    public UUID subject(Matter matter) {
        return window(matter).id();
    }

    @Override
    public int version(Matter matter) {
        return window(matter).moves().size() + 1;
    }

    @Override
    public Set<Field> fields() {
        return EnumSet.of(Field.CHOICE);
    }

    /** At most the window's original length. */
    @Override
    public List<String> choices(Matter matter) {
        var window = window(matter);
        var latest = window.dueAt().plus(window.originalLength());
        return DAYS.stream()
                .filter(days -> !window.endLaterBy(days).isAfter(latest))
                .map(String::valueOf)
                .toList();
    }

    @Override
    public Consequence consequence(Matter matter, Form form) {
        var window = window(matter);
        return new Consequence(
                List.of(
                        new Row(phrases.of("extension.now"), FactText.instant(window.dueAt(), matter.zone())),
                        new Row(
                                phrases.of("extension.then"),
                                FactText.instant(window.endLaterBy(days(matter, form)), matter.zone()))),
                List.of(phrases.of("propose-extension.consequence", matter.other()), phrases.of("extension.once")));
    }

    @Override
    public void carryOut(Matter matter, Form form) {
        var window = window(matter);
        acts.propose(
                window.id(),
                matter.side(),
                window.endLaterBy(days(matter, form)),
                matter.visit().actor());
    }

    private int days(Matter matter, Form form) {
        return Stream.of(form.choice())
                .filter(choices(matter)::contains)
                .map(Integer::valueOf)
                .findFirst()
                .orElseThrow(() -> Refused.badInput("missing", "choice", "one of the lengths that are offered"));
    }

    static Deadline window(Matter matter) {
        return Objects.requireNonNull(matter.deadline());
    }
}
