package dev.parley.proof;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.Api;
import dev.parley.proof.Days.Home;
import dev.parley.proof.Reference.Who;
import dev.parley.shared.Clock;
import dev.parley.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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

    /** Some of their holidays are named or ordered year by year. */
    private static final List<String> REGIONS_SO_FAR = List.of("US", "DE-BE", "XX", "JP", "AU-NSW");

    private static final Instant SO_FAR = Instant.parse("2032-06-01T00:00:00Z");

    /** What one side's part of an arbitration costs. */
    static final Map<String, Long> SHARES = Map.of("USD", 29_100L, "EUR", 26_900L, "JPY", 43_000L, "KWD", 89_500L);

    final Reference rules;
    final Desk desk;
    final UUID contract;
    final List<Work> works = new ArrayList<>();

    private final World world;
    private final SplittableRandom random;
    private final String currency;
    private final List<String> trace = new ArrayList<>();
    private Product.State stands;
    private Instant since;

    Life(World world, Desk desk, SplittableRandom random) {
        this.world = world;
        this.desk = desk;
        this.random = random;
        var direct = random.nextInt(3) > 0;
        currency = List.of("USD", "EUR", "JPY", "KWD").get(random.nextInt(4));
        var count = List.of(1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 2, 3).get(random.nextInt(12));
        since = world.clock().now();
        var homes = Map.of(Who.CLIENT, home(), Who.FREELANCER, home());
        var share = Objects.requireNonNull(SHARES.get(currency));
        rules = new Reference(new BigDecimal(direct ? "0.034" : "0"), share, homes, desk.ties(), count);
        var amounts = new long[count];
        Arrays.fill(amounts, MOST);
        var body = Api.contract(direct ? "DIRECT" : "MARKETPLACE", currency, null, null, amounts);
        homes.forEach((who, home) -> settle(body, who, home));
        var registered = world.api().register(body).expect(201);
        contract = registered.id();
        trace.add("contract " + contract + ", " + body.get("kind") + " in " + currency + ", " + homes);
        stands = world.product().of(contract);
        for (var n = 0; n < count; n++) work(registered.milestone(n), rules.milestones.get(n));
    }

    private void work(UUID milestone, MilestoneRules its) {
        var work = new Work(
                milestone, its, Objects.requireNonNull(stands.milestones().get(milestone)));
        its.mails = () -> mails(work);
        works.add(work);
    }

    private Home home() {
        var regions = since.isBefore(SO_FAR) ? REGIONS_SO_FAR : REGIONS;
        return new Home(
                random.nextInt(4) == 0 ? null : ZONES.get(random.nextInt(ZONES.size())),
                random.nextInt(4) == 0 ? null : regions.get(random.nextInt(regions.size())));
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
        return rules.milestones.stream().allMatch(each -> each.clock == MilestoneRules.Clock.NONE);
    }

    // What happens

    /** Somebody says something; the rules have said whether it is taken. */
    void said(String who, String what, boolean taken, String path, @Nullable Object body) {
        var api = world.api().as(who).withKey(Api.fresh("life"));
        trace.add(rules.now + " " + what + (taken ? ": taken" : ": refused"));
        if (taken && random.nextInt(20) == 0) crashes(api, path, body);
        var answer = api.post(path, body);
        trace.add("  " + answer.status() + " " + answer.code());
        assertThat(answer.status()).as("%s", answer.text()).isLessThan(500);
        assertThat(answer.status() < 300).as("taken: %s", answer.text()).isEqualTo(taken);
        if (taken && random.nextInt(8) == 0)
            assertThat(api.post(path, body).text()).as("said twice").isEqualTo(answer.text());
        compare();
    }

    /** Before the commit: nothing has changed, and whoever asks again with the same key is heard as if for the first time. */
    private void crashes(Api api, String path, @Nullable Object body) {
        trace.add("  a crash before the commit");
        world.crash().during(() -> {
            var answer = api.post(path, body);
            assertThat(answer.status()).as("crashed: %s", answer.text()).isEqualTo(500);
        });
        assertThat(world.product().of(contract)).as("after a crash").isEqualTo(stands);
    }

    /** The reader of a notice has it, as the contracts system knows. */
    void acknowledged(UUID notice) {
        trace.add(rules.now + " a notice is acknowledged");
        world.api().post("/notices/" + notice + "/acknowledgements", Map.of()).expect(200);
        heard();
        compare();
    }

    /** Mails were sent. */
    void heard() {
        rules.milestones.forEach(MilestoneRules::heard);
    }

    /** Timers have run. */
    void alarm() {
        if (isWaitedFor()) trace.add(rules.now + " an alarm rings");
        rules.milestones.forEach(MilestoneRules::alarm);
    }

    /** Timers have run before anybody has noticed that we were out: they find later ends and nothing else. */
    void woken() {
        if (isWaitedFor()) trace.add(rules.now + " an alarm rings too soon");
        rules.milestones.forEach(MilestoneRules::inTime);
    }

    /** We were out from then on, or were found to have been until now. */
    void out(@Nullable Instant from) {
        trace.add(rules.now + (from == null ? " somebody notices that we were out" : " we were out since " + from));
        if (from == null) rules.noticed(rules.now);
        rules.outSince = from;
    }

    /** Whether a window of the parties is over. */
    boolean isWaitedFor() {
        return works.stream().map(Work::due).anyMatch(due -> due != null && !rules.now.isBefore(due));
    }

    /** The notices of the window that runs. */
    List<Product.Notice> notices(Work work) {
        var deadline = work.deadline();
        return deadline == null ? List.of() : world.product().notices(deadline);
    }

    private List<Window.Mail> mails(Work work) {
        return world.product().mails(Objects.requireNonNull(work.deadline()));
    }

    /** The clock, as those know it who act next. */
    void at(Instant now) {
        rules.now = now;
        since = now;
    }

    // Where it stands

    private void compare() {
        var now = world.product().of(contract);
        for (var work : works) work.follow(desk, milestone(now, work));
        compare(now);
    }

    void compare(Product.State is) {
        stands = is;
        var now = world.clock().now();
        for (var work : works) work.compare(milestone(is, work), since, now, trace);
        assertThat(is.money()).as("money").isEqualTo(rules.money());
    }

    static Product.Milestone milestone(Product.State state, Work work) {
        return Objects.requireNonNull(state.milestones().get(work.id));
    }

    Map<String, Object> money(long minor) {
        return Api.json(Money.of(minor, currency));
    }

    String told() {
        var mails = new StringBuilder();
        for (var work : works)
            if (work.deadline() != null)
                mails.append("\nmails of ").append(work.id).append(": ").append(mails(work));
        return String.join("\n", trace) + mails;
    }
}
