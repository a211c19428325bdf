package io.sockeye.engineio.server;

import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostExchange;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Serves the files of the JavaScript client as {@code serveClient} of the JavaScript server does; what has been read once is kept. */
final class ClientFileResponder {
    private static final Logger LOGGER = System.getLogger(ClientFileResponder.class.getName());
    private static final Set<String> NAMES = Set.of(
            "socket.io.js",
            "socket.io.js.map",
            "socket.io.min.js",
            "socket.io.min.js.map",
            "socket.io.esm.min.js",
            "socket.io.esm.min.js.map",
            "socket.io.msgpack.min.js",
            "socket.io.msgpack.min.js.map");

    private final ClientFiles files;
    private final EngineOptions options;
    private final String folder;
    private final Map<String, FileContent> read = new ConcurrentHashMap<>();

    ClientFileResponder(ClientFiles files, EngineOptions options) {
        this.files = files;
        this.options = options;
        this.folder = options.transport().contextPath() + options.transport().path() + "/";
    }

    /** The name of the file that a request is for; null when it is for none. */
    @Nullable
    String name(String target) {
        if (!target.startsWith(folder + "socket.io")) {
            return null;
        }
        String name = Query.path(target).substring(folder.length());
        return NAMES.contains(name) ? name : null;
    }

    /** Answers on the executor for hooks. */
    void respond(HostExchange exchange, String name, Headers extra) {
        FileContent content;
        try {
            content = content(name);
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "the client file " + name + " can't be read", e);
            Answers.empty(exchange, 500, extra);
            return;
        }
        if (content == null) {
            Answers.text(exchange, 404, "Not Found");
        } else {
            content.send(exchange, options.compression(), extra);
        }
    }

    private @Nullable FileContent content(String name) throws IOException {
        FileContent content = read.get(name);
        if (content != null) {
            return content;
        }
        try (InputStream stream = files.open(name)) {
            if (stream == null) {
                return null;
            }
            String type = name.endsWith(".map") ? "application/json" : "application/javascript";
            content = new FileContent(stream.readAllBytes(), type + "; charset=utf-8", "\"" + files.version() + "\"");
        }
        read.put(name, content);
        return content;
    }
}
