package dev.parley.portal;

import dev.parley.shared.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The pages of every act: the form, what follows from it, and the code that confirms it. */
@Controller
@RequestMapping("/case/{link}/{name}")
class ActPages {
    private final List<Act> acts;
    private final Matters matters;
    private final Codes codes;
    private final DeclineDrafts drafts;
    private final Uploads uploads;
    private final ActViews views;

    ActPages(List<Act> acts, Matters matters, Codes codes, DeclineDrafts drafts, Uploads uploads, ActViews views) {
        this.acts = acts;
        this.matters = matters;
        this.codes = codes;
        this.drafts = drafts;
        this.uploads = uploads;
        this.views = views;
    }

    @GetMapping
    String form(Visit visit, @PathVariable String name, Model model) {
        var act = act(name);
        var matter = matters.of(visit);
        requireOpen(act, matter);
        return views.form(model, act, matter, act.begin(matter));
    }

    /** A form's first button continues; others have names of their own. */
    @PostMapping
    ModelAndView send(
            Visit visit,
            @PathVariable String name,
            @RequestParam(defaultValue = "continue") String step,
            @RequestParam(required = false) @Nullable MultipartFile file,
            HttpServletRequest request,
            Model model) {
        var act = act(name);
        var form = Form.of(request);
        return SeeOther.page(
                step.equals("confirm")
                        ? confirm(visit, act, form, request, model)
                        : step(visit, step, act, form, file, model));
    }

    private String step(Visit visit, String step, Act act, Form form, @Nullable MultipartFile file, Model model) {
        var matter = matters.of(visit);
        requireSame(act, matter, form);
        try {
            return switch (step) {
                case "draft" -> saveDraft(matter, act, form);
                case "upload" -> upload(matter, act, form, file, model);
                case "change" -> views.form(model, act, matter, form);
                default -> {
                    var whole = withFile(matter, act, form, file);
                    var now = whole.equals(form) ? matter : matters.of(visit);
                    yield consequence(now, act, whole, step.equals("again"), model);
                }
            };
        } catch (Refused refused) {
            if (refused.kind() != Refused.Kind.BAD_INPUT) throw refused;
            return views.form(model, act, matters.of(visit), form, List.of(refused));
        }
    }

    private String consequence(Matter matter, Act act, Form form, boolean again, Model model) {
        var faults = form.faults(act, matter);
        if (!faults.isEmpty()) return views.form(model, act, matter, form, faults);
        var consequence = act.consequence(matter, form);
        if (isDrafted(act)) drafts.save(matter, form);
        var code = codes.issue(matter, act, form, again);
        return views.consequence(model, act, matter, form, consequence, code, "");
    }

    private String confirm(Visit visit, Act act, Form form, HttpServletRequest request, Model model) {
        var matter = matters.of(visit);
        var code = code(request);
        var result = codes.confirm(visit, code, act, form, String.valueOf(request.getParameter("code")), () -> {
            requireSame(act, matter, form);
            act.consequence(matter, form);
            act.carryOut(matter, form);
        });
        if (result == Codes.Result.DONE || result == Codes.Result.DONE_BEFORE)
            return "redirect:" + visit.path() + "?done=" + act.name();
        requireSame(act, matter, form);
        return views.consequence(
                model, act, matter, form, act.consequence(matter, form), code, "code." + result.name());
    }

    private static UUID code(HttpServletRequest request) {
        try {
            return UUID.fromString(String.valueOf(request.getParameter("codeId")));
        } catch (IllegalArgumentException malformed) {
            return new UUID(0, 0);
        }
    }

    private String saveDraft(Matter matter, Act act, Form form) {
        if (!isDrafted(act)) throw Refused.notFound("draft-unknown", act.name());
        drafts.save(matter, form);
        return "redirect:" + matter.visit().path() + "/" + act.name() + "?saved";
    }

    private String upload(Matter matter, Act act, Form form, @Nullable MultipartFile file, Model model) {
        if (Uploads.isEmpty(file)) throw Refused.badInput("file-missing", "file", "no file was chosen");
        var with = withFile(matter, act, form, file);
        if (isDrafted(act)) {
            drafts.save(matters.of(matter.visit()), with);
            return "redirect:" + matter.visit().path() + "/" + act.name() + "?saved#documents";
        }
        return views.form(model, act, matters.of(matter.visit()), with);
    }

    /** A file that was chosen counts, whichever button was pressed. */
    private Form withFile(Matter matter, Act act, Form form, @Nullable MultipartFile file) {
        if (file == null || Uploads.isEmpty(file) || !act.fields().contains(Act.Field.EVIDENCE)) return form;
        return form.withEvidence(uploads.keep(matter, file));
    }

    private static boolean isDrafted(Act act) {
        return act.name().equals(DeclineRequest.NAME);
    }

    private Act act(String name) {
        return acts.stream()
                .filter(act -> act.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refused.notFound("act-unknown", name));
    }

    private static void requireOpen(Act act, Matter matter) {
        if (matter.isOver()) throw Refused.conflict("deadline-passed", "the deadline has passed");
        if (!act.isOpenTo(matter)) throw Refused.conflict("not-open", act.name() + " is not open now");
    }

    private static void requireSame(Act act, Matter matter, Form form) {
        requireOpen(act, matter);
        if (!form.isAbout(act, matter)) throw Refused.conflict("version-stale", "another version was shown");
    }
}
