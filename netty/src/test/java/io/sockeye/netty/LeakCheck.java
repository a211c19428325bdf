package io.sockeye.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.util.ResourceLeakDetector;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Follows every buffer of every test of this module, and fails the class in which one was found forgotten. Registered for all of them. */
public final class LeakCheck implements BeforeAllCallback, AfterAllCallback {
    private static final Queue<String> LEAKS = new ConcurrentLinkedQueue<>();

    @Override
    public void beforeAll(ExtensionContext context) {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ByteBufUtil.setLeakListener((type, records) -> LEAKS.add(type + " " + records));
    }

    /** A buffer is reported when it is garbage and another one is allocated. */
    @Override
    public void afterAll(ExtensionContext context) {
        for (int i = 0; i < 3; i++) {
            System.gc();
            for (int n = 0; n < 50; n++) {
                ByteBuf buffer = PooledByteBufAllocator.DEFAULT.directBuffer(16);
                buffer.release();
                Unpooled.directBuffer(16).release();
            }
        }
        assertThat(LEAKS).as("leaked buffers").isEmpty();
    }
}
