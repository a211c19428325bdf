package io.sockeye.client;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** One connection, seen from the server. */
final class FakeLink implements Link {
    final Link.Request request;
    private final Link.Listener listener;
    private final BlockingQueue<String> sent = new LinkedBlockingQueue<>();

    /** Whether the outbound budget is used up. */
    volatile boolean full;

    /** Whether the transport is busy. */
    volatile boolean busy;

    volatile boolean readable = true;
    volatile boolean closed;

    FakeLink(Link.Request request, Link.Listener listener) {
        this.request = request;
        this.listener = listener;
    }

    void open() {
        listener.onOpen(EngineProtocol.V4, "engine-sid");
    }

    void openV3() {
        listener.onOpen(EngineProtocol.V3, "engine-sid");
    }

    /** Opens it and lets the client into {@code /}. */
    FakeLink accept() {
        open();
        expect("0");
        receive("0{\"sid\":\"s1\"}");
        return this;
    }

    /** The client receives Socket.IO packets. */
    void receive(String... packets) {
        for (String packet : packets) {
            byte[] bytes = packet.getBytes(StandardCharsets.UTF_8);
            listener.onText(bytes, 0, bytes.length);
        }
    }

    void receiveBinary(byte... bytes) {
        listener.onBinary(bytes, 0, bytes.length);
    }

    void drained() {
        full = false;
        listener.onDrain();
    }

    void end(CloseReason reason) {
        closed = true;
        listener.onClose(reason, null);
    }

    void fail(Throwable cause) {
        closed = true;
        listener.onClose(CloseReason.TRANSPORT_ERROR, cause);
    }

    /** The next Socket.IO packet that the client sends; binary as hexadecimal digits after {@code b:}. */
    String take() {
        try {
            String packet = sent.poll(30, TimeUnit.SECONDS);
            if (packet == null) {
                throw new AssertionError("the client sent nothing");
            }
            return packet;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** The next packets are these. */
    void expect(String... packets) {
        for (String packet : packets) {
            String taken = take();
            if (!taken.equals(packet)) {
                throw new AssertionError("the client sent " + taken + " instead of " + packet);
            }
        }
    }

    /** Whether the client has sent nothing else. */
    boolean isQuiet() {
        return sent.isEmpty();
    }

    @Override
    public boolean offer(EncodedMessage message) {
        if (full) {
            return false;
        }
        record(message);
        return true;
    }

    @Override
    public void offerVolatile(EncodedMessage message) {
        if (!busy) {
            record(message);
        }
    }

    @Override
    public void offerExempt(EncodedMessage message) {
        record(message);
    }

    private void record(EncodedMessage message) {
        byte[] text = message.text();
        sent.add(new String(Arrays.copyOfRange(text, 1, text.length), StandardCharsets.UTF_8));
        message.binaries().forEach(binary -> sent.add("b:" + HexFormat.of().formatHex(binary)));
    }

    @Override
    public void readable(boolean readable) {
        this.readable = readable;
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Thread.startVirtualThread(() -> listener.onClose(CloseReason.FORCED_CLOSE, null));
        }
    }

    @Override
    public Transport transport() {
        return Transport.WEBSOCKET;
    }
}
