package dev.parley.sandbox;

import dev.parley.sandbox.SampleTable.Row;
import dev.parley.shared.Clock;
import java.time.ZoneId;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The page at the front door: what there is, where to look, as whom, and what to try. */
@Controller
@Profile("sandbox")
class StartPage {
    private final SampleTable table;
    private final Clock clock;

    StartPage(SampleTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    /** A sample in words. */
    public record Line(
            String number,
            String contract,
            String state,
            String freelancer,
            String fee,
            String client,
            String free,
            String held,
            String at,
            int mails) {
        static Line of(Row row) {
            var money = row.money();
            return new Line(
                    row.number(),
                    row.title(),
                    row.state(),
                    Guide.withCurrency(money.paidOut()),
                    Guide.withCurrency(money.fees()),
                    Guide.withCurrency(money.refunded()),
                    Guide.withCurrency(money.free()),
                    Guide.withCurrency(money.held()),
                    row.at().map(at -> Guide.moment(at, row.zone())).orElse(""),
                    row.mails());
        }
    }

    @GetMapping("/")
    String show(Model model) {
        var rows = table.rows();
        model.addAttribute("ended", lines(rows, false));
        model.addAttribute("open", lines(rows, true));
        model.addAttribute("missing", Samples.all().size() - rows.size());
        model.addAttribute("now", Guide.moment(clock.now(), ZoneId.of("UTC")));
        model.addAttribute("links", Guide.LINKS);
        model.addAttribute("logins", Guide.LOGINS);
        model.addAttribute("password", Guide.PASSWORD);
        return "sandbox/start";
    }

    private static List<Line> lines(List<Row> rows, boolean open) {
        return rows.stream().filter(row -> row.open() == open).map(Line::of).toList();
    }
}
