package dev.parley.portal;

import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** After a form was taken, the page to look at: loaded again, it sends nothing again (303). */
final class SeeOther {
    private static final String REDIRECT = "redirect:";

    private SeeOther() {}

    /** A page by its name, or a way to another: {@code redirect:} and its path. */
    static ModelAndView page(String name) {
        if (!name.startsWith(REDIRECT)) return new ModelAndView(name);
        var other = new RedirectView(name.substring(REDIRECT.length()), false, false);
        other.setExposeModelAttributes(false);
        return new ModelAndView(other);
    }
}
