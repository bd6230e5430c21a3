package dev.parley.portal;

/** A label and what it says, in words. */
record Row(String label, String value) {}
