package dev.parley.portal;

import dev.parley.dispute.Dispute;
import dev.parley.dispute.Exhibits;
import dev.parley.process.Whereabouts;
import dev.parley.review.Review;
import dev.parley.shared.Refused;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The case as its party sees it: nothing here acts, but to add a document. */
@Controller
@RequestMapping("/case/{link}")
class CasePages {
    private final Matters matters;
    private final List<Act> acts;
    private final CaseViews views;
    private final Quotes quotes;
    private final Offers offers;
    private final Story story;
    private final DeadlineWords deadlines;
    private final Uploads uploads;
    private final Exhibits exhibits;
    private final Phrases phrases;
    private final Whereabouts whereabouts;

    CasePages(
            Matters matters,
            List<Act> acts,
            CaseViews views,
            Quotes quotes,
            Offers offers,
            Story story,
            DeadlineWords deadlines,
            Uploads uploads,
            Exhibits exhibits,
            Phrases phrases,
            Whereabouts whereabouts) {
        this.matters = matters;
        this.acts = acts;
        this.views = views;
        this.quotes = quotes;
        this.offers = offers;
        this.story = story;
        this.deadlines = deadlines;
        this.uploads = uploads;
        this.exhibits = exhibits;
        this.phrases = phrases;
        this.whereabouts = whereabouts;
    }

    /** An act that is open now, as a link. */
    record Open(String name, String label, String hint) {}

    @GetMapping
    String show(Visit visit, @RequestParam(defaultValue = "") String done, Model model) {
        return page(matters.of(visit), done, "", model);
    }

    private String page(Matter matter, String done, String fault, Model model) {
        model.addAttribute("matter", matter);
        model.addAttribute("done", done.isEmpty() ? "" : done(done));
        model.addAttribute("fault", fault);
        model.addAttribute("turn", views.turn(matter));
        model.addAttribute("deadline", deadlines.of(matter).orElse(null));
        model.addAttribute("place", place(matter).orElse(null));
        model.addAttribute("acts", open(matter));
        model.addAttribute("stake", views.stake(matter));
        model.addAttribute("quotes", quotes.of(matter));
        model.addAttribute("proposal", offers.proposal(matter));
        model.addAttribute("reasons", offers.reasons(matter));
        model.addAttribute("decisions", offers.decisions(matter));
        model.addAttribute("offers", offers.of(matter));
        model.addAttribute("election", views.election(matter));
        model.addAttribute("own", quotes.files(matter, matter.papers().own()));
        model.addAttribute("events", story.events(matter));
        model.addAttribute("movements", story.movements(matter));
        model.addAttribute("balances", views.balances(matter));
        return "portal/case";
    }

    private String done(String act) {
        return phrases.first(Stream.of(act + ".done")).orElse("");
    }

    private List<Open> open(Matter matter) {
        return acts.stream()
                .filter(act -> act.isOpenTo(matter))
                .map(act -> new Open(
                        act.name(),
                        phrases.of(act.name() + ".action"),
                        phrases.of(act.name() + ".hint", matter.other())))
                .toList();
    }

    /** What runs on the milestone, or else what ran last. */
    private Optional<Whereabouts.Place> place(Matter matter) {
        return Stream.of(
                        Optional.ofNullable(matter.milestone().clockId()),
                        Optional.ofNullable(matter.dispute()).map(Dispute::id),
                        Optional.ofNullable(matter.review()).map(Review::id))
                .flatMap(Optional::stream)
                .findFirst()
                .flatMap(whereabouts::of);
    }

    /** The process that the case runs, as it is drawn, with the step at which it is; {@code part} is only that step's surroundings. */
    @GetMapping(value = "/process.svg", produces = "image/svg+xml")
    ResponseEntity<String> drawing(Visit visit, @RequestParam(defaultValue = "false") boolean part) {
        var place = place(matters.of(visit)).orElseThrow(() -> Refused.notFound("drawing-unknown", visit.milestone()));
        return ResponseEntity.of(Optional.ofNullable(part ? place.closeUp() : place.svg()));
    }

    @GetMapping("/certificate")
    String certificate(Visit visit, Model model) {
        var matter = matters.of(visit);
        var deadline = matter.deadline();
        if (deadline == null) throw Refused.notFound("deadline-unknown", visit.milestone());
        model.addAttribute("matter", matter);
        model.addAttribute("deadline", deadlines.of(matter).orElseThrow());
        model.addAttribute("rows", deadlines.certificate(matter, deadline));
        return "portal/certificate";
    }

    @PostMapping("/documents")
    ModelAndView upload(Visit visit, @RequestParam(required = false) @Nullable MultipartFile file, Model model) {
        var matter = matters.of(visit);
        try {
            if (file == null || Uploads.isEmpty(file))
                throw Refused.badInput("file-missing", "file", "no file was chosen");
            uploads.keep(matter, file);
        } catch (Refused refused) {
            if (refused.kind() != Refused.Kind.BAD_INPUT) throw refused;
            var fault = phrases.first(Stream.of("fault." + refused.code(), "fault.other.file"))
                    .orElseThrow();
            return SeeOther.page(page(matter, "", fault, model));
        }
        return SeeOther.page("redirect:" + visit.path() + "?done=document#documents");
    }

    /** Saved, never shown: a browser opens nothing of what strangers uploaded. */
    @GetMapping("/documents/{id}")
    ResponseEntity<Resource> download(Visit visit, @PathVariable UUID id) {
        var papers = matters.of(visit).papers();
        var evidence = papers.evidence(id).orElseThrow(() -> Refused.notFound("evidence-unknown", id));
        var download = exhibits.download(evidence);
        return ResponseEntity.ok()
                .headers(headers -> download.headers().forEach(headers::set))
                .body(new FileSystemResource(download.content()));
    }
}
