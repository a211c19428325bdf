package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.sockeye.dispatch.Ack;
import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.MethodBinder;
import io.sockeye.dispatch.OnConnect;
import io.sockeye.dispatch.OnDisconnect;
import io.sockeye.dispatch.OnEvent;
import io.sockeye.dispatch.Registration;
import io.sockeye.socketio.ConnectionRefusedException;
import io.sockeye.socketio.DisconnectReason;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NamespaceHandlerTest {
    private final TestServer server = new TestServer();
    private final Chat chat = new Chat();

    record Message(String text) {}

    record Reply(String status, int code) {}

    static final class Chat extends NamespaceHandler {
        final BlockingQueue<String> heard = new LinkedBlockingQueue<>();

        Chat() {
            super("/chat");
        }

        @OnConnect
        void welcome(Socket socket) {
            if (socket.handshake().hasAuth()) {
                throw new ConnectionRefusedException("no auth here");
            }
            socket.join("all");
        }

        @OnEvent("my event")
        Reply onMyEvent(Socket socket, Message message) {
            emit("my response", message);
            return new Reply("OK", 123);
        }

        @OnEvent
        void rest(String first, int... numbers) {
            to("all").emit("rest", first, numbers.length);
        }

        @OnEvent
        void raw(Args args, Ack ack) {
            ack.send(args.size());
        }

        @OnEvent
        Optional<List<Integer>> generic(List<Map<String, Integer>> list) {
            return Optional.of(list.stream().map(map -> map.get("n")).toList());
        }

        @OnDisconnect
        private void bye(Socket socket, DisconnectReason reason) {
            heard.add(reason.text());
        }
    }

    @AfterEach
    void close() {
        server.close();
    }

    private RawClient client() {
        RawClient client = server.connect();
        client.join("/chat");
        return client;
    }

    @Test
    void methodsAreHandlers() throws Exception {
        server.io.register(chat);
        RawClient client = client();
        client.send("42/chat,1[\"my event\",{\"text\":\"hi\"}]")
                .expect("42/chat,[\"my response\",{\"text\":\"hi\"}]", "43/chat,1[{\"status\":\"OK\",\"code\":123}]");
        client.send("42/chat,[\"rest\",\"a\",1,2,3]").expect("42/chat,[\"rest\",\"a\",3]");
        client.send("42/chat,2[\"raw\",1,2]").expect("43/chat,2[2]");
        client.send("42/chat,3[\"generic\",[{\"n\":1},{\"n\":2}]]").expect("43/chat,3[[1,2]]");
        client.send("41/chat,");
        assertThat(chat.heard.take()).isEqualTo("client namespace disconnect");
    }

    @Test
    void aConnectMethodMayRefuse() {
        server.io.register(chat);
        server.connect().send("40/chat,{}").expect("44/chat,{\"message\":\"no auth here\"}");
    }

    @Test
    void oneObjectServesOneServer() {
        assertThatIllegalStateException().isThrownBy(() -> chat.namespace());
        server.io.register(chat);
        assertThat(chat.namespace()).isSameAs(server.io.of("/chat"));
        assertThatIllegalStateException().isThrownBy(() -> server.io.register(chat));
    }

    /** Any class will do. */
    static final class Counter {
        private int count;

        @OnConnect
        void welcome(Socket socket) {
            socket.emit("welcome");
        }

        @OnEvent
        int count(int more) {
            return count += more;
        }
    }

    @Test
    void anyObjectMayHaveHandlersForANamespaceAndLoseThemAgain() {
        Registration registration = server.io.of("/count").register(new Counter());
        RawClient client = server.connect();
        client.join("/count");
        client.expect("42/count,[\"welcome\"]");
        client.send("42/count,1[\"count\",2]").expect("43/count,1[2]");
        registration.remove();
        server.io.of("/count").onCall("count", socket -> "another one");
        client.send("41/count,").join("/count");
        client.send("42/count,2[\"count\",2]").expect("43/count,2[\"another one\"]");
    }

    @Test
    void anObjectOfWhichOneMethodIsRefusedHasNoHandlers() {
        server.io.onCall("count", socket -> 0);
        assertThatIllegalStateException().isThrownBy(() -> server.io.register(new Counter()));
        server.client().send("421[\"count\",2]").expect("431[0]");
    }

    @Test
    void aNamespaceHandlerIsNoObjectOfAnyNamespace() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> server.io.of("/other").register(chat));
    }

    @Test
    void aContainerCallsTheMethodsAndGivesParametersOfItsOwn() {
        MethodBinder<Socket> counting = MethodBinder.of(new Counter());
        server.io.register(Counter.class, new MethodBinder<>() {
            @Override
            public Call<Socket> bind(Method method) {
                Call<Socket> call = counting.bind(method);
                return method.getName().equals("welcome") ? (socket, arguments) -> null : call;
            }

            @Override
            public Function<Socket, Object> source(Parameter parameter) {
                return parameter.getType() == int.class ? socket -> 5 : null;
            }
        });
        server.client().send("421[\"count\",2]").expect("431[5]");
    }
}
