package dev.parley.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.Api;
import dev.parley.ParleyTest;
import dev.parley.ledger.Book;
import dev.parley.ledger.Position;
import dev.parley.shared.Clock;
import dev.parley.shared.Money;
import java.math.BigInteger;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The report by day and currency balances to the minor unit, whatever moved. */
@ParleyTest
class ReconciliationTest {
    private static final Currency GBP = Money.currency("GBP");

    @LocalServerPort
    int port;

    @Autowired
    Book book;

    @Autowired
    Clock clock;

    private Api api;

    @BeforeEach
    void connect() {
        api = new Api(port);
    }

    @Test
    @DisplayName(
            "ESC-6 each closing is its opening and what moved, the next opening, and in the end what the book holds")
    void balances() {
        var from = today();
        move(new Random(190));
        api.advance("P1D").expect(200);
        move(new Random(191));
        var to = today();

        var days = days(api.as("otto"), from, to);

        assertThat(days).hasSizeGreaterThanOrEqualTo(2);
        var closing = days.get(0).path("opening").bigIntegerValue();
        for (var day : days) {
            assertThat(day.path("opening").bigIntegerValue()).isEqualTo(closing);
            closing = closing.add(net(day.path("moved")));
            assertThat(day.path("closing").bigIntegerValue()).isEqualTo(closing);
        }
        var position = book.position().stream()
                .filter(each -> each.currency().equals(GBP))
                .findFirst()
                .orElseThrow();
        assertThat(closing).isEqualTo(held(position));
    }

    @Test
    @DisplayName("ESC-7 what was let go on a day is what was ordered, by what became of it")
    void orders() {
        api.advance("P1D").expect(200);
        var milestone = funded(60_000);
        for (var i = 0; i < 3; i++)
            api.approve(api.submit(milestone, gbp(10_000)).expect(201).id()).expect(200);
        var transfers = api.transfers(milestone);
        api.confirmTransfer(transfers.get(0).path("id").asText()).expect(200);
        api.refuseTransfer(transfers.get(1).path("id").asText(), "no account").expect(200);
        api.chargeBack(milestone, "D-" + milestone, "C-1", gbp(30_000)).expect(201);
        api.approve(api.submit(milestone, gbp(20_000)).expect(201).id()).expect(200);

        var day = days(api, today(), today()).get(0);

        assertThat(day.at("/ordered/confirmed").asLong()).isEqualTo(10_000);
        assertThat(day.at("/ordered/failed").asLong()).isEqualTo(10_000);
        assertThat(day.at("/ordered/unanswered").asLong()).isEqualTo(10_000);
        assertThat(day.at("/ordered/waiting").asLong()).isEqualTo(20_000);
        assertThat(day.at("/moved/released").asLong()).isEqualTo(50_000);
        assertThat(day.at("/moved/chargedBack").asLong()).isEqualTo(30_000);
    }

    @Test
    @DisplayName("ESC-6 as CSV it says the same, a line a day and currency")
    void csv() {
        api.advance("P1D").expect(200);
        funded(12_345);

        var answer = api.send(api.request("/reconciliation?from=" + today() + "&to=" + today())
                        .header("Accept", "text/csv")
                        .GET())
                .expect(200);

        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(type -> assertThat(type).startsWith("text/csv"));
        var lines = answer.text().lines().toList();
        assertThat(lines.get(0)).startsWith("day,currency,opening,deposits,").endsWith(",failed,waiting");
        assertThat(lines)
                .filteredOn(line -> line.startsWith(today() + ",GBP,"))
                .singleElement()
                .satisfies(line -> assertThat(line.split(",", -1)[3]).isEqualTo("12345"));
    }

    @Test
    @DisplayName("DOR-3 a range that is upside down, too long or no dates is refused, and only the two who may read it")
    void refused() {
        assertThat(range("2026-02-01", "2026-01-31").expect(400).field()).isEqualTo("to");
        assertThat(range("2026-01-01", "2027-01-02").expect(400).field()).isEqualTo("to");
        range("2026-01-01", "2027-01-01").expect(200);
        assertThat(range("yesterday", "2026-01-31").expect(400).field()).isEqualTo("from");
        api.as("lena").get("/reconciliation?from=2026-01-01&to=2026-01-02").expect(403);
    }

    private void move(Random random) {
        for (var i = 0; i < 12; i++) {
            var milestone = funded(1_000 + random.nextInt(100_000));
            var free = api.milestone(milestone).minor("/balances/free");
            var part = 1 + random.nextLong(free);
            if (random.nextBoolean())
                api.chargeBack(milestone, "D-" + milestone, "C-1", gbp(1 + random.nextLong(free)))
                        .expect(201);
            api.approve(api.submit(milestone, gbp(part)).expect(201).id()).expect(200);
            if (random.nextBoolean())
                api.endContract(UUID.fromString(api.milestone(milestone).at("/contract")), "FREELANCER")
                        .expect(200);
            for (var chargeback : api.as("otto").get("/operations/money").json().path("chargebacks"))
                if (chargeback.path("milestone").asText().equals(milestone.toString()) && random.nextBoolean())
                    end(UUID.fromString(chargeback.path("id").asText()), random);
        }
    }

    private void end(UUID chargeback, Random random) {
        if (random.nextBoolean()) api.reinstate(chargeback).expect(200);
        else if (api.chargeback(chargeback).at("/state").equals("FROZEN"))
            api.remedy("CANCEL_CHARGEBACK", chargeback).expect(200);
    }

    private static BigInteger net(JsonNode moved) {
        return BigInteger.valueOf(moved.path("deposits").asLong()
                + moved.path("arbitrationShares").asLong()
                - moved.path("chargedBack").asLong()
                + moved.path("reinstated").asLong()
                - moved.path("released").asLong()
                - moved.path("refunded").asLong()
                - moved.path("serviceFees").asLong()
                - moved.path("arbitrationReturned").asLong()
                - moved.path("arbitrationPassed").asLong());
    }

    private static BigInteger held(Position position) {
        return position.free()
                .add(position.held())
                .add(position.arbitrationHeld())
                .subtract(position.receivable());
    }

    private List<JsonNode> days(Api reader, LocalDate from, LocalDate to) {
        var all = reader.get("/reconciliation?from=" + from + "&to=" + to)
                .expect(200)
                .json()
                .path("days");
        return StreamSupport.stream(all.spliterator(), false)
                .filter(day -> day.path("currency").asText().equals("GBP"))
                .toList();
    }

    private Api.Response range(String from, String to) {
        return api.get("/reconciliation?from=" + from + "&to=" + to);
    }

    private UUID funded(long minor) {
        var milestone = api.register("MARKETPLACE", "GBP", null, null, minor)
                .expect(201)
                .milestone(0);
        api.deposit(milestone, "D-" + milestone, gbp(minor)).expect(200);
        return milestone;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.now(), ZoneOffset.UTC);
    }

    private static Money gbp(long minor) {
        return new Money(minor, GBP);
    }
}
