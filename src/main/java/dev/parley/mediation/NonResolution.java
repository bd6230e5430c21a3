package dev.parley.mediation;

/** Why a case is not resolved (RES-5). */
public enum NonResolution {
    CLIENT_REJECTED,
    FREELANCER_REJECTED,
    CLIENT_SILENT,
    FREELANCER_SILENT,
    BOTH_SILENT
}
