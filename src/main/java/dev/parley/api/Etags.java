package dev.parley.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpResponse;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * The ETag of what is read: the SHA-256 of all that its reader sees, but for the time that remains, so that it changes
 * when anything else does. A reader who has it already gets 304.
 */
@RestControllerAdvice
class Etags implements ResponseBodyAdvice<Versioned> {
    private final ObjectMapper json;

    Etags(ApiJson json) {
        this.json = json.mapper().copy().addMixIn(DeadlineView.class, Timeless.class);
    }

    @JsonIgnoreProperties("remaining")
    private interface Timeless {}

    String of(Versioned seen) {
        try {
            var all = json.writeValueAsString(seen).getBytes(UTF_8);
            return '"'
                    + HexFormat.of()
                            .formatHex(MessageDigest.getInstance("SHA-256").digest(all), 0, 16)
                    + '"';
        } catch (JsonProcessingException | NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Whether a list of ETags, as If-Match and If-None-Match have it, names this one; a weak one never does. */
    static boolean names(String header, String etag) {
        for (var one : header.split(",", -1)) if (one.strip().equals(etag)) return true;
        return false;
    }

    @Override
    public boolean supports(MethodParameter returned, Class<? extends HttpMessageConverter<?>> converter) {
        return Versioned.class.isAssignableFrom(returned.getParameterType());
    }

    @Override
    public @Nullable Versioned beforeBodyWrite(
            @Nullable Versioned body,
            MethodParameter returned,
            MediaType type,
            Class<? extends HttpMessageConverter<?>> converter,
            ServerHttpRequest request,
            ServerHttpResponse response) {
        if (body == null) return null;
        var etag = of(body);
        ((ServletServerHttpResponse) response).getServletResponse().setHeader(HttpHeaders.ETAG, etag);
        var known = request.getHeaders().getFirst(HttpHeaders.IF_NONE_MATCH);
        if (known == null || !request.getMethod().equals(HttpMethod.GET) || !names(known, etag)) return body;
        response.setStatusCode(HttpStatus.NOT_MODIFIED);
        return null;
    }
}
