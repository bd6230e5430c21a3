package dev.parley.shared;

import java.util.Map;
import java.util.UUID;

/**
 * A fact that happened, in the past tense ({@code dispute.filed}), on one stream: a contract, a milestone or a case
 * (AUD-1). Facts are ids, amounts, instants and hashes, never a name or a statement (AUD-3).
 */
public record CaseEvent(UUID stream, String type, Actor actor, Map<String, Object> facts) {}
