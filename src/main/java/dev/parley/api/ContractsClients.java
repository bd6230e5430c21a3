package dev.parley.api;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.security.core.Authentication;

/**
 * The contracts systems that may call, each for its own contracts (DOR-3).
 *
 * @param contractsBasic whether their secrets open the API, beside tokens
 */
@ConfigurationProperties("parley")
record ContractsClients(
        @DefaultValue List<Client> contractsClients,
        @DefaultValue("false") boolean contractsBasic) {

    /** One of them, with what it may do at most; everything where no scope is named. */
    record Client(
            @DefaultValue("") String id,
            @DefaultValue("") String secret,
            @DefaultValue List<Scope> scopes) {

        Set<Scope> most() {
            return scopes.isEmpty() ? EnumSet.allOf(Scope.class) : EnumSet.copyOf(scopes);
        }

        /** As what this client logs in, by its secret. */
        List<String> authorities() {
            return authorities(most());
        }

        /** By a token: what it says, as far as this client may. */
        Authentication login(Collection<String> asked) {
            var granted = EnumSet.noneOf(Scope.class);
            asked.forEach(title -> Scope.named(title).filter(most()::contains).ifPresent(granted::add));
            return Logins.known(id, authorities(granted));
        }

        private static List<String> authorities(Set<Scope> scopes) {
            return Stream.concat(
                            Stream.of(Roles.authority(Roles.CONTRACTS)),
                            scopes.stream().map(Scope::authority))
                    .toList();
        }
    }

    Optional<Client> find(String id) {
        return all().filter(client -> client.id().equals(id)).findFirst();
    }

    /** Those that a secret lets in. */
    Stream<Client> bySecret() {
        return all().filter(client -> contractsBasic && !client.secret().isBlank());
    }

    private Stream<Client> all() {
        return contractsClients.stream().filter(client -> !client.id().isBlank());
    }
}
