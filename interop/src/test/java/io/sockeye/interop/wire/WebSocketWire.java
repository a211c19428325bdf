package io.sockeye.interop.wire;

import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;

/** A Socket.IO 5 client on a websocket of its own. Answers pings while it reads. */
public final class WebSocketWire implements AutoCloseable {
    /** Where it connects to. */
    public static final String TARGET = "/socket.io/?EIO=4&transport=websocket";

    private final Wire wire;
    private final String open;
    private String sid = "";
    private int pings;

    private WebSocketWire(Wire wire) throws IOException {
        this.wire = wire;
        this.open = wire.frame().text();
    }

    /** Opens a session, and joins no namespace. */
    public static WebSocketWire open(int port) throws IOException {
        return open(Wire.to(port));
    }

    /** Opens a session on a connection that is there. */
    public static WebSocketWire open(Wire wire) throws IOException {
        HttpAnswer answer = wire.upgrade(TARGET);
        if (answer.status() != 101) {
            wire.close();
            throw new IOException("no websocket but " + answer);
        }
        return new WebSocketWire(wire);
    }

    /** Opens a session and joins {@code /}. */
    public static WebSocketWire connect(int port) throws IOException {
        return open(port).join();
    }

    /** Opens a session and joins {@code /}; {@code patience} is how long each read may take. */
    public static WebSocketWire connect(int port, Duration patience) throws IOException {
        return open(Wire.to(port, patience)).join();
    }

    /** Joins {@code /}. */
    public WebSocketWire join() throws IOException {
        send("40");
        String answer = next();
        if (!answer.startsWith("40{\"sid\":")) {
            throw new IOException("not connected but " + answer);
        }
        sid = answer.substring(10, answer.length() - 2);
        return this;
    }

    /** The connection below. */
    public Wire wire() {
        return wire;
    }

    /** The open packet. */
    public String openPacket() {
        return open;
    }

    /** The sid in {@code /}, empty before it has been joined. */
    public String sid() {
        return sid;
    }

    /** How many pings have been answered. */
    public int pings() {
        return pings;
    }

    /** Sends a packet. */
    public void send(String packet) throws IOException {
        wire.send(Frame.masked(Frame.TEXT, packet));
    }

    /** Sends a binary message. */
    public void send(byte[] bytes) throws IOException {
        wire.send(Frame.masked(Frame.BINARY, bytes));
    }

    /** Waits for the next text packet that isn't a ping. */
    public String next() throws IOException {
        String packet = packet();
        while (packet.equals("2")) {
            pong();
            packet = packet();
        }
        return packet;
    }

    /** Waits for a ping, and nothing else may come. */
    public void answerPing() throws IOException {
        String packet = packet();
        if (!packet.equals("2")) {
            throw new IOException("not a ping but " + packet);
        }
        pong();
    }

    private void pong() throws IOException {
        pings++;
        send("3");
    }

    private String packet() throws IOException {
        Frame frame = wire.frame();
        while (frame.start() != Frame.TEXT) {
            if (frame.start() == Frame.CLOSE) {
                throw new EOFException("closed with " + frame.closeCode());
            }
            frame = wire.frame();
        }
        return frame.text();
    }

    /** Has a text echoed by the server's event {@code echo}, through the acknowledgement. */
    public void echo(int number) throws IOException {
        send("42" + number + "[\"echo\",\"é" + number + "\"]");
        String expected = "43" + number + "[\"é" + number + "\"]";
        String answer = next();
        if (!answer.equals(expected)) {
            throw new IOException("not " + expected + " but " + answer);
        }
    }

    /** Waits for the end, and says with which code it came; answers no pings. */
    public int closeCode() throws IOException {
        return wire.closeCode();
    }

    /** Leaves as a browser does: close frame, then the server's, then the end. */
    public void leave() throws IOException {
        wire.send(Frame.masked(Frame.CLOSE, new byte[] {0x03, (byte) 0xE8}));
        wire.closeCode();
        wire.close();
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
