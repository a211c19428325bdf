package io.sockeye.engineio.server;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Code of the user that is called around requests, all of it on the executor for hooks; set through {@link EngineOptions.Builder}.
 *
 * @param allowRequest decides about handshakes; null allows all
 * @param middlewares look at every request, in order
 * @param onConnectionError hears of every refused request; null when nobody does
 */
public record EngineHooks(
        @Nullable AllowRequest allowRequest,
        List<HttpMiddleware> middlewares,
        @Nullable Consumer<ConnectionError> onConnectionError) {
    /** Copies the list. */
    public EngineHooks {
        middlewares = List.copyOf(middlewares);
    }
}
