package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.deadline.Deadline;
import dev.parley.delivery.Kind;
import dev.parley.delivery.Notice;
import dev.parley.delivery.Notices;
import dev.parley.delivery.Recipient;
import dev.parley.shared.Premise;
import dev.parley.shared.Side;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells people: records the notices of one step, in the transaction that causes them (NOT-1). */
@Component
class Tell {
    private static final String MEDIATOR = "MEDIATOR";
    private final Notices notices;
    private final Staff staff;
    private final Reminders reminders;
    private final ZoneId staffZone;
    private final String operationsAddress;

    Tell(
            Notices notices,
            Staff staff,
            Reminders reminders,
            @Value("${parley.staff.zone}") ZoneId staffZone,
            @Value("${parley.operations.mail}") String operationsAddress) {
        this.notices = notices;
        this.staff = staff;
        this.reminders = reminders;
        this.staffZone = staffZone;
        this.operationsAddress = operationsAddress;
    }

    void both(News news) {
        each(Side.CLIENT, news, news);
    }

    /** One side this, the other side that, about the same step. */
    void each(Side side, News news, News toOther) {
        notices.record(Stream.concat(toParty(side, news), toParty(side.other(), toOther))
                .toList());
    }

    void side(Side side, News news) {
        notices.record(toParty(side, news).toList());
    }

    /**
     * Both learn that a window of theirs ends at another moment (DEA-3). Whoever it still waits for is asked anew, by the
     * new end, and reminded of it; the other side is told of it.
     */
    void moved(News news, Deadline window, Set<Side> awaited) {
        notices.record(Stream.of(Side.values())
                .flatMap(side -> toParty(side, awaited.contains(side) ? news.by(window) : news.during(window)))
                .toList());
    }

    /** With the reminder of the target that it names. */
    void mediator(String id, News news) {
        var all = Stream.concat(Stream.of(news), news.kind().hasDeadline() ? reminders(news) : Stream.empty())
                .toList();
        notices.record(staff.member(id).stream()
                .map(member -> new Recipient(MEDIATOR, member.name(), member.email(), staffZone))
                .flatMap(to -> all.stream().map(each -> notice(to, each)))
                .toList());
    }

    /** A corrected address and the one before, whose reader may be a stranger: nothing is said of the case (DOR-4). */
    void corrected(Side side, Milestone milestone, UUID subject, String former) {
        var party = milestone.contract().party(side);
        notices.record(Stream.of(
                        new Recipient(side.name(), party.name(), party.email(), party.zone()),
                        new Recipient(Recipient.FORMER_ADDRESS, "", former, party.zone()))
                .map(to -> new Notice(Kind.ADDRESS_CORRECTED, to, milestone.id(), subject, null, List.of(), Map.of()))
                .toList());
    }

    void leadMediators(News news) {
        staff("LEAD_MEDIATORS", staff.leadMediators(), news);
    }

    void operations(News news) {
        notices.record(List.of(notice(new Recipient("OPERATIONS", "Operations", operationsAddress, staffZone), news)));
    }

    private void staff(String role, Collection<Staff.Member> members, News news) {
        notices.record(members.stream()
                .map(member -> new Recipient(role, member.name(), member.email(), staffZone))
                .map(to -> notice(to, news))
                .toList());
    }

    /** The news, and the reminders that it brings for this side. */
    private Stream<Notice> toParty(Side side, News news) {
        var reminders = news.asks() ? reminders(news) : Stream.<News>empty();
        return Stream.concat(
                        Stream.of(news),
                        reminders.filter(reminder -> reminder.kind().roles().contains(side.name())))
                .map(each -> party(side, each));
    }

    private Stream<News> reminders(News news) {
        var deadline = news.deadline();
        if (deadline == null) return Stream.empty();
        return reminders.of(deadline, news.milestone()).map(reminder -> reminder.provided(news.premises()));
    }

    private static Notice party(Side side, News news) {
        var party = news.milestone().contract().party(side);
        var other = news.milestone().contract().party(side.other());
        var to = new Recipient(side.name(), party.name(), party.email(), party.zone());
        var facts = facts(news);
        facts.put("other", other.name());
        return notice(to, news, facts, premises(side, news));
    }

    private static Notice notice(Recipient to, News news) {
        return notice(to, news, facts(news), news.premises());
    }

    private static Notice notice(Recipient to, News news, Map<String, Object> facts, List<Premise> premises) {
        var deadline = news.deadline();
        return new Notice(
                news.kind(),
                to,
                news.milestone().id(),
                news.subject(),
                deadline == null ? null : deadline.id(),
                premises,
                facts,
                news.notBefore());
    }

    private static List<Premise> premises(Side side, News news) {
        var deadline = news.deadline();
        if (deadline == null || !news.asks()) return news.premises();
        return Stream.concat(news.premises().stream(), Stream.of(Premise.awaits(deadline.id(), side)))
                .toList();
    }

    private static Map<String, Object> facts(News news) {
        var all = new HashMap<>(news.facts());
        all.put("contract", news.milestone().contract().title());
        all.put("milestone", news.milestone().title());
        var deadline = news.deadline();
        if (deadline != null && news.kind().hasDeadline()) all.put("deadline", deadline.dueAt());
        return all;
    }
}
