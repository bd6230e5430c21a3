package dev.parley.proof;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.delivery.ScriptedSmtp;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The mails that have arrived: each Message-ID with one content, however often it came. */
final class Post {
    private static final Pattern NOTICE = Pattern.compile("(?mi)^Message-ID: <([0-9a-f-]{36})@");

    private final ScriptedSmtp mails;
    private final Database database;
    private final Map<String, Integer> arrived = new HashMap<>();
    private final Set<String> cameAgain = new HashSet<>();
    private final Set<String> toComeAgain = new HashSet<>();

    Post(ScriptedSmtp mails, Database database) {
        this.mails = mails;
        this.database = database;
    }

    /** The id of the notice that a mail is. */
    static String notice(String mail) {
        var id = NOTICE.matcher(mail);
        if (!id.find()) throw new IllegalStateException("without a Message-ID of ours: " + mail);
        return id.group(1);
    }

    /** NOT-1: what was sent has arrived, with the same bytes each time, and nothing failed. */
    void requireAllArrived() {
        for (var mail : mails.take()) {
            var bytes = Arrays.hashCode(mail.getBytes(UTF_8));
            var before = arrived.put(notice(mail), bytes);
            if (before == null) continue;
            cameAgain.add(notice(mail));
            assertThat(bytes).as("the same bytes again: %s", mail).isEqualTo(before);
        }
        assertThat(cameAgain).containsAll(toComeAgain);
        assertThat(database.sql()
                        .sql("select id::text from parley.delivery where state = 'ACCEPTED'")
                        .query(String.class)
                        .list())
                .isSubsetOf(arrived.keySet());
        assertThat(database.sql()
                        .sql("select id || ' ' || last_error from parley.delivery where state = 'FAILED'")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    int arrived() {
        return arrived.size();
    }

    /** How many came more than once. */
    int cameAgain() {
        return cameAgain.size();
    }

    /** The server has taken this one, and nobody will know. */
    void expectAgain(String notice) {
        toComeAgain.add(notice);
    }
}
