package io.sockeye.dispatch;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a method as handler of an event. Parameters: the socket, {@link Ack} and {@link Args} are passed in wherever they stand; the others take the event's
 * arguments in order, a varargs one all that remain. What a method returns is the acknowledgement; {@code void} acknowledges with nothing.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OnEvent {
    /** The name of the event; by default the name of the method. */
    String value() default "";
}
