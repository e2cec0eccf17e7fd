package dev.rappel.engine.value;

import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Arguments of a record of which at most one may be given, or exactly one. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(OnlyOne.Several.class)
public @interface OnlyOne {
    /** The names as they are written in a playbook. */
    String[] value();

    /** Whether one of them must be given. */
    boolean required() default false;

    /** Holds several of them on one record. */
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @interface Several {
        OnlyOne[] value();
    }
}
