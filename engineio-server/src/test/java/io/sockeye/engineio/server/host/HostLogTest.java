package io.sockeye.engineio.server.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.System.Logger.Level;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

class HostLogTest {
    @Test
    void anAppenderThatWaitsDoesntStopAThreadOfTheHostAndLinesKeepTheirOrder() throws Exception {
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        CountDownLatch gate = new CountDownLatch(1);
        Handler appender = new Handler() {
            @Override
            public void publish(LogRecord line) {
                try {
                    gate.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                lines.add(line.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.sockeye.HostLogTest");
        logger.setUseParentHandlers(false);
        logger.addHandler(appender);
        HostLog log = HostLog.of("io.sockeye.HostLogTest");
        log.log(Level.WARNING, () -> "first");
        log.log(Level.DEBUG, () -> "off");
        log.log(Level.WARNING, () -> "second", new IllegalStateException());
        assertThat(lines).isEmpty();
        gate.countDown();
        assertThat(lines.poll(60, TimeUnit.SECONDS)).isEqualTo("first");
        assertThat(lines.poll(60, TimeUnit.SECONDS)).isEqualTo("second");
    }
}
