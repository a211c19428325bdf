package io.sockeye.examples;

import io.sockeye.dispatch.OnConnect;
import io.sockeye.dispatch.OnEvent;
import io.sockeye.server.NamespaceHandler;
import io.sockeye.server.Socket;
import io.sockeye.server.SocketIoServer;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * A namespace as a class: its annotated methods are its handlers. A poll with votes that everybody sees at once.
 *
 * <pre>{@code
 * const poll = io("http://localhost:8000/poll");
 * poll.on("result", (votes) => console.log(votes));
 * const mine = await poll.emitWithAck("vote", "sockeye");
 * }</pre>
 */
public final class PollNamespace extends NamespaceHandler {
    private final Map<String, Integer> votes =
            new ConcurrentSkipListMap<>(Map.of("sockeye", 0, "chinook", 0, "coho", 0));

    PollNamespace() {
        super("/poll");
    }

    /** Takes the port as its only argument; default 8000. */
    public static void main(String[] args) {
        SocketIoServer io = SocketIoServer.builder().closeOnShutdown(true).build();
        io.register(new PollNamespace());
        System.out.println("http://localhost:" + io.listen(args.length > 0 ? Integer.parseInt(args[0]) : 8000));
    }

    @OnConnect
    void welcome(Socket socket) {
        socket.emit("result", votes);
    }

    /** What is returned acknowledges: whether the vote counted. */
    @OnEvent
    boolean vote(Socket socket, String fish) {
        if (!votes.containsKey(fish) || socket.session().putIfAbsent("voted", fish) != null) {
            return false;
        }
        votes.merge(fish, 1, Integer::sum);
        emit("result", votes);
        return true;
    }
}
