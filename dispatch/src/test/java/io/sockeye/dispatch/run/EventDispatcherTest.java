package io.sockeye.dispatch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.dispatch.Args;
import io.sockeye.dispatch.EventHandler;
import io.sockeye.dispatch.EventSource;
import io.sockeye.dispatch.HandlerError;
import io.sockeye.dispatch.Handlers;
import io.sockeye.dispatch.OnConnect;
import io.sockeye.dispatch.OnDisconnect;
import io.sockeye.dispatch.OnEvent;
import io.sockeye.dispatch.Registration;
import io.sockeye.dispatch.TypeRef;
import io.sockeye.jackson.JacksonJsonCodec;
import io.sockeye.socketio.DisconnectReason;
import io.sockeye.socketio.JsonBindException;
import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.Packet;
import io.sockeye.socketio.RawJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EventDispatcherTest {
    private final JsonCodec json = JacksonJsonCodec.create();
    private final HandlerRegistry<String> registry = new HandlerRegistry<>(json);
    private final List<HandlerError> errors = new ArrayList<>();
    private final EventDispatcher<String> dispatcher = new EventDispatcher<>(json, errors::add);
    private final TestSocket socket = new TestSocket();
    private final List<String> heard = new ArrayList<>();
    private final EventSource<String> io = new Source(registry);

    record Message(String text, int number) {}

    @Test
    void argumentsBindToTheTypesOfTheHandler() {
        io.on("m", Message.class, (s, message) -> heard.add(s + message.text() + message.number()));
        io.on("m", new TypeRef<Optional<Message>>() {}, (s, message) -> heard.add("" + message.isPresent()));
        receive(Packet.NO_ACK, "[\"m\",{\"text\":\"a\",\"number\":1}]");
        assertThat(heard).containsExactly("mea1", "true");
        assertThat(socket.acknowledged).isEmpty();
    }

    @Test
    void anEmptyAcknowledgementFollowsAHandlerThatHasNone() {
        io.on("m", s -> heard.add("m"));
        receive(5, "[\"m\"]");
        assertThat(socket.acknowledged).containsExactly("5[]");
    }

    @Test
    void nobodyListeningAcknowledgesNothing() {
        receive(5, "[\"m\"]");
        assertThat(socket.acknowledged).isEmpty();
    }

    @Test
    void whatACallReturnsIsTheAcknowledgement() {
        io.onCall("sum", int.class, int.class, (s, a, b) -> a + b);
        io.onCall("several", s -> Args.of("OK", 123));
        receive(1, "[\"sum\",1,2]");
        receive(2, "[\"several\"]");
        assertThat(socket.acknowledged).containsExactly("1[3]", "2[OK, 123]");
    }

    @Test
    void aStageAcknowledgesWhenItCompletes() {
        CompletableFuture<String> later = new CompletableFuture<>();
        io.onCall("later", s -> later);
        receive(1, "[\"later\"]");
        assertThat(socket.acknowledged).isEmpty();
        later.complete("done");
        assertThat(socket.acknowledged).containsExactly("1[done]");
    }

    @Test
    void anAckInHandIsSentOnce() {
        io.on("m", (s, args, ack) -> {
            ack.send(args.get(0, String.class));
            ack.send("again");
        });
        receive(1, "[\"m\",\"x\"]");
        assertThat(socket.acknowledged).containsExactly("1[x]");
    }

    @Test
    void aHandlerThatThrowsSendsNoAcknowledgementAndTheOthersStillRun() {
        io.on("m", s -> {
            throw new IllegalStateException("boom");
        });
        io.on("m", s -> heard.add("second"));
        receive(1, "[\"m\"]");
        assertThat(heard).containsExactly("second");
        assertThat(socket.acknowledged).isEmpty();
        assertThat(errors).singleElement().satisfies(e -> assertThat(e.kind()).isEqualTo(HandlerError.Kind.HANDLER));
    }

    @Test
    void whatDoesNotFitGoesToTheErrorListenerAndTheConnectionLives() {
        io.on("m", Message.class, (s, message) -> heard.add("never"));
        receive(Packet.NO_ACK, "[\"m\",[1]]");
        assertThat(heard).isEmpty();
        assertThat(socket.malformed).isEmpty();
        assertThat(errors).singleElement().satisfies(e -> {
            assertThat(e.kind()).isEqualTo(HandlerError.Kind.BIND);
            assertThat(e.event()).isEqualTo("m");
            assertThat(e.cause()).isInstanceOf(JsonBindException.class);
        });
    }

    @Test
    void whatIsNotJsonEndsTheConnectionWhetherAnybodyListensOrNot() {
        receive(Packet.NO_ACK, "[\"m\",{]");
        assertThat(socket.malformed).hasSize(1);
        io.on("m", String.class, (s, text) -> heard.add(text));
        receive(Packet.NO_ACK, "[\"m\",\"x\",]");
        assertThat(socket.malformed).hasSize(2);
        receive(Packet.NO_ACK, "[\"m\",7,}");
        assertThat(socket.malformed).hasSize(3);
    }

    @Test
    void catchAllsHearFirstAndDoNotAcknowledge() {
        io.onAny((s, event, args) -> heard.add("any " + event + args.size()));
        receive(1, "[\"m\",1,2]");
        assertThat(socket.acknowledged).isEmpty();
        io.on("m", s -> heard.add("m"));
        receive(2, "[\"m\"]");
        assertThat(heard).containsExactly("any m2", "any m0", "m");
        assertThat(socket.acknowledged).containsExactly("2[]");
    }

    @Test
    void onceHearsOnceAndARemovedListenerNoMore() {
        io.once("m", s -> heard.add("once"));
        Registration twice = io.on("m", s -> heard.add("on"));
        receive(Packet.NO_ACK, "[\"m\"]");
        receive(Packet.NO_ACK, "[\"m\"]");
        twice.remove();
        receive(Packet.NO_ACK, "[\"m\"]");
        assertThat(heard).containsExactly("once", "on", "on");
        assertThat(registry.isEmpty()).isTrue();
    }

    @Test
    void aSecondCallHandlerAndReservedNamesAreRefused() {
        io.onCall("sum", s -> 1);
        assertThatThrownBy(() -> io.onCall("sum", s -> 2)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> io.on("disconnect", s -> {})).hasMessageContaining("onDisconnect");
    }

    @Test
    void annotatedMethodsFollowTheirRules() throws Exception {
        Annotated target = new Annotated();
        AnnotatedMethods<String> methods = AnnotatedMethods.of(target, String.class);
        methods.events().forEach(named -> registry.add(named.event(), named.handler(), false));
        receive(1, "[\"named\",{\"text\":\"a\",\"number\":2}]");
        receive(2, "[\"rest\",1,2,3]");
        receive(3, "[\"whole\",\"x\"]");
        receive(4, "[\"silent\"]");
        methods.connects().getFirst().invoke("me", null);
        methods.disconnects().getFirst().invoke("me", DisconnectReason.PING_TIMEOUT);
        assertThat(socket.acknowledged).containsExactly("1[a2]", "2[6]", "3[x]", "4[]");
        assertThat(target.heard).containsExactly("connected me", "disconnected ping timeout");
    }

    @Test
    void anAnnotatedMethodThatNobodyCanCallIsRefusedByName() {
        Object wrong = new Object() {
            @OnConnect
            void connected(int what) {}
        };
        assertThatThrownBy(() -> AnnotatedMethods.of(wrong, String.class)).hasMessageContaining("connected(int)");
    }

    static final class Annotated {
        final List<String> heard = new ArrayList<>();

        @OnEvent("named")
        private String onNamed(Message message) {
            return message.text() + message.number();
        }

        @OnEvent
        int rest(int... numbers) {
            return List.of(numbers[0], numbers[1], numbers[2]).stream()
                    .mapToInt(Integer::intValue)
                    .sum();
        }

        @OnEvent
        void whole(Args args, io.sockeye.dispatch.Ack ack) {
            ack.send(args.get(0, String.class));
        }

        @OnEvent
        void silent() {}

        @OnConnect
        void connected(String socket) {
            heard.add("connected " + socket);
        }

        @OnDisconnect
        void disconnected(DisconnectReason reason) {
            heard.add("disconnected " + reason.text());
        }
    }

    private void receive(long ackId, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int end = text.indexOf('"', 2);
        Packet.Event event =
                new Packet.Event("/", ackId, text.substring(2, end), new RawJson(bytes, 0, bytes.length, List.of()));
        dispatcher.dispatch(List.of(registry), "me", socket, event);
    }

    private record Source(HandlerRegistry<String> registry) implements EventSource<String> {
        @Override
        public Registration handle(String event, EventHandler<String> handler) {
            return registry.add(event, handler, false);
        }

        @Override
        public Registration handleOnce(String event, EventHandler<String> handler) {
            return registry.add(event, handler, true);
        }

        @Override
        public void off(String event) {
            registry.removeAll(event);
        }

        @Override
        public Registration onAny(Handlers.AnyWithAck<? super String> handler) {
            return registry.addAny(handler);
        }
    }
}
