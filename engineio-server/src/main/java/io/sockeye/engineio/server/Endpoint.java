package io.sockeye.engineio.server;

import io.sockeye.engineio.Transport;
import io.sockeye.engineio.server.ConnectionError.Code;
import io.sockeye.engineio.server.ConnectionError.Context;
import io.sockeye.engineio.server.HttpMiddleware.Result;
import io.sockeye.engineio.server.RequestChecks.Outcome;
import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;
import io.sockeye.engineio.server.host.HostLog;
import io.sockeye.engineio.server.host.HostResponse;
import java.lang.System.Logger.Level;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a request for the endpoint: middlewares, CORS, the checks, the session. Without code of the user everything happens on the thread of the host; with
 * it the way to the session runs on the executor for hooks and comes back to the host at its end.
 */
final class Endpoint {
    private static final HostLog LOGGER = HostLog.of(Endpoint.class.getName());

    private final EngineOptions options;
    private final Sessions sessions;
    private final RequestChecks checks;
    private final Cors cors;

    Endpoint(Sessions sessions, Cors cors) {
        this.sessions = sessions;
        this.options = sessions.options();
        this.checks = new RequestChecks(options.transport(), sessions::findForRequest);
        this.cors = cors;
    }

    void handle(HostExchange exchange) {
        long issued = System.currentTimeMillis();
        Visit visit = new Visit(exchange, new EngineRequest(exchange, options.trustedProxies(), issued));
        if (!callsUser(visit.request)) {
            visit.run();
            return;
        }
        visit.away = true;
        try {
            sessions.hooks().execute(visit::run);
        } catch (RejectedExecutionException e) {
            Answers.empty(exchange, 503, Headers.EMPTY);
        }
    }

    private boolean callsUser(EngineRequest request) {
        EngineHooks hooks = options.hooks();
        return !hooks.middlewares().isEmpty()
                || cors.callsUser(request)
                || (hooks.allowRequest() != null && request.parameter("sid") == null);
    }

    /** One request on its way. */
    private final class Visit {
        private final HostExchange exchange;
        private final EngineRequest request;
        private final boolean upgrade;
        private Headers extra = Headers.EMPTY;
        // whether this isn't a thread of the host
        private boolean away;

        Visit(HostExchange exchange, EngineRequest request) {
            this.exchange = exchange;
            this.request = request;
            this.upgrade = exchange.isWebSocketUpgrade();
        }

        void run() {
            try {
                if (passesMiddlewares()) {
                    checkOrigin();
                }
            } catch (RuntimeException | Error e) {
                LOGGER.log(Level.ERROR, () -> "a request failed: " + request, e);
                Answers.empty(exchange, 500, Headers.EMPTY);
            }
        }

        private boolean passesMiddlewares() {
            for (HttpMiddleware middleware : options.hooks().middlewares()) {
                Result result;
                try {
                    result = middleware.handle(request);
                } catch (Exception e) {
                    LOGGER.log(Level.WARNING, () -> "a middleware failed, the request is refused", e);
                    refuse(Code.BAD_REQUEST, Context.MIDDLEWARE_FAILURE, e.toString());
                    return false;
                }
                switch (result) {
                    case Result.Proceed proceed -> extra = extra.and(proceed.headers());
                    case Result.Answer answer -> {
                        answer(answer);
                        return false;
                    }
                }
            }
            return true;
        }

        private void answer(Result.Answer answer) {
            Headers headers = upgrade ? answer.headers().and(Headers.of("Connection", "close")) : answer.headers();
            exchange.respond(
                    new HostResponse(answer.status(), extra.and(headers), answer.body()),
                    HostExchange.WriteListener.NONE);
        }

        private void checkOrigin() {
            Cors.Origin origin = cors.origin(request);
            if (cors.isPreflight(request)) {
                Answers.empty(exchange, 204, extra.and(cors.preflightHeaders(request, origin)));
                return;
            }
            extra = extra.and(cors.headers(origin));
            switch (checks.check(request, upgrade)) {
                case Outcome.Refused refused -> refuse(refused);
                case Outcome.Known known -> {
                    if (passesOrigin(origin)) {
                        back(() -> serve(known));
                    }
                }
                case Outcome.Handshake handshake -> {
                    if (passesOrigin(origin) && passesAllowRequest() && passesProtocol()) {
                        back(() -> open(handshake.transport()));
                    }
                }
            }
        }

