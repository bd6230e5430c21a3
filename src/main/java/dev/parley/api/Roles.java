package dev.parley.api;

import dev.parley.process.Staff;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.springframework.security.core.Authentication;

/** The roles that doors ask for: for the contracts system, the scraper of metrics, and each group of the staff. */
final class Roles {
    static final String CONTRACTS = "CONTRACTS";
    static final String MEDIATORS = "MEDIATORS";
    static final String LEAD_MEDIATORS = "LEAD_MEDIATORS";
    static final String OPERATIONS = "OPERATIONS";
    static final String METRICS = "METRICS";
    static final String CAMUNDA_ADMIN = "CAMUNDA_ADMIN";

    private static final Map<String, String> OF_GROUP = Map.of(
            Staff.MEDIATORS, MEDIATORS,
            Staff.LEAD_MEDIATORS, LEAD_MEDIATORS,
            Staff.OPERATIONS, OPERATIONS,
            Staff.ADMINISTRATORS, CAMUNDA_ADMIN);

    private Roles() {}

    /** Other groups have no role here, so that a group named "contracts" opens no door. */
    static List<String> ofGroups(Collection<String> groups) {
        return groups.stream()
                .filter(OF_GROUP::containsKey)
                .map(OF_GROUP::get)
                .map(Roles::authority)
                .toList();
    }

    /** As a login carries it. */
    static String authority(String role) {
        return "ROLE_" + role;
    }

    static boolean has(Authentication caller, String role) {
        return caller.getAuthorities().stream()
                .anyMatch(authority -> authority(role).equals(authority.getAuthority()));
    }
}
