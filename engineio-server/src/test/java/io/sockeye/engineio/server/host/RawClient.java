package io.sockeye.engineio.server.host;

import io.sockeye.engineio.server.host.MemoryWebSocket.Frame;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A client on a plain socket, that reads answers and frames on a thread of its own and can send whatever bytes it likes. */
public final class RawClient implements ContractClient {
    public static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";

    private static final int RECEIVE_BUFFER = 64 * 1024;
    private static final long SLOW_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final Socket socket;
    private final Queue<Pending> pending = new ConcurrentLinkedQueue<>();
    private final FrameQueue frames = new FrameQueue();
    private final Semaphore mayRead = new Semaphore(1);
    private final CompletableFuture<Void> continued = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ByteArrayOutputStream fragments = new ByteArrayOutputStream();
    private int fragmented;
    private volatile boolean slow;
    private boolean reading = true;

    public RawClient(HostServer to) throws IOException {
        this(new Socket(), to.address());
    }

    public RawClient(Socket socket, InetSocketAddress to) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        socket.setReceiveBufferSize(RECEIVE_BUFFER);
        socket.connect(to, 30_000);
        Thread.startVirtualThread(this::readAll);
    }

    /** Sends bytes as they are. */
    public RawClient send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public RawClient send(String text) {
        return send(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The answer to a request that was, or will be, sent by hand. */
    public CompletableFuture<HostResponse> answer() {
        return expect("GET").response;
    }

    private Pending expect(String method) {
        Pending next = new Pending(method, new CompletableFuture<>(), new CompletableFuture<>());
        pending.add(next);
        if (socket.isClosed()) {
            next.fail();
        }
        return next;
    }

    public CompletableFuture<Frame> nextFrame() {
        return frames.next();
    }

    @Override
    public CompletableFuture<HostResponse> request(String method, String target, Headers headers, byte[] body) {
        Pending next = expect(method);
        sendRequest(next, method, target, headers, body);
        return next.response;
    }

    private void sendRequest(Pending next, String method, String target, Headers headers, byte[] body) {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n");
        headers.forEach(
                (name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        if (body.length > 0) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
        request.writeBytes(body);
        try {
            send(request.toByteArray());
        } catch (UncheckedIOException e) {
            next.fail();
        }
    }

    @Override
    public CompletableFuture<? extends ContractClient.Opened> webSocket(String target, Headers headers) {
        Pending next = expect("GET");
        sendRequest(next, "GET", target, upgrade().and(headers), new byte[0]);
        return next.opened;
    }

    public static Headers upgrade() {
        return Headers.of(
                "Connection",
                "Upgrade",
                "Upgrade",
                "websocket",
                "Sec-WebSocket-Version",
                "13",
                "Sec-WebSocket-Key",
                KEY);
    }

    @Override
    public void reading(boolean wanted) {
        if (wanted != reading) {
            reading = wanted;
            if (wanted) {
                mayRead.release();
            } else {
                mayRead.acquireUninterruptibly();
            }
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resets the connection. */
    public void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    public void finishOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Waits until the server has closed; bytes that come before are thrown away. */
    public void awaitEnd() throws Exception {
        ended.get(60, TimeUnit.SECONDS);
    }

    /** Takes long for large answers from now on. */
    public void takingSlowly() {
        slow = true;
    }

    /** Waits for 100 Continue. */
    public void awaitContinue() throws Exception {
        continued.get(30, TimeUnit.SECONDS);
    }

    private void readAll() {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), 4096))) {
            while (readResponse(in)) {}
            while (readFrame(in)) {}
        } catch (IOException e) {
            // the end of the connection, whatever its form
        }
        ended.complete(null);
        frames.add(new Frame.Close(1006, ""));
        pending.forEach(Pending::fail);
    }

    private boolean readResponse(DataInputStream in) throws IOException {
        String status = line(in);
        List<String> fields = new ArrayList<>();
        for (String line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            fields.add(line.substring(0, colon));
            fields.add(line.substring(colon + 1).strip());
        }
        Headers headers = Headers.of(fields);
        int code = Integer.parseInt(status.substring(9, 12));
        if (code == 100) {
            continued.complete(null);
            return true;
        }
        Pending request = pending.remove();
        String length = headers.first("Content-Length");
        byte[] body = new byte[length == null || request.method.equals("HEAD") ? 0 : Integer.parseInt(length)];
        readFully(in, body);
        request.response.complete(new HostResponse(code, headers, body));
        if (code == 101) {
            request.opened.complete(new OpenedSocket(headers));
            return false;
        }
        request.opened.completeExceptionally(new IOException("refused with " + code));
        return true;
    }

    private void readFully(DataInputStream in, byte[] body) throws IOException {
        int size = 0;
        while (size < body.length) {
            int count = in.readNBytes(body, size, Math.min(RECEIVE_BUFFER, body.length - size));
            if (count == 0) {
                throw new EOFException();
            }
            size += count;
            if (slow) {
                LockSupport.parkNanos(SLOW_NANOS);
            }
        }
    }

    private String line(DataInputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = byteOf(in); c != '\n'; c = byteOf(in)) {
            line.append((char) c);
        }
        line.setLength(line.length() - 1);
        return line.toString();
    }

    private int byteOf(DataInputStream in) throws IOException {
        mayRead.acquireUninterruptibly();
        mayRead.release();
        int c = in.read();
        if (c < 0) {
            throw new EOFException();
        }
        return c;
    }

    private boolean readFrame(DataInputStream in) throws IOException {
        int start = byteOf(in);
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        switch (start) {
            case 0x81, 0x82 -> frames.add(message(start, payload));
            case 0x01, 0x02 -> {
                fragmented = start;
                fragments.writeBytes(payload);
            }
            case 0x00 -> fragments.writeBytes(payload);
            case 0x80 -> {
                fragments.writeBytes(payload);
                frames.add(message(fragmented | 0x80, fragments.toByteArray()));
                fragments.reset();
            }
            case 0x88 -> frames.add(close(payload));
            case 0x8A -> frames.add(new Frame.Text("pong " + new String(payload, StandardCharsets.UTF_8)));
            default -> frames.add(new Frame.Text("frame " + Integer.toHexString(start) + " of " + length));
        }
        return true;
    }

    private static Frame message(int start, byte[] payload) {
        return start == 0x81 ? new Frame.Text(new String(payload, StandardCharsets.UTF_8)) : new Frame.Binary(payload);
    }

    private static Frame close(byte[] payload) {
        if (payload.length == 0) {
            return new Frame.Close(1005, "");
        }
        ByteBuffer buffer = ByteBuffer.wrap(payload);
        return new Frame.Close(
                buffer.getShort() & 0xFFFF,
                StandardCharsets.UTF_8.decode(buffer).toString());
    }

    /** A masked frame. */
    public static byte[] frame(int start, byte[] payload) {
        ByteBuffer out = ByteBuffer.allocate(payload.length + 14);
        out.put((byte) start);
        if (payload.length < 126) {
            out.put((byte) (0x80 | payload.length));
        } else if (payload.length < 65_536) {
            out.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            out.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        byte[] key = new byte[4];
        ThreadLocalRandom.current().nextBytes(key);
        out.put(key);
        for (int i = 0; i < payload.length; i++) {
            out.put((byte) (payload[i] ^ key[i & 3]));
        }
        byte[] frame = new byte[out.position()];
        out.flip().get(frame);
        return frame;
    }

    public static byte[] closeFrame(int code) {
        return frame(0x88, code == 1005 ? new byte[0] : new byte[] {(byte) (code >> 8), (byte) code});
    }

    private record Pending(
            String method, CompletableFuture<HostResponse> response, CompletableFuture<ContractClient.Opened> opened) {
        void fail() {
            response.completeExceptionally(new EOFException("the connection ended"));
            opened.completeExceptionally(new EOFException("the connection ended"));
        }
    }

    private final class OpenedSocket implements ContractClient.Opened {
        private final Headers headers;

        OpenedSocket(Headers headers) {
            this.headers = headers;
        }

        @Override
        public Headers headers() {
            return headers;
        }

        @Override
        public void sendText(byte[] utf8) {
            send(frame(0x81, utf8));
        }

        @Override
        public void sendBinary(byte[] bytes) {
            send(frame(0x82, bytes));
        }

        @Override
        public void sendClose(int code) {
            try {
                send(closeFrame(code));
            } catch (UncheckedIOException e) {
                // some hosts don't wait for the answer to a close frame of theirs
            }
        }

        @Override
        public CompletableFuture<Frame> next() {
            return frames.next();
        }
    }
}
