package dev.parley.api;

import dev.parley.shared.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerMapping;

/** What the thing that a request acts on has come to, for the caller whose act it refused (DIS-12). */
@Component
class PresentState {
    /** Where that stands which a contradiction is about. */
    private static final Map<String, String> KNOWN_AS = Map.of(
            "contract-contradicted", "contracts",
            "submission-contradicted", "reviews",
            "chargeback-contradicted", "chargebacks");

    private final ContractReads contracts;
    private final MilestoneReads milestones;
    private final ReviewReads reviews;
    private final DisputeReads disputes;
    private final DeadlineReads deadlines;
    private final TransferReads transfers;
    private final MoneyReads money;

    PresentState(
            ContractReads contracts,
            MilestoneReads milestones,
            ReviewReads reviews,
            DisputeReads disputes,
            DeadlineReads deadlines,
            TransferReads transfers,
            MoneyReads money) {
        this.deadlines = deadlines;
        this.transfers = transfers;
        this.money = money;
        this.contracts = contracts;
        this.milestones = milestones;
        this.reviews = reviews;
        this.disputes = disputes;
    }

    /** What a path of the API is about: /api/v1/{collection}/{id}. */
    record Target(String collection, UUID id) {
        static Optional<Target> of(HttpServletRequest request) {
            if (!(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables)
                    || !(variables.get("id") instanceof String id)) return Optional.empty();
            return Optional.of(new Target(request.getRequestURI().split("/", -1)[3], UUID.fromString(id)));
        }
    }

    /** Empty where the path names nothing that has a state, or nothing that the caller may see. */
    Optional<Object> of(HttpServletRequest request) {
        return of(Target.of(request));
    }

    /** The state of what a contradiction is about; else that of what the path names. */
    Optional<Object> of(HttpServletRequest request, Refused refused) {
        var collection = KNOWN_AS.get(refused.code());
        if (collection == null) return of(request);
        return of(refused.known().map(known -> new Target(collection, known)));
    }

    private Optional<Object> of(Optional<Target> named) {
        var caller = Caller.of(SecurityContextHolder.getContext().getAuthentication());
        try {
            return named.flatMap(target -> brief(caller, target));
        } catch (Refused unseen) {
            return Optional.empty();
        }
    }

    /** All of it, as a GET reads it. */
    Optional<Versioned> whole(Caller caller, Target target) {
        var id = target.id();
        return switch (target.collection()) {
            case "contracts" -> Optional.of(contracts.full(caller, id));
            case "milestones" -> Optional.of(milestones.full(caller, id));
            case "reviews" -> Optional.of(reviews.view(caller, id));
            case "disputes" -> Optional.of(disputes.full(caller, id));
            case "deadlines" -> Optional.of(deadlines.asked(caller, id));
            default -> Optional.empty();
        };
    }

    private Optional<Object> brief(Caller caller, Target target) {
        var id = target.id();
        return switch (target.collection()) {
            case "contracts" -> Optional.of(contracts.brief(caller, id));
            case "milestones" -> Optional.of(milestones.brief(caller, id));
            case "reviews" -> Optional.of(reviews.view(caller, id));
            case "disputes" -> Optional.of(disputes.brief(caller, id));
            case "transfers" -> Optional.of(transfers.view(caller, id));
            case "chargebacks" -> Optional.of(money.chargeback(caller, id));
            case "deposits" -> Optional.of(money.deposit(caller, id));
            case "deadlines" -> Optional.of(deadlines.asked(caller, id));
            default -> Optional.empty();
        };
    }
}
