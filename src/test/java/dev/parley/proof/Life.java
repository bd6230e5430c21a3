package dev.parley.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.Api.Response;
import dev.parley.proof.Days.Home;
import dev.parley.proof.Reference.Who;
import dev.parley.shared.Clock;
import dev.parley.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One contract in the product beside its {@link Reference}: what is said to both, and where each then stands. */
final class Life {
    /** Where a life takes place. */
    record World(Api api, Product product, Crash crash, Clock clock) {}

    static final long MOST = 200_000;

    private static final List<String> ZONES = List.of(
            "America/New_York", "Europe/Berlin", "Asia/Tokyo", "Australia/Lord_Howe", "Pacific/Kiritimati", "UTC");
    private static final List<String> REGIONS = List.of("US", "DE-BE", "XX");

    /** What one side's part of an arbitration costs. */
    static final Map<String, Long> SHARES = Map.of("USD", 29_100L, "EUR", 26_900L, "JPY", 43_000L, "KWD", 89_500L);

    final Reference rules;
    final long share;
    final UUID contract;
    final UUID milestone;
    final List<UUID> reviews = new ArrayList<>();

    @Nullable
    UUID dispute;

    private final World world;
    private final SplittableRandom random;
    private final String currency;
    private final List<String> trace = new ArrayList<>();
    private Product.State stands;
    private Instant since;

    Life(World world, SplittableRandom random) {
        this.world = world;
        this.random = random;
        var direct = random.nextInt(3) > 0;
        currency = List.of("USD", "EUR", "JPY", "KWD").get(random.nextInt(4));
        share = Objects.requireNonNull(SHARES.get(currency));
        var homes = Map.of(Who.CLIENT, home(), Who.FREELANCER, home());
        rules = new Reference(new BigDecimal(direct ? "0.034" : "0"), share, homes);
        since = world.clock().now();
        var body = Api.contract(direct ? "DIRECT" : "MARKETPLACE", currency, null, null, MOST);
        homes.forEach((who, home) -> settle(body, who, home));
        var registered = world.api().register(body).expect(201);
        contract = registered.id();
        milestone = registered.milestone(0);
        trace.add("contract " + contract + ", " + body.get("kind") + " in " + currency + ", " + homes);
        stands = world.product().of(milestone);
        rules.mails = this::mails;
    }

    private Home home() {
        return new Home(
                random.nextInt(4) == 0 ? null : ZONES.get(random.nextInt(ZONES.size())),
                random.nextInt(4) == 0 ? null : REGIONS.get(random.nextInt(REGIONS.size())));
    }

    @SuppressWarnings("unchecked")
    private static void settle(Map<String, Object> contract, Who who, Home home) {
        var party =
                (Map<String, Object>) Objects.requireNonNull(contract.get(who == Who.CLIENT ? "client" : "freelancer"));
        party.remove("zone");
        party.remove("region");
        if (home.zone() != null) party.put("zone", home.zone());
        if (home.region() != null) party.put("region", home.region());
    }

    boolean isOver() {
        return rules.clock == Reference.Clock.NONE;
    }

    /** When the window that runs ends, if a party is waited for. */
    @Nullable
    Instant due() {
        return rules.window == null ? null : rules.window.due();
    }

    // What happens

    /** Somebody says something; the rules have said whether it is taken. */
    @Nullable
    Response said(String what, boolean taken, String path, @Nullable Object body) {
        return said("contracts", what, taken, path, body);
    }

    @Nullable
    Response said(String who, String what, boolean taken, String path, @Nullable Object body) {
        var api = world.api().as(who).withKey(Api.fresh("life"));
        trace.add(rules.now + " " + what + (taken ? ": taken" : ": refused"));
        if (taken && random.nextInt(20) == 0) crashes(api, path, body);
        var answer = api.post(path, body);
        trace.add("  " + answer.status() + " " + answer.code());
        assertThat(answer.status()).as("%s", answer.text()).isLessThan(500);
        assertThat(answer.status() < 300).as("taken: %s", answer.text()).isEqualTo(taken);
        if (taken && random.nextInt(8) == 0)
            assertThat(api.post(path, body).text()).as("said twice").isEqualTo(answer.text());
        compare(world.product().of(milestone));
        return answer;
    }

