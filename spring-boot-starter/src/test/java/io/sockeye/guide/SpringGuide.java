package io.sockeye.guide;

import static org.springframework.security.config.Customizer.withDefaults;

import io.sockeye.dispatch.ErrorListener;
import io.sockeye.dispatch.OnConnect;
import io.sockeye.dispatch.OnDisconnect;
import io.sockeye.dispatch.OnEvent;
import io.sockeye.server.NamespaceHandler;
import io.sockeye.server.Socket;
import io.sockeye.server.SocketIoServer;
import io.sockeye.socketio.ConnectionRefusedException;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.spring.Auth;
import io.sockeye.spring.SocketController;
import io.sockeye.spring.SocketIoServerCustomizer;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.stereotype.Component;
import org.springframework.stereotype.Service;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The code of docs/spring-boot.md, which is taken from here. */
final class SpringGuide {
    private SpringGuide() {}

    @SpringBootApplication
    static class Application {
        public static void main(String[] arguments) {
            SpringApplication.run(Application.class, arguments);
        }
    }

    record Message(
            @NotBlank String room,
            @NotBlank @Size(max = 500) String text) {}

    record Receipt(int number) {}

    @Service
    static class Messages {
        private final List<Message> all = new CopyOnWriteArrayList<>();

        Receipt save(Message message) {
            all.add(message);
            return new Receipt(all.size());
        }
    }

    @SocketController("/chat")
    static class Chat {
        private final SocketIoServer io;
        private final Messages messages;

        Chat(SocketIoServer io, Messages messages) {
            this.io = io;
            this.messages = messages;
        }

        @OnConnect
        void enter(Socket socket) {
            socket.join("lobby");
        }

        @OnEvent
        Receipt say(Socket socket, @Valid Message message) {
            io.of("/chat").to(message.room()).except(socket).emit("said", message);
            return messages.save(message);
        }

        @OnDisconnect
        void leave(Socket socket, DisconnectReason reason) {
            io.of("/chat").emit("left", socket.sid());
        }
    }

    @RestController
    static class News {
        private final SocketIoServer io;

        News(SocketIoServer io) {
            this.io = io;
        }

        @PostMapping("/news")
        void publish(@RequestBody Message news) {
            io.of("/chat").to(news.room()).emit("news", news);
        }
    }

    @Configuration
    @EnableMethodSecurity
    static class Security {
        @Bean
        SecurityFilterChain web(HttpSecurity http) throws Exception {
            return http.authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                    .csrf(csrf -> csrf.ignoringRequestMatchers("/socket.io/**"))
                    .formLogin(withDefaults())
                    .build();
        }
    }

    @SocketController("/members")
    static class Members {
        @OnConnect
        @PreAuthorize("isAuthenticated()")
        void enter(Socket socket, Principal user) {
            socket.join(user.getName());
        }

        @OnEvent
        @PreAuthorize("hasRole('ADMIN')")
        String close(@AuthenticationPrincipal UserDetails admin) {
            return "closed by " + admin.getUsername();
        }
    }

    record Token(String token) {}

    interface Tokens {
        boolean isValid(String token);
    }

    @SocketController("/devices")
    static class Devices {
        private final Tokens tokens;

        Devices(Tokens tokens) {
            this.tokens = tokens;
        }

        @OnConnect
        void enter(@Auth Token auth) {
            if (auth == null || !tokens.isValid(auth.token())) {
                throw new ConnectionRefusedException("who are you?");
            }
        }
    }

    @Component
    static class Board extends NamespaceHandler {
        Board() {
            super("/board");
        }

        @OnEvent
        void post(String text) {
            emit("posted", text);
        }
    }

    @Configuration
    static class Options {
        @Bean
        SocketIoServerCustomizer roomForMany() {
            return server -> server.engine(engine -> engine.outboundBudget(1 << 20));
        }

        @Bean
        ErrorListener errors() {
            return error -> System.err.println(error.kind() + " in " + error.namespace() + ": " + error.cause());
        }
    }
}
