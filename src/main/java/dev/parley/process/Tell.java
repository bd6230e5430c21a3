package dev.parley.process;

import dev.parley.contract.Milestone;
import dev.parley.deadline.Deadline;
import dev.parley.delivery.Kind;
import dev.parley.delivery.Notice;
import dev.parley.delivery.Notices;
import dev.parley.delivery.Recipient;
import dev.parley.shared.Side;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells people: records the notices of one step, in the transaction that causes them (NOT-1). */
@Component
class Tell {
    private final Notices notices;
    private final Staff staff;
    private final ZoneId staffZone;
    private final String operationsAddress;

    Tell(
            Notices notices,
            Staff staff,
            @Value("${parley.staff.zone}") ZoneId staffZone,
            @Value("${parley.operations.mail}") String operationsAddress) {
        this.notices = notices;
        this.staff = staff;
        this.staffZone = staffZone;
        this.operationsAddress = operationsAddress;
    }

    void both(UUID subject, Milestone milestone, Kind kind, Map<String, Object> facts) {
        both(subject, milestone, kind, facts, null);
    }

    /** Tells both parties; with a deadline, each is told by when to answer. */
    void both(UUID subject, Milestone milestone, Kind kind, Map<String, Object> facts, @Nullable Deadline deadline) {
        notices.record(Stream.of(Side.values())
                .map(side -> toParty(side, subject, milestone, kind, facts, deadline))
                .toList());
    }

    void side(Side side, UUID subject, Milestone milestone, Kind kind, Map<String, Object> facts) {
        side(side, subject, milestone, kind, facts, null);
    }

    void side(
            Side side,
            UUID subject,
            Milestone milestone,
            Kind kind,
            Map<String, Object> facts,
            @Nullable Deadline deadline) {
        notices.record(List.of(toParty(side, subject, milestone, kind, facts, deadline)));
    }

    /** Tells the mediator; with a deadline, by when to act. */
    void mediator(
            String id,
            UUID subject,
            Milestone milestone,
            Kind kind,
            Map<String, Object> facts,
            @Nullable Deadline deadline) {
        staff("MEDIATOR", staff.member(id).stream().toList(), subject, milestone, kind, facts, deadline);
    }

    void leadMediators(UUID subject, Milestone milestone, Kind kind, Map<String, Object> facts) {
        staff("LEAD_MEDIATORS", staff.leadMediators(), subject, milestone, kind, facts, null);
    }

    void operations(UUID subject, Milestone milestone, Kind kind, Map<String, Object> facts) {
        var team = new Recipient("OPERATIONS", "Operations", operationsAddress, staffZone);
        notices.record(List.of(toStaff(team, subject, milestone, kind, facts, null)));
    }

    private void staff(
            String role,
            Collection<Staff.Member> members,
            UUID subject,
            Milestone milestone,
            Kind kind,
            Map<String, Object> facts,
            @Nullable Deadline deadline) {
        notices.record(members.stream()
                .map(member -> new Recipient(role, member.name(), member.email(), staffZone))
                .map(to -> toStaff(to, subject, milestone, kind, facts, deadline))
                .toList());
    }

    private static Notice toStaff(
            Recipient to,
            UUID subject,
            Milestone milestone,
            Kind kind,
            Map<String, Object> facts,
            @Nullable Deadline deadline) {
        return notice(kind, to, subject, withTitles(milestone, facts), deadline);
    }

    private static Notice notice(
            Kind kind, Recipient to, UUID subject, Map<String, Object> facts, @Nullable Deadline deadline) {
        if (deadline != null && kind.hasDeadline()) facts.put("deadline", deadline.dueAt());
        return new Notice(kind, to, subject, deadline == null ? null : deadline.id(), facts);
    }

    private static Notice toParty(
            Side side,
            UUID subject,
            Milestone milestone,
            Kind kind,
            Map<String, Object> facts,
            @Nullable Deadline deadline) {
        var party = milestone.contract().party(side);
        var to = new Recipient(side.name(), party.name(), party.email(), party.zone());
        var all = withTitles(milestone, facts);
        all.put("other", milestone.contract().party(side.other()).name());
        return notice(kind, to, subject, all, deadline);
    }

    private static Map<String, Object> withTitles(Milestone milestone, Map<String, Object> facts) {
        var all = new HashMap<>(facts);
        all.put("contract", milestone.contract().title());
        all.put("milestone", milestone.title());
        return all;
    }
}
