package dev.parley.api;

import dev.parley.shared.Refused;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.format.FormatterRegistry;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Gives handlers their {@link Caller}, and those of a POST their {@link Once}: without a proper key there is none. */
@Component
class Arguments implements HandlerMethodArgumentResolver, WebMvcConfigurer {
    private static final Pattern KEY = Pattern.compile("[\\x20-\\x7e]{8," + Idempotency.LONGEST_KEY + "}");

    private final Idempotency idempotency;
    private final Preconditions preconditions;

    Arguments(Idempotency idempotency, Preconditions preconditions) {
        this.idempotency = idempotency;
        this.preconditions = preconditions;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(this);
    }

    /** Days and times in an address are of four-digit years (RFC 3339): far beyond them the database knows none. */
    @Override
    public void addFormatters(FormatterRegistry formats) {
        formats.addConverter(String.class, Instant.class, text -> {
            var time = OffsetDateTime.parse(text);
            requireFourDigits(time.getYear());
            return time.toInstant();
        });
        formats.addConverter(String.class, LocalDate.class, text -> {
            var day = LocalDate.parse(text);
            requireFourDigits(day.getYear());
            return day;
        });
    }

    private static void requireFourDigits(int year) {
        if (year < 1 || year > 9999) throw new IllegalArgumentException("a year has four digits");
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Caller.class || parameter.getParameterType() == Once.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest call,
            @Nullable WebDataBinderFactory binders) {
        var caller = Caller.of(SecurityContextHolder.getContext().getAuthentication());
        if (parameter.getParameterType() == Caller.class) return caller;
        var request = call.getNativeRequest(HttpServletRequest.class);
        if (request == null) throw new IllegalStateException("no request");
        var precondition = preconditions.of(request, caller);
        return new Once(
                idempotency, caller, key(call), request.getMethod() + " " + request.getRequestURI(), precondition);
    }

    private static String key(NativeWebRequest call) {
        var keys = call.getHeaderValues(Idempotency.HEADER);
        if (keys == null || keys.length == 0)
            throw Refused.badInput("idempotency-key-missing", Idempotency.HEADER, "each POST has one, unique to it");
        if (keys.length > 1 || !KEY.matcher(keys[0]).matches())
            throw Refused.badInput(
                    "idempotency-key-malformed", Idempotency.HEADER, "one key of 8 to 255 printable characters");
        return keys[0];
    }
}
