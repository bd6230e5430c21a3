package dev.parley.dispute;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.tika.Tika;

/** Tells what a file is by its content alone: its name is whatever its sender says. */
final class ContentTypes {
    private static final Tika TIKA = new Tika();

    /** What Tika's core calls archives that may be office documents. */
    private static final Set<String> ARCHIVES = Set.of("application/zip", "application/x-tika-ooxml");

    private static final Map<String, String> BY_MAIN_PART = Map.of(
            "word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            "ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation");

    private ContentTypes() {}

    static String of(Path file) throws IOException {
        try (var content = new BufferedInputStream(Files.newInputStream(file))) {
            var type = TIKA.detect(content);
            return ARCHIVES.contains(type) ? ofArchive(file) : type;
        }
    }

    private static String ofArchive(Path file) throws IOException {
        try (var archive = new ZipFile(file.toFile())) {
            if (archive.stream().map(ZipEntry::getName).anyMatch(name -> name.endsWith("vbaProject.bin")))
                return "application/vnd.ms-office.vbaproject";
            return BY_MAIN_PART.entrySet().stream()
                    .filter(part -> archive.getEntry(part.getKey()) != null)
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse("application/zip");
        } catch (ZipException | IllegalArgumentException broken) {
            return "application/octet-stream";
        }
    }
}
