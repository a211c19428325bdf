package io.sockeye.client;

import io.sockeye.engineio.CloseReason;
import io.sockeye.engineio.EncodedMessage;
import io.sockeye.engineio.OpenPacket;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.ClientResources;
import io.sockeye.engineio.client.EngineClient;
import io.sockeye.engineio.client.EngineClient.Offer;
import io.sockeye.engineio.client.EngineClient.Urgency;
import io.sockeye.engineio.client.EngineClientOptions;
import io.sockeye.engineio.client.EngineListener;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes connections with the Engine.IO client. */
final class EngineLinks implements Link.Factory {
    private final ClientResources resources;
    private final UnaryOperator<EngineClientOptions.Builder> engine;
    private Link.@Nullable Request last;
    private @Nullable EngineClientOptions lastOptions;

    EngineLinks(ClientResources resources, UnaryOperator<EngineClientOptions.Builder> engine) {
        this.resources = resources;
        this.engine = engine;
    }

    @Override
    public Link open(Link.Request request, Link.Listener listener) {
        return new EngineLink(EngineClient.connect(options(request), resources, new Bridge(listener)));
    }

    /** The same object for the same request, since it remembers whether the upgrade worked. */
    private EngineClientOptions options(Link.Request request) {
        EngineClientOptions options = lastOptions;
        if (options == null || !request.equals(last)) {
            options = make(request);
            last = request;
            lastOptions = options;
        }
        return options;
    }

    private EngineClientOptions make(Link.Request request) {
        EngineClientOptions.Builder builder = engine.apply(
                EngineClientOptions.builder(URI.create(request.url())).path("/socket.io/"));
        if (request.transports() != null) {
            builder.transports(request.transports());
        }
        if (request.path() != null) {
            builder.path(request.path());
        }
        Supplier<Map<String, String>> general = builder.build().headers();
        return builder.headers(() -> {
                    Map<String, String> all = new LinkedHashMap<>(general.get());
                    all.putAll(request.headers().get());
                    return all;
                })
                .build();
    }

    private record EngineLink(EngineClient engine) implements Link {
        @Override
        public boolean offer(EncodedMessage message) {
            return engine.offer(message, Urgency.NORMAL) == Offer.ACCEPTED;
        }

        @Override
        public void offerVolatile(EncodedMessage message) {
            var unused = engine.offer(message, Urgency.VOLATILE);
        }

        @Override
        public void offerExempt(EncodedMessage message) {
            var unused = engine.offer(message, Urgency.EXEMPT);
        }

        @Override
        public void readable(boolean readable) {
            engine.readable(readable);
        }

        @Override
        public void close() {
            engine.close();
        }

        @Override
        public Transport transport() {
            return engine.transport();
        }
    }

    private record Bridge(Link.Listener listener) implements EngineListener {
        @Override
        public void onOpen(EngineClient client, OpenPacket handshake) {
            listener.onOpen(client.protocol(), handshake.sid());
        }

        @Override
        public void onText(byte[] utf8, int from, int to) {
            listener.onText(utf8, from, to);
        }

        @Override
        public void onBinary(byte[] bytes, int from, int to) {
            listener.onBinary(bytes, from, to);
        }

        @Override
        public void onDrain() {
            listener.onDrain();
        }

        @Override
        public void onClose(CloseReason reason, @Nullable String description, @Nullable Throwable cause) {
            listener.onClose(reason, cause);
        }
    }
}
