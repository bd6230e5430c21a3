package dev.parley.api;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** For the description: another status that has the same body, or another type of text that has the same content. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@interface AlsoAnswers {
    int status() default 200;

    String when() default "";

    String mediaType() default "";
}
