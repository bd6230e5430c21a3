package dev.parley.process;

import dev.parley.mediation.Issue;
import dev.parley.mediation.ReasonCode;
import dev.parley.shared.Refused;
import dev.parley.shared.Texts;
import dev.parley.shared.Words;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.jspecify.annotations.Nullable;

/**
 * A proposal as Tasklist or the API posts it (RES-1): an amount in major units, one issue or several, and why it is
 * outside of the last offers.
 */
record PostedProposal(
        String amount, List<Issue> issues, @Nullable String outsideOffers) {
    static PostedProposal take(DelegateExecution at) {
        var posted = Posted.take(at, declared(), Set.of());
        return new PostedProposal(
                posted.text(NonBindingResolutionProcess.AMOUNT_TO_FREELANCER),
                IntStream.rangeClosed(1, NonBindingResolutionProcess.MOST_ISSUES)
                        .filter(number -> number == 1 || isNamed(posted, number))
                        .mapToObj(number -> issue(posted, number))
                        .toList(),
                posted.optionalText(NonBindingResolutionProcess.OUTSIDE_OFFERS));
    }

    /** What a proposal may say, and nothing else. */
    static Set<String> declared() {
        var names = new HashSet<String>();
        names.add(NonBindingResolutionProcess.AMOUNT_TO_FREELANCER);
        names.add(NonBindingResolutionProcess.OUTSIDE_OFFERS);
        for (var number = 1; number <= NonBindingResolutionProcess.MOST_ISSUES; number++) {
            names.add(named(NonBindingResolutionProcess.REASON_CODE, number));
            names.add(named(NonBindingResolutionProcess.REASONS, number));
        }
        return names;
    }

    private static boolean isNamed(Posted posted, int number) {
        return posted.optionalText(named(NonBindingResolutionProcess.REASON_CODE, number)) != null
                || posted.optionalText(named(NonBindingResolutionProcess.REASONS, number)) != null;
    }

    private static Issue issue(Posted posted, int number) {
        return new Issue(
                posted.oneOf(named(NonBindingResolutionProcess.REASON_CODE, number), ReasonCode.class),
                posted.text(named(NonBindingResolutionProcess.REASONS, number)));
    }

    /** The first issue has no number: with one issue there is nothing to count. */
    private static String named(String field, int number) {
        return number == 1 ? field : field + number;
    }

    ReasonCode mainReason() {
        return issues.get(0).code();
    }

    /** What both parties read: each issue by its code in words and its reason, one alone without; why it leaves the offers. */
    String reasons() {
        var all = issues.size() == 1 ? issues.get(0).reason() : numbered();
        if (outsideOffers != null) all += "\n\n" + Words.fill(Words.of("proposal.outside"), fact -> outsideOffers);
        if (all.length() > Texts.LONGEST)
            throw Refused.badInput(
                    "too-long",
                    NonBindingResolutionProcess.REASONS,
                    "all reasons together have at most " + Texts.LONGEST + " characters");
        return all;
    }

    private String numbered() {
        return IntStream.range(0, issues.size())
                .mapToObj(n -> (n + 1) + ". " + Words.of(issues.get(n).code()) + ": "
                        + issues.get(n).reason().strip())
                .collect(Collectors.joining("\n\n"));
    }
}
