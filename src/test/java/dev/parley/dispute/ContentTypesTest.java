package dev.parley.dispute;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentTypesTest {
    private static final String OFFICE = "application/vnd.openxmlformats-officedocument.";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "'%PDF-1.7\n', application/pdf",
        "'\u0089PNG\r\n\u001a\n\0\0\0\rIHDR', image/png",
        "'\u00ff\u00d8\u00ff\u00e0\0\u0010JFIF', image/jpeg",
        "GIF89a, image/gif",
        "'RIFF\u0010\0\0\0WEBPVP8 ', image/webp",
        "'\0\0\0\u0018ftypheic\0\0\0\0mif1heic', image/heic",
        "'one,two\n1,2\n', text/plain",
        "'From: a@b.example\nTo: c@d.example\nSubject: Plan\nDate: Mon, 2 Mar 2026 10:00:00 +0000\nMessage-ID: <1@b.example>\n\nText', message/rfc822",
    })
    @DisplayName("DIS-2 what is taken is told by its content")
    void taken(String content, String type) throws IOException {
        assertThat(typeOf(content.getBytes(ISO_8859_1))).isEqualTo(type).isIn(EvidenceLimits.MEDIA_TYPES);
    }

    @ParameterizedTest
    @CsvSource({
        "word/document.xml, wordprocessingml.document",
        "xl/workbook.xml, spreadsheetml.sheet",
        "ppt/presentation.xml, presentationml.presentation"
    })
    @DisplayName("DIS-2 office documents are told from other archives, and those with macros are not taken")
    void office(String part, String type) throws IOException {
        var folder = part.substring(0, part.indexOf('/'));

        assertThat(typeOf(zip("[Content_Types].xml", "_rels/.rels", part)))
                .isEqualTo(OFFICE + type)
                .isIn(EvidenceLimits.MEDIA_TYPES);
        assertThat(typeOf(zip("[Content_Types].xml", part, folder + "/vbaProject.bin")))
                .isNotIn(EvidenceLimits.MEDIA_TYPES);
        assertThat(typeOf(zip("readme.txt", "source/page.html"))).isEqualTo("application/zip");
    }

    @ParameterizedTest
    @CsvSource({
        "'<!DOCTYPE html><html><script>alert(1)</script></html>'",
        "'<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script></svg>'",
        "'<?xml version=\"1.0\"?><x/>'",
        "'MZ\u0090\0\u0003\0\0\0'",
        "'\u007fELF\u0002\u0001\u0001\0'",
        "'#!/bin/sh\nrm -rf /\n'",
        "'\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1'",
        "'PK\u0003\u0004 and nothing behind it'",
    })
    @DisplayName("DIS-2 pages, drawings with scripts, programs, old office files and broken archives are not taken")
    void notTaken(String content) throws IOException {
        assertThat(typeOf(content.getBytes(ISO_8859_1))).isNotIn(EvidenceLimits.MEDIA_TYPES);
    }

    @Test
    @DisplayName("DIS-2 the file's own name says nothing")
    void namesSayNothing() throws IOException {
        var page = Files.writeString(folder.resolve("plan.pdf"), "<!DOCTYPE html><html></html>");

        assertThat(ContentTypes.of(page)).isEqualTo("text/html");
    }

    private String typeOf(byte[] content) throws IOException {
        return ContentTypes.of(Files.write(folder.resolve("aside.part"), content));
    }

    private static byte[] zip(String... names) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            for (var name : names) {
                zip.putNextEntry(new ZipEntry(name));
                zip.write("content".getBytes(UTF_8));
                zip.closeEntry();
            }
        }
        return bytes.toByteArray();
    }
}
