package io.sockeye.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;
import org.springframework.stereotype.Component;

/**
 * A bean whose methods handle the events of a namespace: those annotated with {@code @OnEvent}, {@code @OnConnect} and {@code @OnDisconnect}.
 *
 * <pre>{@code
 * @SocketController("/chat")
 * class Chat {
 *     private final Messages messages;
 *     Chat(Messages messages) { this.messages = messages; }
 *     @OnEvent("my message") Receipt onMessage(Socket socket, @Valid Message message) { return messages.save(message); }
 * }
 * }</pre>
 *
 * <p>Besides what {@code @OnEvent} says, a parameter may be the {@code Principal} (or a subtype, such as Spring Security's {@code Authentication}; null when nobody is logged in), the
 * {@link Auth} of the client, and with Spring Security the {@code @AuthenticationPrincipal}. Methods are called on the bean as the container has made it, so that the advice of
 * proxies runs; they must not be private when the bean is a proxy. One bean serves all sockets; a prototype is made anew for each event.
 */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Component
public @interface SocketController {
    /** The namespace, or several; default {@code /}. */
    String[] value() default "/";

    /** The name of the bean; default: what Spring makes of the class. */
    @AliasFor(annotation = Component.class, attribute = "value")
    String name() default "";
}
