package dev.parley.shared;

/** Who does something: a party, one of the staff, the contracts system or Parley itself (AUD-1). */
public record Actor(Kind kind, String id) {
    /** What an actor is; a party's id is the side, said by the door it came through. */
    public enum Kind {
        CLIENT,
        FREELANCER,
        STAFF,
        CONTRACTS_SYSTEM,
        PARLEY
    }

    /** Parley itself: what happens because time passed. */
    public static final Actor PARLEY = new Actor(Kind.PARLEY, "parley");

    /** The parties' own door; no contracts system has this name. */
    public static final String PORTAL = "portal";

    /** A party, whose act came in through the named door (the contracts system's client id, or {@link #PORTAL}). */
    public static Actor party(Side side, String through) {
        return new Actor(side == Side.CLIENT ? Kind.CLIENT : Kind.FREELANCER, through);
    }

    /** Whether a party acts on its own page. */
    public boolean throughPortal() {
        return (kind == Kind.CLIENT || kind == Kind.FREELANCER) && id.equals(PORTAL);
    }

    public static Actor staff(String user) {
        return new Actor(Kind.STAFF, user);
    }

    public static Actor contractsSystem(String client) {
        return new Actor(Kind.CONTRACTS_SYSTEM, client);
    }
}