    /** Before the commit: nothing has changed, and whoever asks again with the same key is heard as if for the first time. */
    private void crashes(Api api, String path, @Nullable Object body) {
        trace.add("  a crash before the commit");
        world.crash().during(() -> {
            var answer = api.post(path, body);
            assertThat(answer.status()).as("crashed: %s", answer.text()).isEqualTo(500);
        });
        assertThat(world.product().of(milestone)).as("after a crash").isEqualTo(stands);
    }

    /** Timers have run, or mails were sent. */
    void alarmsRan(Product.State now) {
        if (due() != null && !rules.now.isBefore(due())) trace.add(rules.now + " the alarm rings");
        rules.alarm();
        compare(now);
    }

    void mailsSent() {
        rules.heard();
    }

    /** A notice of the window that runs came back, or its reader has it. */
    void heardOfNotice(boolean bounces) {
        if (stands.deadline() == null || due() == null) return;
        var notices = world.product().notices(stands.deadline());
        if (notices.isEmpty()) return;
        var notice = List.copyOf(notices.keySet()).get(random.nextInt(notices.size()));
        if (bounces) {
            said("a notice bounces", notices.get(notice), "/notices/" + notice + "/bounces", Map.of("reason", "550"));
            return;
        }
        trace.add(rules.now + " a notice is acknowledged");
        world.api().post("/notices/" + notice + "/acknowledgements", Map.of()).expect(200);
        rules.heard();
        compare(world.product().of(milestone));
    }

    private List<Window.Mail> mails() {
        return world.product().mails(Objects.requireNonNull(stands.deadline()));
    }

    /** The clock, as those know it who act next. */
    void at(Instant now) {
        rules.now = now;
        since = now;
    }

    // Where it stands

    /** The product is where the rules say it must be, to the minor unit and to the millisecond. */
    void compare(Product.State is) {
        stands = is;
        var window = rules.window;
        assertThat(is.clock() + " " + is.stage() + " " + is.rule())
                .as("what runs")
                .isEqualTo(rules.clock + " " + (rules.clock == Reference.Clock.CASE ? rules.stage : null) + " "
                        + (window == null ? null : window.kind));
        if (window != null && !window.isStarted()) {
            var start = Objects.requireNonNull(is.start());
            assertThat(start)
                    .as("when %s opened", window.kind)
                    .isBetween(since, world.clock().now());
            window.startsAt(start);
            trace.add("  " + window.kind + " from " + start + " to " + window.due());
        }
        assertThat(is.due()).as("the end of %s since %s", is.rule(), is.start()).isEqualTo(due());
        assertThat(is.money()).as("money").isEqualTo(rules.money());
        assertThat(is.cases()).as("endings of cases").isEqualTo(String.join(", ", rules.caseEndings));
        assertThat(is.reviews()).as("endings of reviews").isEqualTo(String.join(", ", rules.reviewEndings));
        var review = is.clockId();
        if (rules.clock == Reference.Clock.REVIEW && !reviews.contains(review)) reviews.add(review);
        if (rules.clock == Reference.Clock.CASE) dispute = is.clockId();
    }

    /** RES-2: whoever may propose; the lead where it is assigned to nobody, and nobody where they had a case of these parties. */
    Optional<String> mediator() {
        var all = world.product().assigned(Objects.requireNonNull(dispute));
        var assignee = all.stream()
                .filter(at -> at.here() && at.now())
                .map(Product.Assigned::mediator)
                .findFirst();
        var before = all.stream()
                .filter(at -> !at.here() || !at.now())
                .map(Product.Assigned::mediator)
                .toList();
        assignee.ifPresent(
                at -> assertThat(before).as("mediators of earlier cases").doesNotContain(at));
        return assignee.or(() -> Optional.of("lena").filter(lead -> !before.contains(lead)));
    }

    Map<String, Object> money(long minor) {
        return Api.json(Money.of(minor, currency));
    }

    String told() {
        var mails = stands.deadline() == null ? "" : "\nmails of the window: " + mails();
        return String.join("\n", trace) + mails;
    }
}
