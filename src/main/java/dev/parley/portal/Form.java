package dev.parley.portal;

import dev.parley.shared.Money;
import dev.parley.shared.Refused;
import dev.parley.shared.Signatures;
import dev.parley.shared.Texts;
import jakarta.servlet.http.HttpServletRequest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a party has typed for one act, as it was typed.
 *
 * @param subject the review, case or milestone that the form was made for
 * @param version of what was shown (DIS-13)
 */
record Form(String subject, String version, String amount, String choice, String text, List<String> evidence) {
    static Form of(HttpServletRequest request) {
        var evidence = request.getParameterValues("evidence");
        return new Form(
                typed(request, "subject"),
                typed(request, "version"),
                typed(request, "amount"),
                typed(request, "choice"),
                typed(request, "text").replace("\r\n", "\n").replace('\r', '\n'),
                evidence == null
                        ? List.of()
                        : Arrays.stream(evidence).distinct().toList());
    }

    static Form empty(Act act, Matter matter) {
        return new Form(act.subject(matter).toString(), String.valueOf(act.version(matter)), "", "", "", List.of());
    }

    private static String typed(HttpServletRequest request, String field) {
        @Nullable String value = request.getParameter(field);
        return value == null ? "" : value;
    }

    Form with(String amount, String choice, String text, List<String> evidence) {
        return new Form(subject, version, amount, choice, text, evidence);
    }

    Form withEvidence(UUID document) {
        var all = Stream.concat(evidence.stream(), Stream.of(document.toString()));
        return new Form(subject, version, amount, choice, text, all.distinct().toList());
    }

    /** Whether it was made for this version of this subject. */
    boolean isAbout(Act act, Matter matter) {
        return subject.equals(act.subject(matter).toString()) && version.equals(String.valueOf(act.version(matter)));
    }

    Money money(Currency currency) {
        if (amount.isBlank()) throw missing("amount");
        var money = Money.parse(amount.strip().replaceAll("[,\u00a0\u202f ](?=\\d{3}(\\D|$))", ""), currency, "amount");
        return money;
    }

    <E extends Enum<E>> E choice(Class<E> type) {
        return Arrays.stream(type.getEnumConstants())
                .filter(one -> one.name().equals(choice))
                .findFirst()
                .orElseThrow(() -> missing("choice"));
    }

    String words() {
        if (text.isBlank()) throw missing("text");
        if (text.length() > Texts.LONGEST) throw Refused.badInput("too-long", "text", "too long");
        var unreadable = text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\t');
        if (unreadable || !StandardCharsets.UTF_8.newEncoder().canEncode(text))
            throw Refused.badInput("text-malformed", "text", "control characters and half characters are not taken");
        return text;
    }

    List<UUID> documents(Papers papers) {
        return papers.own().stream()
                .map(one -> one.id())
                .filter(id -> evidence.contains(id.toString()))
                .toList();
    }

    /** Everything that can't be taken as it was typed, field by field. */
    List<Refused> faults(Act act, Matter matter) {
        var faults = new ArrayList<Refused>();
        for (var field : act.fields()) {
            try {
                check(field, act, matter);
            } catch (Refused fault) {
                faults.add(fault);
            }
        }
        return faults;
    }

    private void check(Act.Field field, Act act, Matter matter) {
        switch (field) {
            case CHOICE -> {
                if (!act.choices(matter).contains(choice)) throw missing("choice");
            }
            case AMOUNT -> money(matter.contract().currency());
            case TEXT -> words();
            case EVIDENCE -> documents(matter.papers());
        }
    }

    /** Names all that was shown and typed; one letter more is another. */
    String fingerprint(String act) {
        return Signatures.sha256(
                String.join("\u0000", act, subject, version, amount, choice, text) + "\u0000" + evidence);
    }

    private static Refused missing(String field) {
        return Refused.badInput("missing", field, "this is needed");
    }
}
