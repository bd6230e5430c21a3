package dev.parley.portal;

import dev.parley.shared.Signatures;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives handlers their {@link Visit}: without a session there is none, and a form must be one of that session's own. */
@Component
class Visits implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    private static final Set<String> FROM_HERE = Set.of("same-origin", "none");
    private final Sessions sessions;

    Visits(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Visit.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest call,
            @Nullable WebDataBinderFactory binders) {
        var request = call.getNativeRequest(HttpServletRequest.class);
        if (request == null) throw new IllegalStateException("no request");
        readWhole(request);
        var visit = find(request).orElseThrow(NoVisit::new);
        if (request.getMethod().equals("POST") && !isOwnForm(request, visit)) throw new OldForm(visit);
        return visit;
    }

    /** An upload that was cut off is told as that: its fields are missing, and would look like a stranger's form. */
    private static void readWhole(HttpServletRequest request) {
        if (request.getMethod().equals("POST")) request.getParameterMap();
    }

    Optional<Visit> find(HttpServletRequest request) {
        return address(request)
                .flatMap(address -> cookies(request)
                        .filter(cookie -> cookie.getName().equals(Sessions.COOKIE))
                        .flatMap(cookie -> sessions.visit(address, cookie.getValue()).stream())
                        .findFirst());
    }

    private static Stream<Cookie> cookies(HttpServletRequest request) {
        return request.getCookies() == null ? Stream.empty() : Stream.of(request.getCookies());
    }

    private static Optional<UUID> address(HttpServletRequest request) {
        if (!(request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables)
                || !(variables.get("link") instanceof String link)) return Optional.empty();
        try {
            return Optional.of(UUID.fromString(link));
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    /** Browsers say where a form comes from; one from elsewhere is nobody's. */
    private static boolean isOwnForm(HttpServletRequest request, Visit visit) {
        var from = request.getHeader("Sec-Fetch-Site");
        var csrf = request.getParameter("csrf");
        return (from == null || FROM_HERE.contains(from)) && csrf != null && Signatures.same(visit.csrf(), csrf);
    }
}
