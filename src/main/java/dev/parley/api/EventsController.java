package dev.parley.api;

import dev.parley.dispute.Dispute;
import dev.parley.journal.Feed;
import dev.parley.shared.Actor;
import dev.parley.shared.Refused;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What happened to a contracts system's contracts, to catch up from and to look up what a webhook told. */
@RestController
@RequestMapping("/api/v1/events")
@Tag(name = "Events")
class EventsController {
    static final int MOST = 1000;
    private static final Pattern CURSOR = Pattern.compile("\\d{1,18}");

    private final Feed feed;

    EventsController(Feed feed) {
        this.feed = feed;
    }

    /** A contract or milestone, with the id that the contracts system gave it. */
    record Known(UUID id, String externalId) {}

    /** A case, with its number as people write it. */
    record EventDispute(UUID id, String number) {}

    /**
     * An event; its facts are ids, codes, amounts, instants and hashes, never a name or a statement (AUD-3).
     *
     * @param number counts the events of this contracts system from 1, with no gap
     * @param stream the contract, milestone or case that it happened to, whose chain it is part of (AUD-1)
     * @param seq counts within the stream, from 1
     */
    record Event(
            UUID id,
            long number,
            String type,
            Instant at,
            Known contract,
            @Nullable Known milestone,
            @Nullable EventDispute dispute,
            UUID stream,
            int seq,
            Actor.Kind actor,
            Map<String, Object> facts,
            String hash) {}

    /** Some of them, and where to go on: with this cursor the next call misses none and repeats none. */
    record EventPage(List<Event> events, String next, boolean more) {}

    @GetMapping
    @Operation(
            summary =
                    "List what happened to all contracts, complete and in order; after the last page ask again with its cursor (DOR-1)")
    EventPage list(
            @RequestParam(defaultValue = "0") String after,
            @RequestParam(defaultValue = "100") int limit,
            Caller caller) {
        if (limit < 1 || limit > MOST) throw Refused.badInput("limit-range", "limit", "from 1 to " + MOST);
        var from = cursor(after);
        var found = feed.after(caller.name(), from, limit + 1);
        if (found.isEmpty() && from > feed.last(caller.name())) throw unknownCursor();
        var page = found.stream().limit(limit).map(EventsController::view).toList();
        var next = page.isEmpty() ? from : page.get(page.size() - 1).number();
        return new EventPage(page, String.valueOf(next), found.size() > limit);
    }

    @GetMapping("/{id}")
    @Operation(summary = "Read one event, such as a webhook told of (DOR-1)")
    Event read(@PathVariable UUID id, Caller caller) {
        return feed.find(caller.name(), id)
                .map(EventsController::view)
                .orElseThrow(() -> Refused.notFound("event-unknown", id));
    }

    private static long cursor(String after) {
        if (!CURSOR.matcher(after).matches()) throw unknownCursor();
        return Long.parseLong(after);
    }

    private static Refused unknownCursor() {
        return Refused.badInput("cursor-unknown", "after", "a cursor is what an answer had as next");
    }

    private static Event view(Feed.Event event) {
        return new Event(
                event.id(),
                event.number(),
                event.type(),
                event.at(),
                known(event.contract()),
                event.milestone() == null ? null : known(event.milestone()),
                event.dispute() == null
                        ? null
                        : new EventDispute(
                                event.dispute().id(),
                                Dispute.written(event.dispute().number())),
                event.stream(),
                event.seq(),
                event.actor(),
                event.facts(),
                event.hash());
    }

    private static Known known(Feed.Known known) {
        return new Known(known.id(), known.externalId());
    }
}
