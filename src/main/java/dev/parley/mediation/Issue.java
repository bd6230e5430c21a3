package dev.parley.mediation;

/** One issue on which a mediator found something, with the reason in a code and in words (RES-1). */
public record Issue(ReasonCode code, String reason) {}
