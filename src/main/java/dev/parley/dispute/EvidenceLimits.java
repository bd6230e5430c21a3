package dev.parley.dispute;

import java.util.List;

/** What is taken as evidence (DIS-2, DIS-8): the one place that says it, enforced here and published by the API. */
public final class EvidenceLimits {
    /** The largest document, in bytes. */
    public static final int LARGEST_BYTES = 20 * 1024 * 1024;

    /** The most documents that one filing or response can name. */
    public static final int MOST_PER_STATEMENT = 20;

    /** The most documents that are kept for one side of a milestone. */
    public static final int MOST_PER_SIDE = 60;

    /** The most bytes that are kept for one side of a milestone. */
    public static final long MOST_BYTES_PER_SIDE = 300L * 1024 * 1024;

    /** The longest name of a document, in characters. */
    public static final int LONGEST_NAME = 200;

    /** What a document may be, told by its content. Office documents carry no macros; CSV is plain text. */
    public static final List<String> MEDIA_TYPES = List.of(
            "application/pdf",
            "image/png",
            "image/jpeg",
            "image/gif",
            "image/webp",
            "image/heic",
            "text/plain",
            "application/zip",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            "application/vnd.oasis.opendocument.text",
            "application/vnd.oasis.opendocument.spreadsheet",
            "message/rfc822");

    private EvidenceLimits() {}
}
