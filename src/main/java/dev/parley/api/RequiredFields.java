package dev.parley.api;

import com.fasterxml.jackson.databind.JavaType;
import io.swagger.v3.core.converter.AnnotatedType;
import io.swagger.v3.core.converter.ModelConverter;
import io.swagger.v3.core.converter.ModelConverterContext;
import io.swagger.v3.core.util.Json;
import io.swagger.v3.oas.models.media.Schema;
import jakarta.validation.constraints.Size;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Makes each field of a record required whose type does not say that it may be absent. */
final class RequiredFields implements ModelConverter {
    private final Map<String, Class<?>> named = new ConcurrentHashMap<>();

    @Override
    public @Nullable Schema<?> resolve(
            AnnotatedType type, ModelConverterContext context, Iterator<ModelConverter> others) {
        if (!others.hasNext()) return null;
        var schema = others.next().resolve(type, context, others);
        if (type.getType() == null) return schema;
        var javaType = Json.mapper().constructType(type.getType());
        var described = described(schema, context);
        if (schema != null && schema.get$ref() != null) requireOneOf(schema.get$ref(), javaType.getRawClass());
        if (javaType.isRecordType() && described != null && described.getProperties() != null)
            described.setRequired(required(javaType, described));
        return schema;
    }

    /** Two types of one simple name would be described as one. */
    private void requireOneOf(String schema, Class<?> type) {
        var other = named.putIfAbsent(schema, type);
        if (other != null && other != type) throw new IllegalStateException(schema + " is " + other + " and " + type);
    }

    private static List<String> required(JavaType type, Schema<?> schema) {
        return Arrays.stream(type.getRawClass().getRecordComponents())
                .filter(field -> !mayBeAbsent(field))
                .map(RecordComponent::getName)
                .filter(schema.getProperties()::containsKey)
                .toList();
    }

    /** A list that is sent may be left out: it is empty then. */
    private static boolean mayBeAbsent(RecordComponent field) {
        return field.getAnnotatedType().isAnnotationPresent(Nullable.class)
                || field.getAccessor().isAnnotationPresent(Size.class);
    }

    private static @Nullable Schema<?> described(@Nullable Schema<?> schema, ModelConverterContext context) {
        if (schema == null || schema.get$ref() == null) return schema;
        return context.getDefinedModels()
                .get(schema.get$ref().substring(schema.get$ref().lastIndexOf('/') + 1));
    }
}
