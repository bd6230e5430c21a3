package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.api.ReconciliationController.Reconciled;
import dev.parley.ledger.Reconciliation;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.HttpInputMessage;
import org.springframework.http.HttpOutputMessage;
import org.springframework.http.MediaType;
import org.springframework.http.converter.AbstractHttpMessageConverter;
import org.springframework.stereotype.Component;

/** The report as lines of values with commas between them (RFC 4180), a day and currency each. */
@Component
class ReconciliationCsv extends AbstractHttpMessageConverter<Reconciled> {
    static final String TYPE = "text/csv";

    private static final String HEAD =
            "day,currency,opening,deposits,arbitrationShares,chargedBack,reinstated,released,"
                    + "refunded,serviceFees,arbitrationReturned,arbitrationPassed,closing,unanswered,confirmed,failed,waiting\r\n";

    ReconciliationCsv() {
        super(UTF_8, MediaType.valueOf(TYPE));
    }

    @Override
    protected boolean supports(Class<?> type) {
        return type == Reconciled.class;
    }

    @Override
    public boolean canRead(Class<?> type, MediaType mediaType) {
        return false;
    }

    @Override
    protected Reconciled readInternal(Class<? extends Reconciled> type, HttpInputMessage input) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void writeInternal(Reconciled report, HttpOutputMessage output) throws IOException {
        var lines = report.days().stream().map(ReconciliationCsv::row).collect(Collectors.joining("", HEAD, ""));
        output.getBody().write(lines.getBytes(UTF_8));
    }

    private static String row(Reconciliation.Day day) {
        var moved = day.moved();
        var ordered = day.ordered();
        return Stream.of(
                        day.day(),
                        day.currency(),
                        day.opening(),
                        moved.deposits(),
                        moved.arbitrationShares(),
                        moved.chargedBack(),
                        moved.reinstated(),
                        moved.released(),
                        moved.refunded(),
                        moved.serviceFees(),
                        moved.arbitrationReturned(),
                        moved.arbitrationPassed(),
                        day.closing(),
                        ordered.unanswered(),
                        ordered.confirmed(),
                        ordered.failed(),
                        ordered.waiting())
                .map(String::valueOf)
                .collect(Collectors.joining(",", "", "\r\n"));
    }
}
