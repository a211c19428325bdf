package io.sockeye.engineio.server;

import io.sockeye.engineio.EngineProtocol;
import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.ConnectionError.Code;
import io.sockeye.engineio.server.ConnectionError.Context;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a request has to fulfil before anything is done for it, in the order of the JavaScript server. */
final class RequestChecks {
    /** What came out. */
    sealed interface Outcome {
        /** It is refused. */
        record Refused(Code code, Context context, String detail) implements Outcome {}

        /** It wants a new session; origin, {@link AllowRequest} and revision are still to be checked. */
        record Handshake(Transport transport) implements Outcome {}

        /** It belongs to a session; its origin is still to be checked. */
        record Known(Session session, Transport transport) implements Outcome {}
    }

    private final TransportOptions options;
    private final Function<String, @Nullable Session> sessions;

    RequestChecks(TransportOptions options, Function<String, @Nullable Session> sessions) {
        this.options = options;
        this.sessions = sessions;
    }

    Outcome check(EngineRequest request, boolean upgrade) {
        String name = request.parameter("transport");
        Transport transport = transport(name);
        if (transport == null) {
            return refused(Code.UNKNOWN_TRANSPORT, Context.NONE, "transport " + printable(name));
        }
        String origin = request.headers().first("origin");
        if (origin != null && HeaderText.isIllegal(origin)) {
            return refused(Code.BAD_REQUEST, Context.INVALID_ORIGIN, "");
        }
        String sid = request.parameter("sid");
        return sid == null || sid.isEmpty()
                ? checkHandshake(request, transport, upgrade)
                : checkSession(request, sid, transport, upgrade);
    }

    private @Nullable Transport transport(@Nullable String name) {
        for (Transport transport : Transport.values()) {
            if (transport.wireName().equals(name) && options.transports().contains(transport)) {
                return transport;
            }
        }
        return null;
    }

    private Outcome checkSession(EngineRequest request, String sid, Transport transport, boolean upgrade) {
        Session session = sessions.apply(sid);
        if (session == null) {
            return refused(Code.UNKNOWN_SID, Context.NONE, "");
        }
        if (!upgrade && transport != session.transport()) {
            return refused(
                    Code.BAD_REQUEST,
                    Context.TRANSPORT_MISMATCH,
                    transport.wireName() + " instead of " + session.transport().wireName());
        }
        if (request.protocol() != session.protocol()) {
            return refused(Code.BAD_REQUEST, Context.PROTOCOL_MISMATCH, "the session is " + session.protocol());
        }
        return new Outcome.Known(session, transport);
    }

    private static Outcome checkHandshake(EngineRequest request, Transport transport, boolean upgrade) {
        if (!request.method().equals("GET")) {
            return refused(Code.BAD_HANDSHAKE_METHOD, Context.NONE, "method " + printable(request.method()));
        }
        if (transport == Transport.WEBSOCKET && !upgrade) {
            return refused(Code.BAD_REQUEST, Context.TRANSPORT_HANDSHAKE_ERROR, "no websocket upgrade");
        }
        return new Outcome.Handshake(transport);
    }

    /** The last check of a handshake; null when it is fine. */
    Outcome.@Nullable Refused checkProtocol(EngineRequest request) {
        boolean known = request.protocol() == EngineProtocol.V4 || options.allowEio3();
        return known ? null : new Outcome.Refused(Code.UNSUPPORTED_PROTOCOL_VERSION, Context.NONE, "");
    }

    private static Outcome refused(Code code, Context context, String detail) {
        return new Outcome.Refused(code, context, detail);
    }

    private static String printable(@Nullable String text) {
        if (text == null) {
            return "missing";
        }
        String shortened = text.length() > 32 ? text.substring(0, 32) + "…" : text;
        return "'" + shortened.replaceAll("[^ -~…]", "?") + "'";
    }
}
