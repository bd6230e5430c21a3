package dev.parley.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.shared.Money;
import java.util.List;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.json.Jackson2ObjectMapperBuilder;
import org.springframework.http.converter.json.MappingJackson2HttpMessageConverter;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** JSON as the API takes it: nothing guessed, nothing converted, nothing overlooked. Inside, the house reads leniently. */
@Component
class ApiJson implements WebMvcConfigurer {
    static final int DEEPEST = 20;
    static final int MOST_DIGITS = 40;
    static final int LONGEST_FIELD = 100;

    private final ObjectMapper mapper;

    ApiJson(Jackson2ObjectMapperBuilder builder) {
        this.mapper = builder.factory(bounded())
                .featuresToEnable(
                        DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS,
                        DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS,
                        DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES,
                        JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                .featuresToDisable(DeserializationFeature.ACCEPT_FLOAT_AS_INT, MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .serializationInclusion(JsonInclude.Include.NON_NULL)
                .deserializerByType(Money.class, new MoneyJson.Reader())
                .serializerByType(Money.class, new MoneyJson.Writer())
                .deserializerByType(String.class, new TextReader())
                .build();
        mapper.configOverride(List.class).setSetterInfo(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY, Nulls.FAIL));
    }

    /** Of JSON that somebody sends: how deep, how many digits, how long a field's name. How long in all, the body's bound says. */
    static JsonFactory bounded() {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(DEEPEST)
                        .maxNumberLength(MOST_DIGITS)
                        .maxNameLength(LONGEST_FIELD)
                        .maxStringLength(BodyLimit.MAX_BYTES)
                        .build())
                .build();
    }

    ObjectMapper mapper() {
        return mapper;
    }

    @Override
    public void extendMessageConverters(List<HttpMessageConverter<?>> converters) {
        for (var converter : converters)
            if (converter instanceof MappingJackson2HttpMessageConverter json) json.setObjectMapper(mapper);
    }
}
