package io.sockeye.client;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The namespaces of a client, each made when somebody first asks for it, and kept. Thread-safe. */
final class NamespaceTable {
    private final Map<String, SocketCore> sockets = new ConcurrentHashMap<>();
    private final Function<String, SocketCore> maker;

    NamespaceTable(Function<String, SocketCore> maker) {
        this.maker = maker;
    }

    /** That of a name; a missing slash is added. */
    SocketCore get(String name) {
        return sockets.computeIfAbsent(NamespaceNames.normalized(name), maker);
    }

    /** Null when nobody has asked for it. */
    @Nullable
    SocketCore find(String name) {
        return sockets.get(name);
    }

    List<SocketCore> all() {
        return List.copyOf(sockets.values());
    }

    /** Those that are in or shall be; inside of the inbox. */
    List<SocketCore> wanted() {
        return sockets.values().stream().filter(SocketCore::isWanted).toList();
    }

    /** Those that a connect is to join: the named ones, else those that have handlers, else {@code /}. */
    List<SocketCore> of(ConnectOptions options) {
        List<String> names = new ArrayList<>(options.namespaces());
        if (names.isEmpty()) {
            sockets.values().stream()
                    .filter(socket -> !socket.events().isEmpty())
                    .forEach(socket -> names.add(socket.namespace()));
        } else if (options.root() && !names.contains("/")) {
            names.add("/");
        }
        return (names.isEmpty() ? List.of("/") : names).stream().map(this::get).toList();
    }
}
