package dev.parley.api;

import com.fasterxml.jackson.annotation.JsonRawValue;
import com.fasterxml.jackson.annotation.JsonValue;

/** The JSON of a T, as it was stored with its act: a repeated request gets the same bytes. */
@SuppressWarnings("UnusedTypeParameter") // T is for the reader, and for the description of the API
public record Answer<T>(@JsonValue @JsonRawValue String json) {}
