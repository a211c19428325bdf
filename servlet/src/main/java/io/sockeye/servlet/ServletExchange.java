package io.sockeye.servlet;

import io.sockeye.engineio.concurrent.SerialExecutor;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.WebSocketHandler;
import jakarta.servlet.http.HttpServletRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.security.Principal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One request to the container. What it says is copied at once: containers use their request objects again. */
final class ServletExchange implements HostExchange, Connections.Connection {
    private static final Logger LOGGER = System.getLogger(SockeyeServlet.class.getName());
    private static final int CHUNK = 8 * 1024;
    private static final int KIB = 1024;

    private final HttpServletRequest request;
    private final Duration bodyTime;
    private final SerialExecutor serial = new SerialExecutor(ServletEndpoint::startVirtual);
    private final String method;
    private final String target;
    private final Headers headers;
    private final boolean secure;
    private final @Nullable Principal principal;
    private final @Nullable InetSocketAddress remoteAddress;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile CompletableFuture<Void> bodyRead = CompletableFuture.completedFuture(null);
    private volatile boolean broken;
    private volatile boolean closesConnection;
    private @Nullable Runnable abortListener; // serial only

    /**
     * @param request the container's
     * @param bodyTime how long a body may take, besides a second for each KiB
     */
    ServletExchange(HttpServletRequest request, Duration bodyTime) {
        this.request = request;
        this.bodyTime = bodyTime;
        this.method = request.getMethod();
        this.target = target(request);
        this.headers = headers(request);
        this.secure = request.isSecure();
        this.principal = request.getUserPrincipal();
        this.remoteAddress = address(request);
    }

    /** Path, as it came, from the context path on, and query. */
    static String target(HttpServletRequest request) {
        String uri = request.getRequestURI();
        String context = request.getContextPath();
        String path = uri.startsWith(context) ? uri.substring(context.length()) : uri;
        String query = request.getQueryString();
        return query == null ? path : path + "?" + query;
    }

    private static Headers headers(HttpServletRequest request) {
        List<String> fields = new ArrayList<>();
        for (String name : Collections.list(request.getHeaderNames())) {
            for (String value : Collections.list(request.getHeaders(name))) {
                fields.add(name);
                fields.add(value);
            }
        }
        return Headers.of(fields);
    }

    /** Null when the container gives a name instead of an address: nothing is looked up here. */
    private static @Nullable InetSocketAddress address(HttpServletRequest request) {
        String literal = request.getRemoteAddr();
        boolean numeric = literal != null
                && !literal.isEmpty()
                && (literal.indexOf(':') >= 0 || Character.digit(literal.charAt(literal.length() - 1), 10) >= 0);
        try {
            return numeric ? new InetSocketAddress(InetAddress.getByName(literal), request.getRemotePort()) : null;
        } catch (UnknownHostException e) {
            return null;
        }
    }

    CompletableFuture<Outcome> outcome() {
        return outcome;
    }

    boolean isBroken() {
        return broken;
    }

    boolean closesConnection() {
        return closesConnection;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String target() {
        return target;
    }

    @Override
    public Headers headers() {
        return headers;
    }

    @Override
    public @Nullable InetSocketAddress remoteAddress() {
        return remoteAddress;
    }

    @Override
    public boolean secure() {
        return secure;
    }

    @Override
    public @Nullable Principal principal() {
        return principal;
    }

    @Override
    public boolean isWebSocketUpgrade() {
        return method.equals("GET") && "websocket".equalsIgnoreCase(headers.first("Upgrade"));
    }

    @Override
    public void receiveBody(int limit, BodyReceiver receiver) {
        CompletableFuture<Void> reading = new CompletableFuture<>();
        bodyRead = reading;
        ServletEndpoint.startVirtual(() -> {
            // Who ends the exchange completes the outcome before it looks at bodyRead: one of the two sees the other.
            Runnable arrival = outcome.isDone() ? receiver::onAbort : read(limit, receiver);
            reading.complete(null);
            execute(arrival);
        });
    }

    /** Until nobody reads from the request: containers use it again when the exchange is over. */
    void awaitBody() {
        bodyRead.join();
    }

    private Runnable read(int limit, BodyReceiver receiver) {
        if (request.getContentLengthLong() > limit) {
            closesConnection = true;
            return receiver::onTooLarge;
        }
        try {
            InputStream in = request.getInputStream();
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            long begun = System.nanoTime();
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (count > limit - body.size()) {
                    closesConnection = true;
                    return receiver::onTooLarge;
                }
                body.write(chunk, 0, count);
                if (System.nanoTime() - begun
                        > bodyTime.plusSeconds(body.size() / KIB).toNanos()) {
                    throw new IOException("the body comes too slowly");
                }
            }
            byte[] whole = body.toByteArray();
            return () -> receiver.onBody(whole);
        } catch (IOException | RuntimeException e) { // as with answers
            closesConnection = true;
            drop();
            return receiver::onAbort;
        }
    }

    @Override
    public void respond(HostResponse response, WriteListener written) {
        if (!end(new Outcome.Answer(response, written))) {
            execute(() -> written.onWritten(false));
        }
    }

    @Override
    public void upgrade(Headers additional, WebSocketHandler handler) {
        if (!end(new Outcome.Upgrade(additional, handler))) {
            execute(() -> handler.onClose(ServletWebSocket.ABNORMAL));
        }
    }

    @Override
    public void abort() {
        var unused = end(new Outcome.Abort());
    }

    private boolean end(Outcome how) {
        if (!ended.compareAndSet(false, true)) {
            throw new IllegalStateException("the exchange has ended already");
        }
        return outcome.complete(how);
    }

    /** The connection broke, or nobody waits for an answer any more. */
    @Override
    public void drop() {
        broken = true;
        outcome.complete(new Outcome.Abort());
        execute(this::tellListener);
    }

    /** Answers for a handler that hasn't; what it does later comes too late. */
    void expire(HostResponse answer) {
        boolean unused = outcome.complete(new Outcome.Answer(answer, WriteListener.NONE));
        drop();
    }

    @Override
    public void onAbort(Runnable listener) {
        execute(() -> {
            abortListener = listener;
            tellListener();
        });
    }

    private void tellListener() {
        Runnable listener = abortListener;
        if (broken && listener != null && !ended.get()) {
            abortListener = null;
            listener.run();
        }
    }

    @Override
    public void execute(Runnable task) {
        serial.execute(() -> {
            try {
                task.run();
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.ERROR, "a handler failed; its connection is dropped", e);
                drop();
            }
        });
    }
}
