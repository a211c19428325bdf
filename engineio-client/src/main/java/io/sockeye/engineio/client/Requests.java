package io.sockeye.engineio.client;

import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.client.transport.HttpAnswer;
import io.sockeye.engineio.client.transport.HttpCall;
import io.sockeye.engineio.client.transport.TransportException;
import io.sockeye.engineio.client.transport.WebSocketCall;
import java.io.IOException;
import java.net.CookieHandler;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes the requests of one connection: addresses, headers, cookies. Used inside the connection's executor only. */
final class Requests {
    /** What the official client says under Node.js. */
    private static final String USER_AGENT = "node-XMLHttpRequest";

    private static final Set<String> RESERVED = Set.of("EIO", "transport", "sid", "b64");
    private static final String TEXT = "text/plain;charset=UTF-8";
    private static final String BINARY = "application/octet-stream";

    private final EngineClientOptions options;
    private final Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private final boolean secure;
    private final String query;
    private @Nullable String sid;
    private int count;

    /**
     * For one connection.
     *
     * @param own the headers of the user
     */
    Requests(EngineClientOptions options, Map<String, String> own) {
        this.options = options;
        String scheme = options.url().getScheme().toLowerCase(Locale.ROOT);
        this.secure = scheme.equals("https") || scheme.equals("wss");
        this.query = query(options);
        headers.put("User-Agent", USER_AGENT);
        headers.put("Accept", "*/*");
        String user = options.url().getUserInfo();
        if (user != null) {
            byte[] both = user.getBytes(StandardCharsets.UTF_8);
            headers.put("Authorization", "Basic " + Base64.getEncoder().encodeToString(both));
        }
        headers.putAll(own);
    }

    private static String query(EngineClientOptions options) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String ofUrl = options.url().getRawQuery();
        for (String part : ofUrl == null ? List.<String>of() : List.of(ofUrl.split("&", -1))) {
            int equals = part.indexOf('=');
            String name = equals < 0 ? part : part.substring(0, equals);
            if (!name.isEmpty() && !RESERVED.contains(name)) {
                parameters.put(name, equals < 0 ? "" : part.substring(equals + 1));
            }
        }
        options.query().forEach((name, value) -> {
            if (!RESERVED.contains(name)) {
                parameters.put(encode(name), encode(value));
            }
        });
        StringJoiner joined = new StringJoiner("&", "?", "");
        parameters.forEach((name, value) -> joined.add(name + "=" + value));
        joined.add("EIO=" + (options.protocol() == EngineProtocol.V4 ? "4" : "3"));
        if (options.forceBase64()) {
            joined.add("b64=1");
        }
        return joined.toString();
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** The server has said which session this is. */
    void session(String id) {
        sid = encode(id);
    }

    HttpCall poll() {
        URI uri = uri(Transport.POLLING);
        return new HttpCall(uri, headers(uri), null, options.maxMessageBytes());
    }

    HttpCall post(byte[] body, boolean binary) {
        URI uri = uri(Transport.POLLING);
        Map<String, String> all = headers(uri);
        all.put("Content-Type", binary ? BINARY : TEXT);
        return new HttpCall(uri, all, body, options.maxMessageBytes());
    }

    WebSocketCall webSocket() {
        URI uri = uri(Transport.WEBSOCKET);
        return new WebSocketCall(uri, headers(uri), options.openTimeout(), options.maxMessageBytes());
    }

    private URI uri(Transport transport) {
        Boolean timestamp = options.timestampRequests();
        String scheme = transport == Transport.POLLING ? "http" : "ws";
        String port = options.url().getPort() < 0 ? "" : ":" + options.url().getPort();
        return URI.create(scheme + (secure ? "s" : "") + "://" + options.url().getHost() + port + options.path() + query
                + "&transport=" + transport.wireName()
                + (timestamp == null && transport == Transport.POLLING || Boolean.TRUE.equals(timestamp)
                        ? "&t=" + cacheBuster()
                        : "")
                + (sid == null ? "" : "&sid=" + sid));
    }

    /** Never the same, and with a letter in it: servers tell clients of Socket.IO 1.3 by digits with a dash. */
    private String cacheBuster() {
        return "s" + Integer.toString(System.identityHashCode(this), 36) + "." + count++;
    }

    private Map<String, String> headers(URI uri) {
        Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        all.putAll(headers);
        CookieHandler jar = options.cookies();
        if (jar != null) {
            try {
                jar.get(asHttp(uri), Map.of()).forEach((name, values) -> {
                    if (!values.isEmpty()) {
                        all.put(name, String.join("; ", values));
                    }
                });
            } catch (IOException e) {
                throw new IllegalStateException("the cookie handler failed", e);
            }
        }
        return all;
    }

    /** Cookie handlers know no websockets. */
    private static URI asHttp(URI uri) {
        return uri.getScheme().startsWith("ws")
                ? URI.create("http" + uri.toString().substring(2))
                : uri;
    }

    /** Keeps the cookies of an answer. */
    void answered(HttpCall call, HttpAnswer answer) {
        CookieHandler jar = options.cookies();
        if (jar != null) {
            try {
                jar.put(call.uri(), answer.headers());
            } catch (IOException e) {
                throw new IllegalStateException("the cookie handler failed", e);
            }
        }
    }

    static boolean isBinary(HttpAnswer answer) {
        return answer.headers().getOrDefault("content-type", List.of()).stream()
                .anyMatch(type -> type.startsWith(BINARY));
    }

    /** What is wrong with an answer; null when nothing is. */
    static @Nullable TransportException refusal(HttpAnswer answer) {
        if (answer.status() == 200) {
            return null;
        }
        int length = Math.min(answer.body().length, 4096);
        String body = new String(answer.body(), 0, length, StandardCharsets.UTF_8);
        return new TransportException("the server answered with status " + answer.status(), answer.status(), body);
    }
}
