package dev.parley.dispute;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A document that has arrived whole, was looked at and is on the disk, though aside: closed, it is gone unless it was
 * kept. Type by content, size in bytes, SHA-256 in hex.
 */
public record ReceivedFile(Path aside, String sha256, String mediaType, long sizeBytes, Scan scan)
        implements AutoCloseable {
    @Override
    public void close() {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
