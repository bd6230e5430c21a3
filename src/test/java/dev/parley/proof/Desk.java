package dev.parley.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** RES-2 for the whole house: the product gives cases to mediators, and here is said whether rightly. */
final class Desk {
    static final List<String> MEDIATORS = List.of("max", "mia", "mara", "milo");
    static final List<String> LEADS = List.of("lena");

    /** A case as it was given to somebody. */
    record Given(String mediator, Instant at) {}

    private final Map<CaseRules, Given> open = new HashMap<>();

    Ties ties() {
        return new Ties();
    }

    /** What the staff have to do with the two parties of a contract, which is their only one, so far within a year. */
    final class Ties {
        private final Set<String> interested = new HashSet<>();
        private final Set<String> had = new HashSet<>();

        boolean declare(String by) {
            if (!MEDIATORS.contains(by) && !LEADS.contains(by)) return false;
            interested.add(by);
            return true;
        }

        boolean mayPropose(CaseRules at, String by) {
            var assignee = assignee(at);
            return assignee == null
                    ? LEADS.contains(by) && isFreeOfTies(by)
                    : by.equals(assignee) && !interested.contains(by);
        }

        /** Whether this case can still be proposed in, be it after it was handed back. */
        boolean isAnybodyLeft(CaseRules at) {
            var assignee = assignee(at);
            return (assignee != null && mayPropose(at, assignee))
                    || MEDIATORS.stream().anyMatch(this::isFreeOfTies)
                    || LEADS.stream().anyMatch(this::isFreeOfTies);
        }

        @Nullable
        String assignee(CaseRules at) {
            var given = open.get(at);
            return given == null ? null : given.mediator;
        }

        void had(String mediator) {
            had.add(mediator);
        }

        void over(CaseRules at) {
            open.remove(at);
        }

        boolean isFreeOfTies(String mediator) {
            return !interested.contains(mediator) && !had.contains(mediator);
        }
    }

    /** Where the product says that a case is: with the one who has the fewest open ones among those who may have it. */
    void follow(CaseRules at, Ties ties, @Nullable Given given) {
        if (given != null && given.equals(open.get(at))) return;
        open.remove(at);
        var eligible = MEDIATORS.stream().filter(ties::isFreeOfTies).toList();
        if (given == null) {
            assertThat(eligible).as("nobody has the case").isEmpty();
            return;
        }
        assertThat(eligible).as("who may have the case").contains(given.mediator);
        var fewest = eligible.stream().mapToLong(this::cases).min().orElseThrow();
        assertThat(cases(given.mediator)).as("open cases of %s", given.mediator).isEqualTo(fewest);
        ties.had(given.mediator);
        open.put(at, given);
    }

    private long cases(String mediator) {
        Predicate<Given> theirs = given -> given.mediator.equals(mediator);
        return open.values().stream().filter(theirs).count();
    }
}
