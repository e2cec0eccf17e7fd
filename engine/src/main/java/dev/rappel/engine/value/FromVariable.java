package dev.rappel.engine.value;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The variable that gives an argument its value where a task leaves it out: for what belongs to the
 * hosts and not to the task, so that it is said once, in the inventory.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.RECORD_COMPONENT)
public @interface FromVariable {
    String value();
}
