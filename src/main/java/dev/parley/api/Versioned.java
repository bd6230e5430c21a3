package dev.parley.api;

/** What is read with an ETag, so that an act on it can say by If-Match what its person saw (RFC 9110, 8.8.3). */
interface Versioned {}
