package dev.parley.portal;

import dev.parley.delivery.FactText;
import dev.parley.shared.Refused;
import dev.parley.shared.Texts;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Puts an act's pages into words. */
@Component
class ActViews {
    private final Phrases phrases;
    private final DeadlineWords deadlines;

    ActViews(Phrases phrases, DeadlineWords deadlines) {
        this.phrases = phrases;
        this.deadlines = deadlines;
    }

    /** A choice or a document that can be ticked. */
    record Option(String value, String label, boolean chosen) {}

    /** What can't be taken: beside its field, and in a list at the top that leads there. */
    record Fault(String field, String label, String text) {}

    String form(Model model, Act act, Matter matter, Form form) {
        return form(model, act, matter, form, List.of());
    }

    String form(Model model, Act act, Matter matter, Form form, List<Refused> refused) {
        common(model, act, matter, form);
        model.addAttribute(
                "fields",
                act.fields().stream()
                        .map(field -> field.name().toLowerCase(Locale.ROOT))
                        .toList());
        model.addAttribute("choices", choices(act, matter, form));
        model.addAttribute("documents", documents(matter, form));
        model.addAttribute(
                "hint",
                phrases.first(Stream.of(act.name() + ".amount.hint"), FactText.money(act.most(matter)))
                        .orElse(""));
        model.addAttribute("currency", matter.contract().currency().getCurrencyCode());
        model.addAttribute("drafted", act.name().equals(DeclineRequest.NAME));
        var faults = refused.stream().map(one -> fault(act, matter, one)).toList();
        model.addAttribute("faults", faults);
        model.addAttribute(
                "fault", faults.stream().collect(Collectors.toMap(Fault::field, Fault::text, (first, other) -> first)));
        return "portal/act";
    }

    String consequence(
            Model model, Act act, Matter matter, Form form, Act.Consequence consequence, UUID code, String wrong) {
        common(model, act, matter, form);
        model.addAttribute("rows", consequence.rows());
        model.addAttribute("sentences", consequence.sentences());
        model.addAttribute(
                "documents",
                documents(matter, form).stream().filter(Option::chosen).toList());
        model.addAttribute(
                "reason", form.choice().isEmpty() ? "" : phrases.of(act.name() + ".choice." + form.choice()));
        model.addAttribute("code", code);
        model.addAttribute("wrong", wrong.isEmpty() ? "" : phrases.of(wrong));
        model.addAttribute("mail", masked(matter));
        return "portal/consequence";
    }

    private void common(Model model, Act act, Matter matter, Form form) {
        model.addAttribute("act", act.name());
        model.addAttribute("matter", matter);
        model.addAttribute("form", form);
        model.addAttribute("title", phrases.of(act.name() + ".title", matter.other()));
        model.addAttribute("lead", phrases.of(act.name() + ".lead", matter.other(), FactText.money(matter.amount())));
        model.addAttribute("deadline", deadlines.of(matter).orElse(null));
        model.addAttribute("longest", String.format(Locale.ENGLISH, "%,d", Texts.LONGEST));
    }

    private List<Option> choices(Act act, Matter matter, Form form) {
        return act.choices(matter).stream()
                .map(choice -> new Option(
                        choice,
                        phrases.of(act.name() + ".choice." + choice, matter.other()),
                        choice.equals(form.choice())))
                .toList();
    }

    private static List<Option> documents(Matter matter, Form form) {
        return matter.papers().own().stream()
                .map(one -> new Option(
                        one.id().toString(),
                        matter.papers().words(one.name()),
                        form.evidence().contains(one.id().toString())))
                .toList();
    }

    private String label(Act act, Matter matter, String field) {
        return phrases.first(
                        Stream.of(act.name() + "." + field, "field." + field, act.name() + ".title"),
                        matter.contract().currency().getCurrencyCode(),
                        matter.other())
                .orElseThrow();
    }

    private static String field(Refused refused) {
        var field = refused.field();
        if (field == null) return "act";
        return field.equals("toFreelancer") ? "amount" : field;
    }

    private Fault fault(Act act, Matter matter, Refused refused) {
        var field = field(refused);
        var text = phrases.first(
                        Stream.of(
                                "fault." + refused.code() + "." + field,
                                "fault." + refused.code(),
                                "fault.other." + field,
                                "fault.other"),
                        FactText.money(act.most(matter)))
                .orElseThrow();
        return new Fault(field, label(act, matter, field), text);
    }

    /** Enough of the address to know the mailbox by, for the one who owns it. */
    private static String masked(Matter matter) {
        var address = matter.contract().party(matter.side()).email();
        var at = address.indexOf('@');
        return address.charAt(0) + "…" + address.substring(at);
    }
}
