package io.sockeye.recipes.helidon;

import io.helidon.common.socket.PeerInfo;
import io.helidon.http.HttpPrologue;
import io.sockeye.engineio.concurrent.SerialExecutor;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostResponse;
import io.sockeye.engineio.server.host.WebSocketHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One request to Helidon. Its virtual thread waits in {@link #await} until it is known what becomes of it. */
final class HelidonExchange implements HostExchange, SockeyeRoute.Connection {
    private static final int CHUNK = 8 * 1024;

    private final SerialExecutor serial = new SerialExecutor(SockeyeRoute::startVirtual);
    private final String method;
    private final String target;
    private final Headers headers;
    private final PeerInfo peer;
    private final boolean secure;
    private final Supplier<InputStream> body;
    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile boolean broken;
    private volatile boolean tooLarge;
    private @Nullable Runnable abortListener; // serial only

    HelidonExchange(
            HttpPrologue prologue,
            io.helidon.http.Headers fields,
            PeerInfo peer,
            boolean secure,
            Supplier<InputStream> body) {
        this.method = prologue.method().text();
        this.target = target(prologue);
        this.headers = headers(fields);
        this.peer = peer;
        this.secure = secure;
        this.body = body;
    }

    static String target(HttpPrologue prologue) {
        String path = prologue.uriPath().rawPath();
        String query = prologue.query().rawValue();
        return query.isEmpty() ? path : path + "?" + query;
    }

    private static Headers headers(io.helidon.http.Headers fields) {
        List<String> namesAndValues = new ArrayList<>();
        fields.forEach(field -> field.allValues().forEach(value -> {
            namesAndValues.add(field.name());
            namesAndValues.add(value);
        }));
        return Headers.of(namesAndValues);
    }

    /** Blocks until the exchange is decided; without an answer when Helidon stops meanwhile. */
    Outcome await() {
        try {
            return outcome.get();
        } catch (InterruptedException | ExecutionException e) {
            drop();
            return new Outcome.Abort();
        }
    }

    /** Whether the connection can't carry another request, because the rest of a body is still on its way. */
    boolean closesConnection() {
        return tooLarge || "close".equalsIgnoreCase(headers.first("Connection"));
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
        return peer.address() instanceof InetSocketAddress address ? address : null;
    }

    @Override
    public boolean secure() {
        return secure;
    }

    @Override
    public @Nullable Principal principal() {
        return peer.tlsPrincipal().orElse(null);
    }

    @Override
    public boolean isWebSocketUpgrade() {
        return method.equals("GET") && "websocket".equalsIgnoreCase(headers.first("Upgrade"));
    }

    @Override
    public void receiveBody(int limit, BodyReceiver receiver) {
        SockeyeRoute.startVirtual(() -> {
            Runnable arrival = read(limit, receiver);
            execute(arrival);
        });
    }

    private Runnable read(int limit, BodyReceiver receiver) {
        try {
            InputStream in = body.get();
            ByteArrayOutputStream whole = new ByteArrayOutputStream();
            byte[] chunk = new byte[CHUNK];
            for (int count = in.read(chunk); count >= 0; count = in.read(chunk)) {
                if (count > limit - whole.size()) {
                    tooLarge = true;
                    return receiver::onTooLarge;
                }
                whole.write(chunk, 0, count);
            }
            return () -> receiver.onBody(whole.toByteArray());
        } catch (IOException | RuntimeException e) {
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
            execute(() -> handler.onClose(HelidonWebSocket.ABNORMAL));
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
        serial.execute(task);
    }
}
