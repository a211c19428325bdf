package io.sockeye.engineio.server;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The files of the JavaScript client, served under the path of the endpoint as Node's {@code serveClient} does: {@code socket.io.js}, {@code socket.io.min.js},
 * {@code socket.io.esm.min.js}, {@code socket.io.msgpack.min.js} and a {@code .map} of each.
 */
public interface ClientFiles {
    /** The version of the client; its {@code ETag} is made of it. */
    String version();

    /**
     * Opens a file. Called on the executor for hooks, once for each name; the content is kept.
     *
     * @param name {@code socket.io.min.js}
     * @return null when there is none
     * @throws IOException if it can't be read; the request is answered with 500
     */
    @Nullable
    InputStream open(String name) throws IOException;
}
