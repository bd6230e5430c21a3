package dev.parley.api;

import dev.parley.api.ProblemTypes.ProblemType;
import dev.parley.shared.Refused;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.Collection;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseBody;

/** What the type of each problem names: a page, or the same as JSON, that tells cause and remedy (RFC 9457, 3.1.1). */
@Controller
@Hidden
@RequestMapping("/problems")
class ProblemsController {
    private final ProblemTypes types;

    ProblemsController(ProblemTypes types) {
        this.types = types;
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    Collection<ProblemType> list() {
        return types.all().values();
    }

    @GetMapping(produces = MediaType.TEXT_HTML_VALUE)
    String page(Model model) {
        model.addAttribute("problems", types.all().values());
        return "problems";
    }

    @GetMapping(path = "/{code}", produces = MediaType.APPLICATION_JSON_VALUE)
    @ResponseBody
    ProblemType read(@PathVariable String code) {
        return types.find(code).orElseThrow(() -> Refused.notFound("unknown", code));
    }

    @GetMapping(path = "/{code}", produces = MediaType.TEXT_HTML_VALUE)
    String page(@PathVariable String code, Model model) {
        model.addAttribute("problem", read(code));
        return "problem";
    }
}
