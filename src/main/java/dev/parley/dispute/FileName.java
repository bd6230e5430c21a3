package dev.parley.dispute;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.shared.Refused;
import org.jspecify.annotations.Nullable;

/** The name of a document, to be shown and to be saved under, never a path. */
public final class FileName {
    /** Separators and half characters, and whatever a reader can't see or that turns the text around. */
    private static final String UNSEEN = "[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Co}\\p{Zl}\\p{Zp}]";

    private static final String UNRESERVED = "!#$&+-.^_`|~";

    private FileName() {}

    /** The last part of the name that was sent, on one line; one that says nothing is refused. */
    public static String of(@Nullable String sent) {
        var whole = sent == null ? "" : sent;
        var name = whole.substring(Math.max(whole.lastIndexOf('/'), whole.lastIndexOf('\\')) + 1)
                .replaceAll(UNSEEN, " ")
                .strip();
        if (name.chars().allMatch(character -> character == '.' || character == ' '))
            throw Refused.badInput("missing", "file", "the file has a name");
        if (name.length() > EvidenceLimits.LONGEST_NAME)
            throw Refused.badInput(
                    "invalid", "file", "its name has at most " + EvidenceLimits.LONGEST_NAME + " characters");
        return name;
    }

    /** As the header of a download: in ASCII for old readers (RFC 6266), and as it is (RFC 8187). */
    static String asAttachment(String name) {
        var ascii = name.replaceAll("[^A-Za-z0-9 ._()-]", "_");
        return "attachment; filename=\"" + ascii + "\""
                + (ascii.equals(name) ? "" : "; filename*=UTF-8''" + encoded(name));
    }

    private static String encoded(String name) {
        var encoded = new StringBuilder();
        for (var octet : name.getBytes(UTF_8)) {
            var character = (char) (octet & 0xff);
            var plain = character < 128 && (Character.isLetterOrDigit(character) || UNRESERVED.indexOf(character) >= 0);
            encoded.append(plain ? String.valueOf(character) : String.format("%%%02X", (int) character));
        }
        return encoded.toString();
    }
}
