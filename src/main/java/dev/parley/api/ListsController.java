package dev.parley.api;

import dev.parley.dispute.Stage;
import dev.parley.process.Registers;
import dev.parley.process.Registers.Wanted;
import dev.parley.review.Review;
import dev.parley.shared.Money;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Reviews and cases of the calling contracts system, newest first. */
@RestController
@RequestMapping("/api/v1")
@Tag(name = "Lists")
class ListsController {
    private final Registers registers;

    ListsController(Registers registers) {
        this.registers = registers;
    }

    /**
     * What both lists can be narrowed by.
     *
     * @param party the contracts system's own id of client or freelancer
     * @param deadlineBefore an open window ends before it
     * @param currency ISO 4217
     * @param amountFrom minor units, included
     * @param amountTo minor units, included
     */
    record Narrowed(
            @Nullable String party,
            @Nullable UUID contract,
            @Nullable Instant deadlineBefore,
            @Nullable String currency,
            @Nullable Long amountFrom,
            @Nullable Long amountTo,
            @Nullable UUID after) {
        Wanted in(@Nullable List<? extends Enum<?>> states) {
            return new Wanted(
                    states == null
                            ? List.of()
                            : states.stream()
                                    .filter(Objects::nonNull) // what is empty in a list asks for nothing
                                    .map(Enum::name)
                                    .toList(),
                    party,
                    contract,
                    null,
                    deadlineBefore,
                    currency == null ? null : Money.currency(currency).getCurrencyCode(),
                    amountFrom,
                    amountTo,
                    after);
        }
    }

    @GetMapping("/reviews")
    @Operation(summary = "List reviews, newest first, or look for some")
    @Transactional(readOnly = true)
    Page<Registers.ReviewLine> reviews(
            @RequestParam(required = false) @Nullable List<Review.State> state,
            @ParameterObject Narrowed narrowed,
            @RequestParam(defaultValue = Page.SIZE) int limit,
            Caller caller) {
        var wanted = narrowed.in(state);
        return Page.of(limit, most -> registers.reviews(caller.name(), wanted, most), Registers.ReviewLine::id);
    }

    @GetMapping("/disputes")
    @Operation(summary = "List cases, newest first, or look for some")
    @Transactional(readOnly = true)
    Page<Registers.CaseLine> cases(
            @RequestParam(required = false) @Nullable List<Stage> stage,
            @ParameterObject Narrowed narrowed,
            @RequestParam(defaultValue = Page.SIZE) int limit,
            Caller caller) {
        var wanted = narrowed.in(stage);
        return Page.of(limit, most -> registers.cases(caller.name(), wanted, most), Registers.CaseLine::id);
    }
}
