package io.sockeye.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** In a JVM whose java.lang is closed. */
@Tag("closed")
class LoopThreadsTest {
    private final Logger logger = Logger.getLogger("io.sockeye.server");
    private final List<String> logged = new ArrayList<>();
    private final Handler appender = new Handler() {
        @Override
        public void publish(LogRecord line) {
            logged.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        logger.addHandler(appender);
    }

    @AfterEach
    void forget() {
        logger.removeHandler(appender);
    }

    @Test
    void oneLineSaysThatTheJdkIsTooOld() {
        assertThat(LoopThreads.find(23)).isNull();
        assertThat(logged)
                .containsExactly("handlerScheduler(LOOP) can't be had, handlers run on the scheduler of the JDK:"
                        + " JDK 24 or newer is needed and this is 23");
    }

    @Test
    void oneLineSaysWhatHasToBeOpened() {
        assertThat(LoopThreads.find(24)).isNull();
        assertThat(logged)
                .containsExactly("handlerScheduler(LOOP) can't be had, handlers run on the scheduler of the JDK:"
                        + " java.lang is closed, start java with --add-opens java.base/java.lang=ALL-UNNAMED");
    }

    @Test
    void withoutItHandlersRunOnTheSchedulerOfTheJdk() throws Exception {
        BlockingQueue<String> heard = new LinkedBlockingQueue<>();
        try (TestServer server = new TestServer(options -> options.handlerScheduler(HandlerScheduler.LOOP))) {
            server.io.on("x", socket -> heard.add(Thread.currentThread().toString()));
            server.client().send("42[\"x\"]");
            assertThat(heard.poll(60, TimeUnit.SECONDS))
                    .startsWith("VirtualThread")
                    .contains("@ForkJoinPool");
            server.client().send("42[\"x\"]");
            assertThat(heard.poll(60, TimeUnit.SECONDS)).contains("@ForkJoinPool");
        }
        assertThat(logged).hasSize(1);
    }

    @Test
    void anExecutorAndLoopsContradictEachOther() {
        SocketIoServerBuilder options =
                SocketIoServer.builder().handlerScheduler(HandlerScheduler.LOOP).executor(Runnable::run);
        assertThatThrownBy(options::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("handlerScheduler", "executor");
    }
}
