package io.sockeye.netty;

import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * The opening handshake of a websocket (RFC 6455 §4.2).
 *
 * @param refusal the status that refuses it, 0 when it is fine
 * @param key Sec-WebSocket-Key
 * @param extension the value of Sec-WebSocket-Extensions in the answer, null when messages aren't compressed
 * @param protocol the subprotocol that is agreed on, the first one that the client offers, as the reference server does
 */
record Handshake(
        int refusal,
        String key,
        @Nullable String extension,
        @Nullable String protocol) {
    private static final int BAD_REQUEST = 400;
    private static final int UPGRADE_REQUIRED = 426;
    private static final String VERSION = "13";
    private static final int KEY_LENGTH = 24;
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    static Handshake check(NettyExchange exchange, boolean bodyless, boolean mayDeflate) {
        Headers headers = exchange.headers();
        String key = headers.first("Sec-WebSocket-Key");
        String protocols = headers.first("Sec-WebSocket-Protocol");
        String protocol = protocols == null ? null : firstToken(protocols);
        if (!exchange.isWebSocketUpgrade()
                || !bodyless
                || key == null
                || !isKey(key)
                || protocols != null && protocol == null) {
            return refused(BAD_REQUEST);
        }
        if (!VERSION.equals(headers.first("Sec-WebSocket-Version"))) {
            return refused(UPGRADE_REQUIRED);
        }
        return new Handshake(0, key, mayDeflate ? PerMessageDeflate.accept(headers) : null, protocol);
    }

    private static Handshake refused(int status) {
        return new Handshake(status, "", null, null);
    }

    /** The answer that refuses it and names the version that is spoken here. */
    HostResponse refusalAnswer() {
        return new HostResponse(
                refusal, Headers.of("Sec-WebSocket-Version", VERSION, "Connection", "close"), new byte[0]);
    }

    /** The header fields of the 101. */
    Headers answer(Loop loop) {
        byte[] hash = loop.sha1().digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
        String accept = Base64.getEncoder().encodeToString(hash);
        Headers fields = Headers.of("Sec-WebSocket-Accept", accept);
        if (protocol != null) {
            fields = fields.and(Headers.of("Sec-WebSocket-Protocol", protocol));
        }
        return extension == null ? fields : fields.and(Headers.of("Sec-WebSocket-Extensions", extension));
    }

    /** 16 bytes in base64. */
    private static boolean isKey(String key) {
        if (key.length() != KEY_LENGTH || !key.endsWith("==")) {
            return false;
        }
        for (int i = 0; i < KEY_LENGTH - 2; i++) {
            char c = key.charAt(i);
            if (!isAlphanumeric(c) && c != '+' && c != '/') {
                return false;
            }
        }
        return true;
    }

    /** The first element of a list of tokens, null when it isn't a token; linear, whatever the header holds (CVE-2021-32640 of ws). */
    private static @Nullable String firstToken(String list) {
        int comma = list.indexOf(',');
        String first = (comma < 0 ? list : list.substring(0, comma)).strip();
        for (int i = 0; i < first.length(); i++) {
            char c = first.charAt(i);
            if (!isAlphanumeric(c) && "!#$%&'*+-.^_`|~".indexOf(c) < 0) {
                return null;
            }
        }
        return first.isEmpty() ? null : first;
    }

    private static boolean isAlphanumeric(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }
}
