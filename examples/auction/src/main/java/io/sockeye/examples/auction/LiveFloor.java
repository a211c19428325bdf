package io.sockeye.examples.auction;

import io.sockeye.dispatch.OnConnect;
import io.sockeye.dispatch.OnDisconnect;
import io.sockeye.dispatch.OnEvent;
import io.sockeye.server.Socket;
import io.sockeye.server.SocketIoServer;
import io.sockeye.socketio.ConnectionRefusedException;
import io.sockeye.spring.SocketController;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.LogoutSuccessEvent;

/** Socket.IO: everybody who is logged in hears of each change at once, and each person of being outbid. */
@SocketController
class LiveFloor {
    /** What a page shows first. The server's time, because clocks of clients are wrong. */
    record Welcome(String name, Instant now, List<Lot> lots) {}

    record Reaction(long lot, String from, String mark) {}

    private static final Set<String> MARKS = Set.of("♥", "★", "‼");

    private final SocketIoServer io;
    private final Auctions auctions;
    private final Set<Socket> present = ConcurrentHashMap.newKeySet();

    LiveFloor(SocketIoServer io, Auctions auctions) {
        this.io = io;
        this.auctions = auctions;
    }

    @OnConnect
    void arrived(Socket socket) {
        String name = socket.handshake()
                .principal()
                .map(Principal::getName)
                .orElseThrow(() -> new ConnectionRefusedException("Log in first."));
        socket.session().put("name", name);
        socket.join("user:" + name); // all tabs of a person
        present.add(socket);
        socket.emit("welcome", new Welcome(name, Instant.now(), auctions.all()));
        io.emit("present", present.size());
    }

    @OnDisconnect
    void left(Socket socket) {
        present.remove(socket);
        io.emit("present", present.size());
    }

    @OnEvent("react")
    void react(Socket socket, long lot, String mark) {
        if (MARKS.contains(mark)) {
            String from = String.valueOf(socket.session().get("name"));
            io.asVolatile().emit("reaction", new Reaction(lot, from, mark));
        }
    }

    /** Who logs out is gone from all tabs. */
    @EventListener
    void loggedOut(LogoutSuccessEvent event) {
        io.to("user:" + event.getAuthentication().getName()).sockets().forEach(socket -> socket.disconnect(true));
    }

    @EventListener
    void changed(Auctions.LotChanged change) {
        Lot before = change.before();
        Lot lot = change.now();
        io.emit("lot", lot);
        if (before != null && before.leader() != null && !before.leader().equals(lot.leader())) {
            io.to("user:" + before.leader()).emit("outbid", lot);
        }
        if (lot.sold() && lot.leader() != null) {
            io.to("user:" + lot.leader()).emit("won", lot);
        }
    }
}
