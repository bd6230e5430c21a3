package dev.parley;

import dev.parley.StartupCheck.Setting;
import dev.parley.shared.Actor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.springframework.core.env.Environment;

/** The contracts clients of production: each has a name of its own, and a way to prove that it is the one. */
final class ClientsCheck {
    private static final String CLIENTS = "parley.contracts-clients";

    /** Names that are taken, and by whom. */
    private static final Map<String, String> TAKEN =
            Map.of("metrics", "whatever reads the metrics", Actor.PORTAL, "the parties' own door");

    private static final List<Setting> OF_TOKENS = List.of(
            new Setting("parley.oauth.issuer", "PARLEY_OAUTH_ISSUER", "who issues the contracts system's tokens"),
            new Setting("parley.oauth.audience", "PARLEY_OAUTH_AUDIENCE", "what those tokens say that they are for"),
            new Setting("parley.oauth.jwk-set-uri", "PARLEY_OAUTH_KEYS", "the address of their issuer's keys"));

    private ClientsCheck() {}

    static List<String> reasonsAgainst(Environment environment) {
        var reasons = new ArrayList<String>();
        var names = names(environment);
        if (names.isEmpty()) reasons.add("Set PARLEY_CONTRACTS_CLIENT: the contracts system's name.");
        for (var name : names)
            if (TAKEN.containsKey(name))
                reasons.add("Change PARLEY_CONTRACTS_CLIENT: \"" + name + "\" is the name of " + TAKEN.get(name) + ".");
        if (new HashSet<>(names).size() < names.size())
            reasons.add("Change " + CLIENTS + ": two of them have the same name.");
        if (isBasic(environment)) reasons.addAll(againstSecrets(environment, names.size()));
        else OF_TOKENS.stream().filter(it -> it.isMissing(environment)).forEach(it -> reasons.add(it.sentence()));
        return reasons;
    }

    private static List<String> againstSecrets(Environment environment, int clients) {
        var least = "at least " + StartupCheck.SHORTEST_SECRET + " characters";
        return IntStream.range(0, clients)
                .mapToObj(n -> environment.getProperty(CLIENTS + "[" + n + "].secret", ""))
                .filter(secret -> secret.length() < StartupCheck.SHORTEST_SECRET)
                .map(secret -> secret.isBlank()
                        ? "Set PARLEY_CONTRACTS_SECRET: the contracts system's secret, " + least + "."
                        : "Lengthen PARLEY_CONTRACTS_SECRET: it has " + least + ".")
                .toList();
    }

    private static boolean isBasic(Environment environment) {
        return environment.getProperty("parley.contracts-basic", Boolean.class, false);
    }

    private static List<String> names(Environment environment) {
        return Stream.iterate(0, n -> n + 1)
                .map(n -> environment.getProperty(CLIENTS + "[" + n + "].id", ""))
                .takeWhile(name -> !name.isBlank())
                .toList();
    }
}
