package dev.parley.api;

import dev.parley.ledger.Book;
import dev.parley.ledger.Position;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigInteger;
import java.util.Currency;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The whole book, for operations. */
@RestController
@RequestMapping("/api/v1/ledger")
@Tag(name = "Ledger")
class LedgerController {
    private final Book book;

    LedgerController(Book book) {
        this.book = book;
    }

    /** A sum over all contracts, in minor units: it may exceed what one amount may be. */
    record Sum(BigInteger minor, Currency currency) {}

    /** Where the money of one currency is, and what is missing of deposits that came back; the difference is zero, or the book is wrong. */
    record Whereabouts(
            Currency currency,
            Sum moneyIn,
            Sum receivable,
            Sum free,
            Sum held,
            Sum paidOut,
            Sum refunded,
            Sum fees,
            Sum arbitrationHeld,
            Sum arbitrationReturned,
            Sum arbitrationPassed,
            Sum difference) {
        static Whereabouts of(Position position) {
            var currency = position.currency();
            return new Whereabouts(
                    currency,
                    new Sum(position.moneyIn(), currency),
                    new Sum(position.receivable(), currency),
                    new Sum(position.free(), currency),
                    new Sum(position.held(), currency),
                    new Sum(position.paidOut(), currency),
                    new Sum(position.refunded(), currency),
                    new Sum(position.fees(), currency),
                    new Sum(position.arbitrationHeld(), currency),
                    new Sum(position.arbitrationReturned(), currency),
                    new Sum(position.arbitrationPassed(), currency),
                    new Sum(position.difference(), currency));
        }
    }

    @GetMapping("/position")
    @Operation(summary = "Read where all money is, by currency: what came in less where it is leaves nothing (ESC-6)")
    List<Whereabouts> position() {
        return book.position().stream().map(Whereabouts::of).toList();
    }
}
