package io.sockeye.examples;

import com.fasterxml.jackson.annotation.JsonInclude.Include;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.sockeye.dispatch.OnConnect;
import io.sockeye.dispatch.OnDisconnect;
import io.sockeye.dispatch.OnEvent;
import io.sockeye.engineio.server.AllowRequest.Verdict;
import io.sockeye.engineio.server.CorsOptions;
import io.sockeye.engineio.server.EngineServer;
import io.sockeye.jackson.JacksonJsonCodec;
import io.sockeye.netty.SockeyeHandler;
import io.sockeye.server.NamespaceHandler;
import io.sockeye.server.Socket;
import io.sockeye.server.SocketIoServer;
import io.sockeye.socketio.AckTimeoutException;
import io.sockeye.socketio.ConnectionRefusedException;
import io.sockeye.socketio.DisconnectReason;
import java.io.InputStream;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.json.JsonMapper;

/** The Java of {@code docs/from-netty-socketio.md}; {@link DocumentsTest} compares, {@link FromNettySocketIoIT} runs it. */
final class FromNettySocketIo {
    private FromNettySocketIo() {}

    record Message(String room, String text) {}

    record Token(String token) {}

    static SocketIoServer quiz() {
        SocketIoServer io = SocketIoServer.builder()
                .engine(options -> options.cors(CorsOptions.of("https://example.org"))
                        .allowRequest(
                                request -> request.query("token").isPresent() ? Verdict.accept() : Verdict.refuse()))
                .build();

        io.onConnect(socket -> {
            socket.session().put("user", socket.handshake().query("user").orElse("somebody"));
            socket.join("lobby");
        });
        io.onCall("say", Message.class, (socket, message) -> {
            io.to(message.room()).except(socket).emit("said", socket.session().get("user"), message.text());
            return "OK";
        });
        io.on("quiz", String.class, (socket, question) -> {
            try {
                int answer = socket.timeout(Duration.ofSeconds(30)).call("question", int.class, question);
                io.emit("answered", socket.session().get("user"), answer);
            } catch (AckTimeoutException e) {
                socket.emit("too late");
            }
        });
        io.onDisconnect((socket, reason) -> io.emit("left", socket.session().get("user")));
        return io;
    }

    static void tokens(SocketIoServer io) {
        io.of("/admin").use(socket -> {
            Token token = socket.handshake().auth(Token.class); // null when the client sent none
            if (token == null || !token.token().equals("secret")) {
                throw new ConnectionRefusedException("who are you?", Map.of("code", 401));
            }
            socket.session().put("token", token);
        });
    }

    static final class Lobby extends NamespaceHandler {
        Lobby() {
            super("/");
        }

        @OnConnect
        void come(Socket socket) {
            socket.join("lobby");
        }

        @OnEvent("say")
        String say(Socket socket, Message message) {
            to(message.room()).emit("said", message.text());
            return "OK";
        }

        @OnDisconnect
        void go(Socket socket, DisconnectReason reason) {
            emit("left", reason.text());
        }
    }

    static void annotated(SocketIoServer io) {
        io.register(new Lobby());
    }

    static SocketIoServer overTls(InputStream keyStore, char[] password) throws Exception {
        KeyStore keys = KeyStore.getInstance("PKCS12"); // or JKS
        keys.load(keyStore, password);
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(keys, password);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(factory.getKeyManagers(), null, null);
        SocketIoServer io = SocketIoServer.builder().tls(tls).build();
        return io;
    }

    static ChannelInitializer<SocketChannel> pipeline(SocketIoServer io, SslContext tls) {
        EngineServer engine = io.engine();
        SockeyeHandler sockeye = new SockeyeHandler(io.hostConfig(), engine, engine::accepts);
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline().addLast(tls.newHandler(channel.alloc()), new HttpServerCodec(), sockeye);
            }
        };
    }

    static SocketIoServer withoutNulls() {
        JsonMapper mapper = JsonMapper.builder()
                .changeDefaultPropertyInclusion(inclusion -> inclusion.withValueInclusion(Include.NON_NULL))
                .build();
        SocketIoServer io =
                SocketIoServer.builder().json(JacksonJsonCodec.create(mapper)).build();
        return io;
    }
}
