package io.sockeye.engineio.server.host;

import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;

/** Frames and those who wait for them. */
final class FrameQueue {
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Frame> frames = new ArrayDeque<>();
    private final Queue<CompletableFuture<Frame>> waiting = new ArrayDeque<>();

    void add(Frame frame) {
        CompletableFuture<Frame> receiver;
        lock.lock();
        try {
            receiver = waiting.poll();
            if (receiver == null) {
                frames.add(frame);
            }
        } finally {
            lock.unlock();
        }
        if (receiver != null) {
            receiver.complete(frame);
        }
    }

    CompletableFuture<Frame> next() {
        lock.lock();
        try {
            Frame frame = frames.poll();
            if (frame != null) {
                return CompletableFuture.completedFuture(frame);
            }
            CompletableFuture<Frame> next = new CompletableFuture<>();
            waiting.add(next);
            return next;
        } finally {
            lock.unlock();
        }
    }
}
