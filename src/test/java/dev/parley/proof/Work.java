package dev.parley.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.proof.MilestoneRules.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** One milestone of a life: by what ids it goes in the product, how it last stood there, and what the rules say of it. */
final class Work {
    final UUID id;
    final MilestoneRules rules;
    final List<UUID> reviews = new ArrayList<>();

    /** The windows that it had of its parties, the one that runs the last. */
    final List<UUID> deadlines = new ArrayList<>();

    /** How often somebody wanted another address, by the notice that did not get there. */
    final Map<UUID, Integer> corrections = new HashMap<>();

    /** The case that is open, or the last one. */
    @Nullable
    UUID dispute;

    Product.Milestone stands;

    Work(UUID id, MilestoneRules rules, Product.Milestone stands) {
        this.id = id;
        this.rules = rules;
        this.stands = stands;
    }

    /** The parties' window that runs, as the product knows it. */
    @Nullable
    UUID deadline() {
        var window = rules.window;
        var open = window == null ? null : stands.windows().get(window.kind());
        return open == null ? null : open.deadline();
    }

    /** When the window that runs ends, if a party is waited for. */
    @Nullable
    Instant due() {
        return rules.window == null ? null : rules.window.due();
    }

    /** The instants at which it matters whether something comes just before or just after. */
    Stream<Instant> edges() {
        return windows()
                .flatMap(window ->
                        window.isTarget() ? Stream.of(window.due()) : Stream.of(window.lastDay(), window.due()));
    }

    private Stream<Window> windows() {
        var at = openCase();
        return Stream.of(rules.window, at == null ? null : at.target, at == null ? null : at.reassignment)
                .filter(Objects::nonNull)
                .map(Window.class::cast);
    }

    private @Nullable CaseRules openCase() {
        return rules.clock == Clock.CASE ? rules.disputed : null;
    }

    /** RES-2: a case in mediation is with somebody. */
    void follow(Desk desk, Product.Milestone is) {
        var at = openCase();
        if (at != null && at.isAt(CaseRules.Stage.MEDIATION)) desk.follow(at, rules.contract.ties, is.mediator());
    }

    /**
     * The product is where the rules say it must be, to the minor unit and to the millisecond.
     *
     * @param since what opened meanwhile did so from then on
     */
    void compare(Product.Milestone is, Instant since, Instant now, List<String> trace) {
        stands = is;
        var at = openCase();
        assertThat(is.clock() + " " + is.stage())
                .as("what runs")
                .isEqualTo(rules.clock + " " + (at == null ? null : at.stage));
        var windows = windows().collect(Collectors.toMap(Window::kind, window -> window));
        assertThat(is.windows().keySet()).as("windows").isEqualTo(windows.keySet());
        windows.values().forEach(window -> compare(window, is, since, now, trace));
        assertThat(is.free() + " free, " + is.held() + " held")
                .isEqualTo(rules.free + " free, " + rules.held + " held");
        assertThat(is.cases()).as("endings of cases").isEqualTo(String.join(", ", rules.caseEndings));
        assertThat(is.reviews()).as("endings of reviews").isEqualTo(String.join(", ", rules.reviewEndings));
        if (at != null)
            assertThat(is.takenBack() + " " + is.escalations())
                    .as("what became of mediators")
                    .isEqualTo(String.join(", ", at.takenBack) + " " + at.escalations);
        remember(is);
    }

    private void compare(Window window, Product.Milestone is, Instant since, Instant now, List<String> trace) {
        var open = Objects.requireNonNull(is.windows().get(window.kind()));
        if (!window.isStarted()) {
            assertThat(open.start()).as("when %s opened", window.kind()).isBetween(since, now);
            window.startsAt(open.start());
            trace.add("  " + window.kind() + " from " + open.start() + " to " + window.due());
        }
        assertThat(open.due())
                .as("the end of %s since %s", window.kind(), open.start())
                .isEqualTo(window.due());
    }

    private void remember(Product.Milestone is) {
        var review = is.clockId();
        if (rules.clock == Clock.REVIEW && !reviews.contains(review)) reviews.add(Objects.requireNonNull(review));
        if (rules.clock == Clock.CASE) dispute = is.clockId();
        var deadline = deadline();
        if (deadline != null && !deadlines.contains(deadline)) deadlines.add(deadline);
    }
}
