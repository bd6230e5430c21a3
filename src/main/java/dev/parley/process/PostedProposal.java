package dev.parley.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.parley.mediation.Issue;
import dev.parley.mediation.ReasonCode;
import dev.parley.shared.Refused;
import dev.parley.shared.Texts;
import dev.parley.shared.Words;
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
    /** One code and one text instead of a list: from the API, and from the form of release 0.1.0. */
    static final String REASON_CODE = "reasonCode";

    static final String REASONS = "reasons";

    private static final int MOST_ISSUES = 20;
    private static final JsonMapper JSON = new JsonMapper();
    private static final Set<String> DECLARED = Set.of(
            NonBindingResolutionProcess.AMOUNT_TO_FREELANCER,
            NonBindingResolutionProcess.ISSUES,
            NonBindingResolutionProcess.OUTSIDE_OFFERS,
            REASON_CODE,
            REASONS);

    /** As a form leaves it where nothing was entered. */
    private record Entered(@Nullable String code, @Nullable String reason) {}

    static PostedProposal take(DelegateExecution at) {
        var posted = Posted.take(at, DECLARED, Set.of());
        return new PostedProposal(
                posted.text(NonBindingResolutionProcess.AMOUNT_TO_FREELANCER),
                issues(posted),
                posted.optionalText(NonBindingResolutionProcess.OUTSIDE_OFFERS));
    }

    private static List<Issue> issues(Posted posted) {
        var list = posted.optionalJson(NonBindingResolutionProcess.ISSUES);
        if (list == null) return List.of(new Issue(posted.oneOf(REASON_CODE, ReasonCode.class), posted.text(REASONS)));
        var entered = read(list);
        if (entered.length == 0 || entered.length > MOST_ISSUES)
            throw Refused.badInput(
                    "issues-missing",
                    NonBindingResolutionProcess.ISSUES,
                    "name one issue or more, at most " + MOST_ISSUES + ", each with its reason");
        return IntStream.range(0, entered.length)
                .mapToObj(n -> issue(entered[n], n + 1))
                .toList();
    }

    private static Entered[] read(String list) {
        try {
            return JSON.readValue(list, Entered[].class);
        } catch (JsonProcessingException malformed) {
            throw Refused.badInput(
                    "issues-malformed", NonBindingResolutionProcess.ISSUES, "issues are a list of code and reason");
        }
    }

    private static Issue issue(Entered entered, int number) {
        var field = NonBindingResolutionProcess.ISSUES + "[" + number + "]";
        var code = Posted.oneOf(field + ".code", entered.code, ReasonCode.class);
        if (entered.reason == null || entered.reason.isBlank())
            throw Refused.badInput("missing", field + ".reason", "issue " + number + " needs a written reason");
        return new Issue(code, Posted.readable(field + ".reason", entered.reason));
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
                    NonBindingResolutionProcess.ISSUES,
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
