package io.sockeye.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.dispatch.OnConnect;
import io.sockeye.dispatch.OnEvent;
import io.sockeye.engineio.server.host.MemoryHost;
import io.sockeye.engineio.server.host.MemoryWebSocket;
import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import io.sockeye.jackson2.Jackson2JsonCodec;
import io.sockeye.server.NamespaceHandler;
import io.sockeye.server.Socket;
import io.sockeye.server.SocketIoServer;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.aopalliance.intercept.MethodInterceptor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.framework.autoproxy.DefaultAdvisorAutoProxyCreator;
import org.springframework.aop.support.NameMatchMethodPointcutAdvisor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;

class SocketControllersTest {
    private static final AtomicInteger MADE = new AtomicInteger();

    private final MemoryHost host = MemoryHost.create();

    /** What the application has besides its controllers. */
    static class Base {
        @Bean(destroyMethod = "close")
        SocketIoServer io(MemoryHost host) {
            return SocketIoServer.builder()
                    .host(host)
                    .json(Jackson2JsonCodec.create())
                    .build();
        }

        @Bean
        static SocketControllers controllers(SocketIoServer io, ConfigurableListableBeanFactory beans) {
            return new SocketControllers(io, beans, List.of());
        }
    }

    /** Every method whose name begins with {@code advised} is answered by its advice. */
    static class Advice {
        @Bean
        static NameMatchMethodPointcutAdvisor advisor() {
            NameMatchMethodPointcutAdvisor advisor = new NameMatchMethodPointcutAdvisor(
                    (MethodInterceptor) invocation -> "advice around " + invocation.proceed());
            advisor.setMappedName("advised*");
            return advisor;
        }
    }

    /** Proxies by subclass. */
    static class ClassProxies extends Advice {
        @Bean
        static DefaultAdvisorAutoProxyCreator proxies() {
            DefaultAdvisorAutoProxyCreator creator = new DefaultAdvisorAutoProxyCreator();
            creator.setProxyTargetClass(true);
            return creator;
        }
    }

    /** Proxies by interface, where there is one. */
    static class InterfaceProxies extends Advice {
        @Bean
        static DefaultAdvisorAutoProxyCreator proxies() {
            return new DefaultAdvisorAutoProxyCreator();
        }
    }

    interface Answers {
        String advised();
    }

    @SocketController("/chat")
    static class Chat implements Answers {
        @OnEvent
        @Override
        public String advised() {
            return "the method";
        }
    }

    @SocketController
    static class Hidden implements Answers {
        @Override
        public String advised() {
            return "";
        }

        @OnEvent
        void notInTheInterface() {}
    }

    @SocketController
    @Lazy
    static class Late {
        Late() {
            MADE.incrementAndGet();
        }

        @OnEvent
        int late() {
            return MADE.get();
        }
    }

    @SocketController
    @Scope("prototype")
    static class Anew {
        private int count;

        @OnEvent
        int count() {
            return ++count;
        }
    }

    static class Board extends NamespaceHandler {
        private final String greeting = "welcome";

        Board() {
            super("/chat");
        }

        @OnConnect
        void enter(Socket socket) {
            socket.emit(greeting);
        }

        @OnEvent
        String advised() {
            return name();
        }
    }

    private AnnotationConfigApplicationContext application(Class<?>... classes) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(MemoryHost.class, () -> host);
        context.register(Base.class);
        context.register(classes);
        context.refresh();
        context.getBean(SocketIoServer.class).listen(0);
        return context;
    }

    private MemoryWebSocket client(String namespace) throws Exception {
        MemoryWebSocket socket = host.connect()
                .webSocket("/socket.io/?EIO=4&transport=websocket")
                .get(30, TimeUnit.SECONDS);
        assertThat(next(socket)).startsWith("0");
        socket.send("40" + namespace);
        assertThat(next(socket)).startsWith("40");
        return socket;
    }

    private static String next(MemoryWebSocket socket) throws Exception {
        return socket.next().get(30, TimeUnit.SECONDS) instanceof Frame.Text text ? text.text() : "no text";
    }

    @ParameterizedTest
    @ValueSource(classes = {ClassProxies.class, InterfaceProxies.class})
    void theAdviceOfProxiesRuns(Class<?> proxies) throws Exception {
        try (var application = application(Chat.class, proxies)) {
            assertThat(application.isActive()).isTrue();
            MemoryWebSocket client = client("/chat,");
            client.send("42/chat,1[\"advised\"]");
            assertThat(next(client)).isEqualTo("43/chat,1[\"advice around the method\"]");
        }
    }

    @Test
    void aHandlerThatItsProxyDoesNotHaveFailsTheStart() {
        assertThatThrownBy(() -> application(Hidden.class, InterfaceProxies.class))
                .hasMessageContaining("notInTheInterface");
    }

    @Test
    void aClassBasedNamespaceMayBeAProxy() throws Exception {
        try (var application = application(Board.class, ClassProxies.class)) {
            assertThat(application.isActive()).isTrue();
            MemoryWebSocket client = client("/chat,");
            assertThat(next(client)).isEqualTo("42/chat,[\"welcome\"]");
            client.send("42/chat,1[\"advised\"]");
            assertThat(next(client)).isEqualTo("43/chat,1[\"advice around /chat\"]");
        }
    }

    @Test
    void aLazyBeanIsMadeByItsFirstEvent() throws Exception {
        MADE.set(0);
        try (var application = application(Late.class)) {
            assertThat(application.isActive()).isTrue();
            assertThat(MADE).hasValue(0);
            MemoryWebSocket client = client("");
            client.send("421[\"late\"]");
            assertThat(next(client)).isEqualTo("431[1]");
            client.send("422[\"late\"]");
            assertThat(next(client)).isEqualTo("432[1]");
        }
    }

    @Test
    void aPrototypeIsMadeForEachEvent() throws Exception {
        try (var application = application(Anew.class)) {
            assertThat(application.isActive()).isTrue();
            MemoryWebSocket client = client("");
            client.send("421[\"count\"]");
            client.send("422[\"count\"]");
            assertThat(next(client)).isEqualTo("431[1]");
            assertThat(next(client)).isEqualTo("432[1]");
        }
    }
}
