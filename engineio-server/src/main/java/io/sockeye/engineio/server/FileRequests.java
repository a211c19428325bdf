package io.sockeye.engineio.server;

import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Everything that is asked for besides Engine.IO: files of the client, static files, and what is not there. */
final class FileRequests {
    private static final Logger LOGGER = System.getLogger(FileRequests.class.getName());
    private static final Headers GET_OR_HEAD = Headers.of("Allow", "GET, HEAD");

    private final EngineOptions options;
    private final Cors cors;
    private final Executor helpers;
    private final @Nullable ClientFileResponder clientFiles;
    private final @Nullable StaticFileResponder staticFiles;

    FileRequests(EngineOptions options, Cors cors, Executor helpers) {
        this.options = options;
        this.cors = cors;
        this.helpers = helpers;
        this.clientFiles =
                options.clientFiles() == null ? null : new ClientFileResponder(options.clientFiles(), options);
        this.staticFiles = options.staticFiles().isEmpty() ? null : new StaticFileResponder(options);
    }

    /** Whether a request is for a file of the JavaScript client. */
    boolean isClientFile(String target) {
        return clientFiles != null && clientFiles.name(target) != null;
    }

    boolean hasStaticFile(String target) {
        return staticFiles != null && staticFiles.has(target);
    }

    void handle(HostExchange exchange) {
        if (exchange.isWebSocketUpgrade()) {
            // Nobody else can answer it: the connection ends as with the option destroyUpgrade, only at once.
            Answers.empty(exchange, 404, Headers.of("Connection", "close"));
        } else if (staticFiles == null && !isClientFile(exchange.target())) {
            Answers.text(exchange, 404, "Not Found");
        } else {
            later(exchange);
        }
    }

    private void later(HostExchange exchange) {
        try {
            helpers.execute(() -> guarded(exchange));
        } catch (RejectedExecutionException e) {
            Answers.empty(exchange, 503, Headers.EMPTY);
        }
    }

    private void guarded(HostExchange exchange) {
        try {
            respond(exchange);
        } catch (RuntimeException | Error e) {
            LOGGER.log(Level.ERROR, "a file could not be served", e);
            Answers.empty(exchange, 500, Headers.EMPTY);
        }
    }

    private void respond(HostExchange exchange) {
        EngineRequest request = new EngineRequest(exchange, options.trustedProxies(), 0);
        Cors.Origin origin = cors.origin(request);
        Headers extra = cors.headers(origin);
        String name = clientFiles == null ? null : clientFiles.name(exchange.target());
        if (cors.isPreflight(request)) {
            Answers.empty(exchange, 204, cors.preflightHeaders(request, origin));
        } else if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
            Answers.empty(exchange, 405, GET_OR_HEAD.and(extra));
        } else if (clientFiles != null && name != null) {
            clientFiles.respond(exchange, name, extra);
        } else if (staticFiles != null) {
            staticFiles.respond(exchange, extra);
        }
    }
}
