package io.sockeye.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A parameter of a handler that takes what the client passed as {@code auth} when it connected, bound to the parameter's class; null when there was none. If it doesn't fit a parameter of
 * an {@code @OnConnect} method, the connection is refused.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Auth {}
