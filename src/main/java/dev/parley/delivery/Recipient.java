package dev.parley.delivery;

import java.time.ZoneId;

/**
 * Who is told, as what ({@code CLIENT, FREELANCER, MEDIATOR, LEAD_MEDIATORS, OPERATIONS, FORMER_ADDRESS}), where, and in which zone
 * they read the time (UTC−12 stands for "not known"). A bad address is no reason to refuse an act: it shows when sending.
 */
public record Recipient(String role, String name, String address, ZoneId zone) {
    /** Whoever reads the address that a party had before it was corrected. */
    public static final String FORMER_ADDRESS = "FORMER_ADDRESS";
}
