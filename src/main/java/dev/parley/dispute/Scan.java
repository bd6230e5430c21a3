package dev.parley.dispute;

/** What the virus scan says of a document's content. */
public enum Scan {
    CLEAN,
    /** No scanner is set up, or it has not answered yet. */
    UNSCANNED,
    /** Found after the document was kept: it is not handed out. */
    INFECTED
}
