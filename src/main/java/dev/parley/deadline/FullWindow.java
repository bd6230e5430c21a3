package dev.parley.deadline;

import dev.parley.shared.Place;
import java.util.List;

/**
 * What a full window of a rule is under pinned terms, wherever it is counted from.
 *
 * @param length in days, in business days for the response
 * @param places of the parties whose clocks count: two where the day that ends later decides
 */
public record FullWindow(Rule rule, int length, List<Place> places, String termsVersion) {}
