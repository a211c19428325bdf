package io.sockeye.spring;

import static org.springframework.security.config.Customizer.withDefaults;

import io.sockeye.dispatch.ErrorListener;
import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.OnConnect;
import io.sockeye.dispatch.OnDisconnect;
import io.sockeye.dispatch.OnEvent;
import io.sockeye.server.NamespaceHandler;
import io.sockeye.server.Socket;
import io.sockeye.server.SocketIoServer;
import io.sockeye.socketio.DisconnectReason;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** An application with REST, a login and sockets. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableMethodSecurity
@Import({
    TestApplication.Chat.class,
    TestApplication.Members.class,
    TestApplication.Board.class,
    TestApplication.News.class
})
class TestApplication {
    @Bean
    SecurityFilterChain security(HttpSecurity http) throws Exception {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .csrf(csrf -> csrf.ignoringRequestMatchers("/socket.io/**", "/login", "/news"))
                .formLogin(withDefaults())
                .build();
    }

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("ada").password("{noop}secret").roles("ADMIN").build(),
                User.withUsername("bob").password("{noop}secret").roles("USER").build());
    }

    @Bean
    Errors errors() {
        return new Errors();
    }

    record Message(@NotBlank String text) {}

    record Person(String firstName) {}

    /** What the error listener heard. */
    static final class Errors implements ErrorListener {
        final BlockingQueue<HandlerError> heard = new LinkedBlockingQueue<>();

        @Override
        public void onError(HandlerError error) {
            heard.add(error);
        }
    }

    /** In the root namespace, for everybody. */
    @SocketController
    static class Chat {
        private final BlockingQueue<String> ends = new LinkedBlockingQueue<>();

        /** Why sockets have ended. No field: this is a proxy, which has none. */
        BlockingQueue<String> ends() {
            return ends;
        }

        @OnEvent
        Message echo(@Valid Message message) {
            return message;
        }

        @OnEvent
        byte[] reversed(byte[] bytes) {
            return new StringBuilder(new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .reverse()
                    .toString()
                    .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
        }

        @OnEvent("first name")
        String firstName(Person person) {
            return person.firstName();
        }

        @OnEvent
        String who(Principal principal) {
            return principal == null ? "nobody" : principal.getName();
        }

        @OnEvent
        String context() {
            return SecurityContextHolder.getContext().getAuthentication().getName();
        }

        @OnEvent
        @PreAuthorize("hasRole('ADMIN')")
        String secret() {
            return "42";
        }

        @OnEvent
        boolean virtual() {
            return Thread.currentThread().isVirtual();
        }

        @OnDisconnect
        void bye(DisconnectReason reason) {
            ends.add(reason.text());
        }
    }

    /** Only for those who are logged in. */
    @SocketController("/members")
    static class Members {
        @OnConnect
        @PreAuthorize("isAuthenticated()")
        void enter(Socket socket, Authentication user) {
            socket.join(user.getName());
        }

        @OnEvent
        String name(@AuthenticationPrincipal UserDetails user) {
            return user.getUsername();
        }
    }

    /** Class-based, and a proxy because of what it forbids. */
    static class Board extends NamespaceHandler {
        private int posts;

        Board() {
            super("/board");
        }

        @OnConnect
        void enter(@Auth Map<String, String> auth) {
            posts += auth == null ? 0 : auth.size();
        }

        @OnEvent
        int post() {
            emit("posted", ++posts);
            return posts;
        }

        @OnEvent
        @PreAuthorize("denyAll")
        void clear() {
            posts = 0;
        }
    }

    /** REST writes, the sockets hear of it. */
    @RestController
    static class News {
        private final SocketIoServer io;

        News(SocketIoServer io) {
            this.io = io;
        }

        @PostMapping("/news")
        void publish(@RequestBody Message message) {
            io.emit("news", message);
        }
    }
}
