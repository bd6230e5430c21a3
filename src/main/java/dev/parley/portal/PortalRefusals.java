package dev.parley.portal;

import dev.parley.shared.Refused;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.servlet.ModelAndView;

/** What a page can't do, in words that say what to do next. No address is logged: it may be a link. */
@ControllerAdvice(basePackageClasses = PortalRefusals.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class PortalRefusals {
    private static final Logger LOG = LoggerFactory.getLogger(PortalRefusals.class);
    private static final Set<String> NOT_KEPT = Set.of("csrf", "code");
    private static final Set<String> SHOWN = Set.of("text", "amount");

    private final Visits visits;
    private final Phrases phrases;

    PortalRefusals(Visits visits, Phrases phrases) {
        this.visits = visits;
        this.phrases = phrases;
    }

    /** A field of a form that is given back. */
    record Kept(String name, String value, boolean shown) {}

    /** One page for every link that opens nothing: wrong, old, revoked or a stranger's. What was typed is given back. */
    @ExceptionHandler
    ModelAndView noVisit(NoVisit none, HttpServletRequest request) {
        return request.getMethod().equals("POST")
                ? kept(request, null, "kept.expired")
                : page(HttpStatus.NOT_FOUND, "link", null);
    }

    @ExceptionHandler
    ModelAndView oldForm(OldForm old, HttpServletRequest request) {
        return kept(request, old.visit(), "kept.old");
    }

    private ModelAndView kept(HttpServletRequest request, @Nullable Visit visit, String key) {
        var fields = new ArrayList<Kept>();
        request.getParameterMap().forEach((name, values) -> {
            if (!NOT_KEPT.contains(name))
                Arrays.stream(values)
                        .filter(value -> !value.isEmpty())
                        .forEach(value -> fields.add(new Kept(name, value, SHOWN.contains(name))));
        });
        var page = new ModelAndView("portal/kept", HttpStatus.FORBIDDEN);
        page.addObject("fields", List.copyOf(fields));
        page.addObject("action", request.getRequestURI());
        page.addObject("csrf", visit == null ? "" : visit.csrf());
        page.addObject("key", key);
        return page;
    }

    @ExceptionHandler
    ModelAndView tooMany(TooMany many, HttpServletRequest request, HttpServletResponse response) {
        response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(many.seconds()));
        var page = page(
                HttpStatus.TOO_MANY_REQUESTS, "tooMany", visits.find(request).orElse(null));
        var minutes = (many.seconds() + 59) / 60;
        page.addObject(
                "text", phrases.of(minutes == 1 ? "tooMany.text.one" : "tooMany.text.many", String.valueOf(minutes)));
        return page;
    }

    @ExceptionHandler
    ModelAndView refused(Refused refused, HttpServletRequest request) {
        return switch (refused.kind()) {
            case NOT_FOUND, FORBIDDEN -> page(HttpStatus.NOT_FOUND, "notHere", find(request));
            case CONFLICT -> changed(refused.code(), request);
            case BAD_INPUT -> page(HttpStatus.BAD_REQUEST, "broken", find(request));
        };
    }

    /** Somebody else was first, by the database's word. */
    @ExceptionHandler
    ModelAndView lost(ConcurrencyFailureException lost, HttpServletRequest request) {
        return changed("state-moved", request);
    }

    private ModelAndView changed(String code, HttpServletRequest request) {
        var page = page(HttpStatus.CONFLICT, "changed", find(request));
        page.addObject(
                "text",
                phrases.first(Stream.of("changed." + code, "changed.other")).orElseThrow());
        return page;
    }

    @ExceptionHandler
    ModelAndView tooLarge(MaxUploadSizeExceededException large, HttpServletRequest request) {
        return page(HttpStatus.PAYLOAD_TOO_LARGE, "tooLarge", find(request));
    }

    @ExceptionHandler
    ModelAndView cutShort(MultipartException cut, HttpServletRequest request) {
        return page(HttpStatus.BAD_REQUEST, "cutShort", find(request));
    }

    @ExceptionHandler
    ModelAndView malformed(MethodArgumentTypeMismatchException malformed, HttpServletRequest request) {
        return page(HttpStatus.NOT_FOUND, "notHere", find(request));
    }

    /** The reader closed the page before it was there: nobody is left to tell. */
    @ExceptionHandler
    void left(AsyncRequestNotUsableException left, HttpServletResponse response) {}

    @ExceptionHandler
    ModelAndView broken(Exception defect, HttpServletRequest request) {
        LOG.error("a party's page failed", defect);
        return page(HttpStatus.INTERNAL_SERVER_ERROR, "broken", find(request));
    }

    private @Nullable Visit find(HttpServletRequest request) {
        return visits.find(request).orElse(null);
    }

    private ModelAndView page(HttpStatus status, String key, @Nullable Visit visit) {
        var page = new ModelAndView("portal/message", status);
        page.addObject("title", phrases.of(key + ".title"));
        page.addObject("text", phrases.first(Stream.of(key + ".text")).orElse(""));
        page.addObject("next", phrases.first(Stream.of(key + ".next")).orElse(""));
        page.addObject("back", visit == null ? "" : visit.path());
        return page;
    }
}
