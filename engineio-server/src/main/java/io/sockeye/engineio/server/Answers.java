package io.sockeye.engineio.server;

import io.sockeye.engineio.server.ConnectionError.Code;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostExchange.WriteListener;
import io.sockeye.engineio.server.host.HostResponse;
import java.nio.charset.StandardCharsets;

/** The short answers. */
final class Answers {
    private static final byte[] NOTHING = {};
    private static final Headers HTML = Headers.of("Content-Type", "text/html", "Cache-Control", "no-store");
    private static final Headers JSON = Headers.of("Content-Type", "application/json");
    private static final Headers CLOSING_HTML = Headers.of("Connection", "close", "Content-Type", "text/html");
    private static final Headers PLAIN = Headers.of("Content-Type", "text/plain; charset=utf-8");
    private static final Headers NO_XSS_FILTER = Headers.of("X-XSS-Protection", "0");

    private Answers() {}

    /** A POST has been taken. */
    static void ok(PollRequest request) {
        byte[] ok = {'o', 'k'};
        request.exchange().respond(new HostResponse(200, headers(request, HTML), ok), WriteListener.NONE);
    }

    static void empty(PollRequest request, int status) {
        empty(request.exchange(), status, request.extra());
    }

    static void empty(HostExchange exchange, int status, Headers headers) {
        exchange.respond(new HostResponse(status, headers, NOTHING), WriteListener.NONE);
    }

    static void text(HostExchange exchange, int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        exchange.respond(new HostResponse(status, PLAIN, body), WriteListener.NONE);
    }

    /** The session has ended, or gone over to websocket, between the checks and its turn. */
    static void tooLate(PollRequest request, boolean closed) {
        Code code = closed ? Code.UNKNOWN_SID : Code.BAD_REQUEST;
        refuse(request.exchange(), code, code.text(), request.extra());
    }

    /** A refused request; {@code {"code":0,"message":"Transport unknown"}} over polling, the bare message on an upgrade. */
    static void refuse(HostExchange exchange, Code code, String message, Headers extra) {
        if (exchange.isWebSocketUpgrade()) {
            byte[] body = message.getBytes(StandardCharsets.UTF_8);
            exchange.respond(new HostResponse(400, CLOSING_HTML.and(extra), body), WriteListener.NONE);
            return;
        }
        int status = code == Code.FORBIDDEN ? 403 : 400;
        String json = "{\"code\":" + code.number() + ",\"message\":" + quoted(message) + "}";
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        exchange.respond(new HostResponse(status, JSON.and(extra), body), WriteListener.NONE);
    }

    private static String quoted(String text) {
        StringBuilder json = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < ' ') {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    /** With what every answer of a poll or post has: its extra fields, and one for old browsers of Microsoft. */
    static Headers headers(PollRequest request, Headers own) {
        String agent = request.exchange().headers().first("user-agent");
        boolean microsoft = agent != null && (agent.contains(";MSIE") || agent.contains("Trident/"));
        return (microsoft ? own.and(NO_XSS_FILTER) : own).and(request.extra());
    }
}