        private boolean passesOrigin(Cors.Origin origin) {
            String name = origin.origin();
            if (origin.allowed() || name == null) {
                return true;
            }
            cors.logRefusal(name);
            refuse(Code.FORBIDDEN, Context.FOREIGN_ORIGIN, "");
            return false;
        }

        private boolean passesAllowRequest() {
            AllowRequest allowRequest = options.hooks().allowRequest();
            if (allowRequest == null) {
                return true;
            }
            AllowRequest.Verdict verdict;
            try {
                verdict = allowRequest.decide(request);
            } catch (Exception e) {
                LOGGER.log(Level.WARNING, () -> "allowRequest failed, the request is refused", e);
                verdict = AllowRequest.Verdict.refuse();
            }
            if (!verdict.accepted()) {
                String message = verdict.message() == null ? Code.FORBIDDEN.text() : verdict.message();
                refuse(Code.FORBIDDEN, message, Context.REFUSED, "");
            }
            return verdict.accepted();
        }

        private boolean passesProtocol() {
            Outcome.Refused refused = checks.checkProtocol(request);
            if (refused != null) {
                refuse(refused);
            }
            return refused == null;
        }

        /** Runs the rest on a thread of the host. */
        private void back(Runnable rest) {
            if (away) {
                exchange.execute(rest);
            } else {
                rest.run();
            }
        }

        private void open(Transport transport) {
            String sid = Sessions.newSid();
            CookieOptions cookie = options.cookie();
            Headers headers = cookie == null ? extra : extra.and(Headers.of("Set-Cookie", cookie.header(sid)));
            if (!upgrade) {
                sessions.openPolling(sid, request, new PollRequest(exchange, headers));
            } else if (transport == Transport.WEBSOCKET) {
                accept(headers, webSocket -> sessions.openWebSocket(sid, request, webSocket));
            } else {
                exchange.upgrade(extra, ClosingHandler.INSTANCE);
            }
        }

        private void serve(Outcome.Known known) {
            Session session = known.session();
            session.catchUp();
            if (upgrade) {
                upgrade(session, known.transport());
                return;
            }
            PollRequest poll = new PollRequest(exchange, extra);
            PollingTransport polling = session.polling();
            if (polling == null) {
                Answers.tooLate(poll, false);
                return;
            }
            switch (request.method()) {
                case "GET" -> session.inbox().submit(() -> polling.onGet(poll));
                case "POST" -> session.inbox().submit(() -> polling.onPost(poll));
                default -> Answers.empty(poll, 500);
            }
        }

        private void upgrade(Session session, Transport transport) {
            if (transport != Transport.WEBSOCKET || !options.transport().allowUpgrades()) {
                exchange.upgrade(extra, ClosingHandler.INSTANCE);
                return;
            }
            accept(extra, webSocket -> {
                session.inbox().submit(() -> {
                    PollingTransport polling = session.polling();
                    if (polling == null) {
                        webSocket.refuse();
                    } else {
                        polling.upgrade().onOpen(webSocket);
                    }
                });
                return session;
            });
        }

        private void accept(Headers headers, WebSocketTransport.Opening opening) {
            exchange.upgrade(headers, new WebSocketTransport(request, opening));
        }

        private void refuse(Outcome.Refused refused) {
            refuse(refused.code(), refused.context(), refused.detail());
        }

        private void refuse(Code code, Context context, @Nullable String detail) {
            refuse(code, code.text(), context, detail);
        }

        private void refuse(Code code, String message, Context context, @Nullable String detail) {
            sessions.counters().refuse(code);
            Answers.refuse(exchange, code, message, extra);
            LOGGER.log(Level.DEBUG, () -> "refused " + request + ": " + message + " " + context);
            var listener = options.hooks().onConnectionError();
            if (listener != null) {
                String more = detail == null ? "" : detail;
                sessions.hooks()
                        .execute(() -> listener.accept(new ConnectionError(code, message, context, more, request)));
            }
        }
    }
}
