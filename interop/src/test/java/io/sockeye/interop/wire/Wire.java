package io.sockeye.interop.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/**
 * A TCP connection to the tested server: sends what the test says, as it says, and reads HTTP answers and websocket frames. Reading blocks, up to a limit; one
 * thread may read while another one writes.
 */
public final class Wire implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int READ_BUFFER = 512;

    private final Socket socket;
    private final DataInputStream in;

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), READ_BUFFER));
    }

    /** Connects to a server on this machine. */
    public static Wire to(int port) throws IOException {
        return to(port, PATIENCE);
    }

    /** Connects to a server on this machine; {@code patience} is how long each read may take. */
    @SuppressWarnings("AddressSelection") // a loopback address needs no look-up
    public static Wire to(int port, Duration patience) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), (int) patience.toMillis());
            return new Wire(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Connects with a receive buffer so small that the server soon feels it when nobody reads. */
    public static Wire narrow(int port) throws IOException {
        Socket socket = new Socket();
        try {
            socket.setReceiveBufferSize(READ_BUFFER);
            socket.setSoTimeout((int) PATIENCE.toMillis());
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new Wire(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /** Sends bytes as they are. */
    public Wire send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    /** Sends text, one byte a character. */
    public Wire send(String text) throws IOException {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The head of a request, with the empty line behind it. */
    public static String head(String method, String target, String... fields) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        for (String field : fields) {
            head.append(field).append("\r\n");
        }
        return head.append("\r\n").toString();
    }

    /** The head of a request for a websocket. */
    public static String upgradeHead(String target, String... fields) {
        String[] all = new String[fields.length + 4];
        all[0] = "Connection: Upgrade";
        all[1] = "Upgrade: websocket";
        all[2] = "Sec-WebSocket-Version: 13";
        all[3] = "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==";
        System.arraycopy(fields, 0, all, 4, fields.length);
        return head("GET", target, all);
    }

    /** Sends a GET and waits for its answer. */
    public HttpAnswer get(String target, String... fields) throws IOException {
        return send(head("GET", target, fields)).answer();
    }

    /** Asks for a websocket and waits for the answer. */
    public HttpAnswer upgrade(String target, String... fields) throws IOException {
        return send(upgradeHead(target, fields)).answer();
    }

    /** Posts text and waits for the answer. */
    public HttpAnswer post(String target, String body) throws IOException {
        return post(target, "text/plain;charset=UTF-8", body.getBytes(StandardCharsets.UTF_8));
    }

    /** Posts a body and waits for the answer. */
    public HttpAnswer post(String target, String contentType, byte[] body) throws IOException {
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        String head = head("POST", target, "Content-Type: " + contentType, "Content-Length: " + body.length);
        request.writeBytes(head.getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        return send(request.toByteArray()).answer();
    }

    /** Waits for the answer to a request that was sent. */
    public HttpAnswer answer() throws IOException {
        String status = line();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.merge(line.substring(0, colon), line.substring(colon + 1).strip(), (a, b) -> a + ", " + b);
        }
        byte[] body = new byte[Integer.parseInt(headers.getOrDefault("Content-Length", "0"))];
        in.readFully(body);
        return new HttpAnswer(Integer.parseInt(status.substring(9, 12)), headers, body);
    }

    private String line() throws IOException {
        StringBuilder line = new StringBuilder(64);
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        line.setLength(line.length() - 1);
        return line.toString();
    }

    /** Waits for the next frame. */
    public Frame frame() throws IOException {
        int start = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(start, payload);
    }

    /** The code of the next close frame, 1006 when the connection ends without one; what comes before it is thrown away. */
    public int closeCode() throws IOException {
        try {
            Frame frame = frame();
            while (frame.start() != Frame.CLOSE) {
                frame = frame();
            }
            return frame.closeCode();
        } catch (EOFException | SocketException e) {
            return 1006;
        }
    }

    /** Waits until the server has ended the connection, and says how many bytes came before. */
    public long awaitEnd() throws IOException {
        long bytes = 0;
        byte[] buffer = new byte[READ_BUFFER];
        try {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                bytes += count;
            }
        } catch (SocketException e) {
            // a reset is an end, too
        }
        return bytes;
    }

    /** Says that nothing more will be sent. */
    public void finish() throws IOException {
        socket.shutdownOutput();
    }

    /** Ends the connection with a reset, as a client does that crashed. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
