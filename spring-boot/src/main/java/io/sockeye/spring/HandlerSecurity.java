package io.sockeye.spring;

import io.sockeye.dispatch.MethodBinder.Call;
import io.sockeye.dispatch.OnConnect;
import io.sockeye.server.Socket;
import io.sockeye.socketio.ConnectionRefusedException;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Spring Security's context for the time of a handler: who was logged in when the connection was made, else an anonymous. A connect handler that it forbids refuses the
 * connection with the sentence of the exception.
 */
final class HandlerSecurity implements HandlerAdvice {
    private static final Authentication ANONYMOUS = new AnonymousAuthenticationToken(
            "sockeye", "anonymousUser", AuthorityUtils.createAuthorityList("ROLE_ANONYMOUS"));

    private final SecurityContextHolderStrategy strategy = SecurityContextHolder.getContextHolderStrategy();

    @Override
    public Call<Socket> around(Object bean, Method method, Call<Socket> call) {
        boolean connects = method.isAnnotationPresent(OnConnect.class);
        return (socket, arguments) -> {
            SecurityContext context = strategy.createEmptyContext();
            context.setAuthentication(authentication(socket));
            strategy.setContext(context);
            try {
                return call.call(socket, arguments);
            } catch (AccessDeniedException | AuthenticationException e) {
                throw connects ? new ConnectionRefusedException(String.valueOf(e.getMessage())) : e;
            } finally {
                strategy.clearContext();
            }
        };
    }

    @Override
    public @Nullable Function<Socket, @Nullable Object> source(Parameter parameter) {
        if (!parameter.isAnnotationPresent(AuthenticationPrincipal.class)) {
            return null;
        }
        Class<?> type = parameter.getType();
        return socket -> {
            Object principal = authentication(socket).getPrincipal();
            return type.isInstance(principal) ? principal : null;
        };
    }

    private static Authentication authentication(Socket socket) {
        return socket.handshake()
                .principal()
                .filter(Authentication.class::isInstance)
                .map(Authentication.class::cast)
                .orElse(ANONYMOUS);
    }
}
