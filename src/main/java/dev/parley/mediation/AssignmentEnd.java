package dev.parley.mediation;

/** Why a case is with its mediator no longer (RES-2). */
public enum AssignmentEnd {
    PROPOSED,
    LATE,
    REASSIGNED,
    HANDED_BACK,
    CASE_OVER
}
