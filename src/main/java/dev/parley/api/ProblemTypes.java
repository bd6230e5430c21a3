package dev.parley.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Every type of problem that the API can answer (RFC 9457), by its code, as problems.yaml lists them. */
@Component
class ProblemTypes {
    private final Map<String, ProblemType> types;

    ProblemTypes() {
        types = read();
    }

    /** What it is about, and what to do. */
    record ProblemType(@JsonIgnore String code, URI type, String title, int status, String cause, String remedy) {}

    private record Listed(int status, String cause, String remedy) {
        ProblemType as(String code) {
            return new ProblemType(code, URI.create("/problems/" + code), title(code), status, cause, remedy);
        }
    }

    /** In the order of the list, by code. */
    Map<String, ProblemType> all() {
        return types;
    }

    Optional<ProblemType> find(String code) {
        return Optional.ofNullable(types.get(code));
    }

    /** A code in words: "Deadline passed". */
    static String title(String code) {
        var words = code.replace('-', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static Map<String, ProblemType> read() {
        try (var file = new ClassPathResource("problems.yaml").getInputStream()) {
            var strict = new LoaderOptions();
            strict.setAllowDuplicateKeys(false);
            Map<String, Listed> listed = new ObjectMapper()
                    .convertValue(new Yaml(new SafeConstructor(strict)).load(file), new TypeReference<>() {});
            var types = new LinkedHashMap<String, ProblemType>();
            listed.forEach((code, one) -> types.put(code, one.as(code)));
            return types;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
