package dev.parley.delivery;

/** Wakes the sender once the transaction that recorded notices has committed. */
record NoticesRecorded() {}
