package dev.parley.api;

import static java.lang.annotation.ElementType.FIELD;
import static java.lang.annotation.ElementType.METHOD;
import static java.lang.annotation.ElementType.PARAMETER;
import static java.lang.annotation.RetentionPolicy.RUNTIME;

import dev.parley.contract.Metadata;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Metadata within its limits; none at all is well too. */
@Constraint(validatedBy = Entries.Limits.class)
@Target({FIELD, METHOD, PARAMETER})
@Retention(RUNTIME)
@interface Entries {
    String message() default
            "has at most " + Metadata.MOST + " entries, with keys of 1 to " + Metadata.LONGEST_KEY
                    + " and texts of at most " + Metadata.LONGEST_VALUE + " characters";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** The limits, as they are published. */
    class Limits implements ConstraintValidator<Entries, Map<String, String>> {
        @Override
        public boolean isValid(@Nullable Map<String, String> entries, ConstraintValidatorContext context) {
            return entries == null
                    || (entries.size() <= Metadata.MOST
                            && entries.entrySet().stream().allMatch(entry -> fits(entry.getKey(), entry.getValue())));
        }

        private static boolean fits(String key, @Nullable String value) {
            return !key.isBlank()
                    && key.length() <= Metadata.LONGEST_KEY
                    && value != null
                    && value.length() <= Metadata.LONGEST_VALUE;
        }
    }
}
