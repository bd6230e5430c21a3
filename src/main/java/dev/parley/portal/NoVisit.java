package dev.parley.portal;

/** There is no session, or none any more. */
final class NoVisit extends RuntimeException {}
