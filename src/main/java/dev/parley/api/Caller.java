package dev.parley.api;

import dev.parley.shared.Actor;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;

/** Who calls, as the door let them in: the contracts system, or one of the staff with the roles of their groups. */
record Caller(String name, Set<String> authorities) {
    static Caller of(Authentication login) {
        return new Caller(
                login.getName(),
                login.getAuthorities().stream()
                        .map(GrantedAuthority::getAuthority)
                        .collect(Collectors.toUnmodifiableSet()));
    }

    Actor actor() {
        return isContractsSystem() ? Actor.contractsSystem(name) : Actor.staff(name);
    }

    boolean isContractsSystem() {
        return has(Roles.CONTRACTS);
    }

    /** Lead mediators and operations; a mediator sees the cases assigned to them. */
    boolean seesEveryCase() {
        return has(Roles.LEAD_MEDIATORS) || has(Roles.OPERATIONS);
    }

    boolean has(Scope scope) {
        return authorities.contains(scope.authority());
    }

    private boolean has(String role) {
        return authorities.contains(Roles.authority(role));
    }
}
