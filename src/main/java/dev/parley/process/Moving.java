package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.deadline.Deadline;
import dev.parley.deadline.Deadlines;
import dev.parley.deadline.Later;
import dev.parley.deadline.Move;
import dev.parley.deadline.Rule;
import dev.parley.delivery.Kind;
import dev.parley.journal.Journal;
import dev.parley.shared.Actor;
import dev.parley.shared.CaseEvent;
import dev.parley.shared.Texts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Moves the end of a window, with all that belongs to it: the record, the event, and the notices to both (DEA-3). */
@Component
class Moving {
    private final Deadlines deadlines;
    private final Awaited awaited;
    private final Journal journal;
    private final Texts texts;
    private final Tell tell;

    Moving(Deadlines deadlines, Awaited awaited, Journal journal, Texts texts, Tell tell) {
        this.deadlines = deadlines;
        this.awaited = awaited;
        this.journal = journal;
        this.texts = texts;
        this.tell = tell;
    }

    /** Why a window's end moves: the cause, in code what it rests on, and what people wrote. */
    record Why(Move.Cause cause, @Nullable String grounds, Texts.@Nullable Ref text) {
        static Why of(Move.Cause cause) {
            return new Why(cause, null, null);
        }

        static Why of(Move.Cause cause, String grounds) {
            return new Why(cause, grounds, null);
        }
    }

    /** The milestone's row is locked. A timer that wakes too early is set again by itself. */
    Deadline move(Deadline window, Milestone milestone, Why why, Later to, Actor actor) {
        var text = why.text();
        var moved = deadlines.move(window, why.cause(), to, why.grounds(), text == null ? null : text.id(), actor);
        journal.append(new CaseEvent(stream(window, milestone), "deadline.moved", actor, events(window, why, to)));
        var news = News.of(kind(why.cause()), window.subject(), milestone, facts(window));
        tell.moved(text == null ? news : news.with("grounds", texts.read(text.id())), moved, awaited.in(moved));
        return moved;
    }

    /** Reviews and claims are told on their milestone's stream, cases on their own. */
    static UUID stream(Deadline window, Milestone milestone) {
        return window.rule() == Rule.REVIEW || window.rule() == Rule.CLAIM ? milestone.id() : window.subject();
    }

    /** What every notice says of a window whose end is another, or is to be. */
    static Map<String, Object> about(Deadline window) {
        return Map.of("window", window.rule().period(), "before", window.dueAt());
    }

    private static Map<String, Object> facts(Deadline window) {
        var facts = new HashMap<>(about(window));
        facts.put("otherwise", window.rule().ifItPasses());
        return facts;
    }

    private static Map<String, Object> events(Deadline window, Why why, Later to) {
        var facts = new HashMap<String, Object>(Map.of(
                "deadline", window.id(),
                "rule", window.rule().name(),
                "cause", why.cause().name(),
                "from", window.dueAt(),
                "to", to.dueAt()));
        if (why.grounds() != null) facts.put("grounds", why.grounds());
        if (why.text() != null) facts.put("grounds", why.text().sha256());
        return facts;
    }

    private static Kind kind(Move.Cause cause) {
        return switch (cause) {
            case UNDELIVERED -> Kind.WINDOW_EXTENDED;
            case BROUGHT_FORWARD -> Kind.WINDOW_BROUGHT_FORWARD;
            case AGREED -> Kind.EXTENSION_AGREED;
            case OPERATIONS -> Kind.WINDOW_MOVED;
            case OUTAGE -> Kind.WINDOW_MOVED_BY_OUTAGE;
        };
    }

    /** The interval of an outage, in code. */
    static String interval(Instant since, Instant until) {
        return since + "/" + until;
    }
}
