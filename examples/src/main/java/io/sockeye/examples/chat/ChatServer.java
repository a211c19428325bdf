package io.sockeye.examples.chat;

import static java.util.stream.Collectors.toMap;

import io.sockeye.engineio.server.StaticFiles;
import io.sockeye.server.Socket;
import io.sockeye.server.SocketIoServer;
import io.sockeye.socketio.ConnectionRefusedException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chat with rooms, private messages and pictures: {@code --port 8000}, then open http://localhost:8000 in two windows.
 *
 * <p>People are addressed by their names, never by sids. A name belongs to the token that came with it first, until its owner was
 * gone for ten minutes. Rooms and people are both places: "room:cooking" has the sockets that joined it, "user:ada" those of the
 * tabs that Ada has open. Each place is a Socket.IO room of that name.
 */
public final class ChatServer {
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._'-]{0,23}");
    private static final Map<String, String> PICTURES = Map.of(
            "\u0089PNG", "image/png", "\u00ff\u00d8\u00ff", "image/jpeg", "GIF8", "image/gif", "RIFF", "image/webp");
    private static final int TEXT = 2_000, PICTURE_BYTES = 600_000, PLACES = 300;

    // What the page sends ...
    record Login(@Nullable String name, @Nullable String token) {}

    record Draft(
            @Nullable String room,
            @Nullable String to,
            @Nullable String text,
            byte @Nullable [] picture) {}

    // ... and what it gets.
    record Hello(String name, List<Message> messages) {}

    record Rooms(long version, Map<String, Integer> sizes) {}

    record Here(long version, String room, List<String> people) {}

    record Typing(String from, @Nullable String room) {}

    record Picture(String type, byte[] bytes) {}

    record Message(
            long id,
            long at,
            String from,
            @Nullable String room,
            @Nullable String to,
            String text,
            @Nullable Picture picture) {}

    record Reply(@Nullable String error, @Nullable Here here, List<Message> messages) {
        static final Reply DONE = new Reply(null, null, List.of());
    }

    private final SocketIoServer io = SocketIoServer.builder()
            .engine(options -> options.staticFiles(StaticFiles.builder()
                    .resources("/", ChatServer.class, "page")
                    .build()))
            .closeOnShutdown(true)
            .build();
    private final Map<String, Place> places = new ConcurrentHashMap<>();
    private final AtomicLong numbers = new AtomicLong(System.currentTimeMillis() * 1_000); // the next server counts on

    public static void main(String[] args) {
        int port = args.length == 2 && args[0].equals("--port") ? Integer.parseInt(args[1]) : 8000;
        System.out.println("http://localhost:" + new ChatServer().io.listen(port));
    }

    static SocketIoServer create() {
        return new ChatServer().io;
    }

    private ChatServer() {
        places.put("room:lobby", new Place("room:lobby", "lobby", ""));
        io.onConnect(this::welcome);
        io.onCall("join", String.class, (socket, room) -> reply(() -> join(socket, room)));
        io.on("leave", String.class, (socket, room) -> exit(socket, "room:" + room)); // acknowledged when it returns
        io.onCall("say", Draft.class, (socket, draft) -> reply(() -> say(socket, draft)));
        io.on("typing", Draft.class, this::typing);
        io.onDisconnect((socket, reason) -> places.keySet().forEach(key -> exit(socket, key)));
        io.startBackgroundTask(this::forget);
    }

    private void welcome(Socket socket) {
        Login login = socket.handshake().auth(Login.class);
        if (login == null || login.token() == null || login.token().length() < 16) {
            throw new ConnectionRefusedException("Your page is too old. Reload it.");
        }
        try {
            String name = tidy(login.name());
            Place self = enter(socket, "user:" + fold(name), name, login.token());
            socket.session().put("self", self);
            socket.emit("hello", new Hello(self.name(), self.messages())); // goes out once the socket is let in
            socket.emit("rooms", rooms());
        } catch (IllegalArgumentException refusal) {
            throw new ConnectionRefusedException(String.valueOf(refusal.getMessage()));
        }
    }

    private Reply join(Socket socket, String wanted) {
        String room = fold(tidy(wanted));
        Place place = enter(socket, "room:" + room, room, "");
        return new Reply(null, announce(place), place.messages()); // the page knows by the ids what it gets twice
    }

    private Reply say(Socket socket, Draft draft) {
        Place self = self(socket);
        Place place = find(socket, draft.room(), draft.to());
        String text = Objects.requireNonNullElse(draft.text(), "").strip();
        Picture picture = draft.picture() == null ? null : picture(draft.picture());
        refuseIf(text.isEmpty() && picture == null, "There is nothing to send.");
        refuseIf(text.length() > TEXT, "A message has %d characters at most.", TEXT);
        String room = draft.room() == null ? null : place.name();
        String to = draft.room() == null ? place.name() : null;
        Message message = new Message(
                numbers.incrementAndGet(), System.currentTimeMillis(), self.name(), room, to, text, picture);
        Place other = room == null ? self : place; // a private message is for all tabs of both people
        Stream.of(place, other).distinct().forEach(reader -> reader.keep(message));
        io.to(place.key()).to(other.key()).emit("message", message);
        return Reply.DONE;
    }

    private void typing(Socket socket, Draft draft) {
        Place place = find(socket, draft.room(), draft.to());
        io.to(place.key()).except(socket).asVolatile().emit("typing", new Typing(self(socket).name, draft.room()));
    }

    /** In one step with {@link #forget}, so that nobody enters a place that is just going away. */
    private Place enter(Socket socket, String key, String name, String token) {
        Place place = places.compute(key, (same, known) -> {
            refuseIf(known == null && places.size() >= PLACES, "The server is full.");
            Place found = known == null ? new Place(key, name, token) : known;
            refuseIf(!found.token().equals(token), "“%s” is taken. Choose another name.", name);
            found.sockets().put(socket, token.isEmpty() ? self(socket).name : name);
            return found;
        });
        socket.join(key);
        return place;
    }

    private void exit(Socket socket, String key) {
        Place place = places.get(key);
        if (place != null && place.sockets().remove(socket) != null) {
            place.leftAt.set(System.nanoTime());
            socket.leave(key);
            if (place.isRoom()) announce(place);
        }
    }

    /** The room, if the socket is in it, or the person. */
    private Place find(Socket socket, @Nullable String room, @Nullable String to) {
        Place place = places.get(room != null ? "room:" + room : "user:" + fold(String.valueOf(to)));
        if (place == null || room != null && !place.sockets().containsKey(socket)) {
            throw new IllegalArgumentException(
                    room != null ? "You are not in that room." : "Nobody of that name is here.");
        }
        return place;
    }

    private Here announce(Place place) {
        long version =
                numbers.incrementAndGet(); // first the change, then the number, then the look: the highest is right
        Here here = new Here(version, place.name(), place.people());
        io.to(place.key()).emit("people", here);
        io.emit("rooms", rooms());
        return here;
    }

    private Rooms rooms() {
        long version = numbers.incrementAndGet();
        Stream<Place> rooms = places.values().stream().filter(Place::isRoom);
        return new Rooms(
                version, rooms.collect(toMap(Place::name, room -> room.people().size())));
    }

    private void forget() {
        while (true) {
            io.sleep(Duration.ofMinutes(1));
            places.keySet()
                    .forEach(key -> places.computeIfPresent(key, (same, place) -> place.isForgotten() ? null : place));
            io.emit("rooms", rooms());
        }
    }

    private static Place self(Socket socket) {
        return (Place) Objects.requireNonNull(socket.session().get("self"));
    }

    private static Reply reply(Supplier<Reply> work) {
        try {
            return work.get();
        } catch (IllegalArgumentException refusal) {
            return new Reply(refusal.getMessage(), null, List.of());
        }
    }

    private static String tidy(@Nullable String name) {
        String tidied = Normalizer.normalize(String.valueOf(name), Normalizer.Form.NFKC)
                .strip()
                .replaceAll("\\s+", " ");
        refuseIf(!NAME.matcher(tidied).matches(), "A name has up to 24 letters, digits, spaces and . _ ' -");
        return tidied;
    }

    private static String fold(String name) {
        return name.toLowerCase(Locale.ROOT);
    }

    /** What the bytes are, whatever the sender calls them. */
    private static Picture picture(byte[] bytes) {
        refuseIf(bytes.length > PICTURE_BYTES, "A picture has %d bytes at most.", PICTURE_BYTES);
        String start = new String(bytes, 0, Math.min(bytes.length, 4), StandardCharsets.ISO_8859_1);
        return PICTURES.entrySet().stream()
                .filter(kind -> start.startsWith(kind.getKey()))
                .map(kind -> new Picture(kind.getValue(), bytes))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("That is no picture that a page can show."));
    }

    private static void refuseIf(boolean refused, String sentence, Object... values) {
        if (refused) throw new IllegalArgumentException(sentence.formatted(values));
    }

    /** A room or a person: whose sockets are there, and what was said last. */
    private record Place(
            String key,
            String name,
            String token,
            Map<Socket, String> sockets,
            Deque<Message> said,
            AtomicLong leftAt) {
        Place(String key, String name, String token) {
            this(
                    key,
                    name,
                    token,
                    new ConcurrentHashMap<>(),
                    new ConcurrentLinkedDeque<>(),
                    new AtomicLong(System.nanoTime()));
        }

        boolean isRoom() {
            return key.startsWith("room:");
        }

        List<String> people() {
            return sockets.values().stream()
                    .distinct()
                    .sorted(String.CASE_INSENSITIVE_ORDER)
                    .toList();
        }

        List<Message> messages() {
            return List.copyOf(said);
        }

        /** The last 50 messages, of which 3 with pictures. */
        void keep(Message message) {
            said.add(message);
            List<Message> pictures =
                    said.stream().filter(one -> one.picture() != null).toList();
            if (pictures.size() > 3) said.remove(pictures.getFirst());
            if (said.size() > 50) said.poll();
        }

        boolean isForgotten() {
            return sockets.isEmpty()
                    && !key.equals("room:lobby")
                    && System.nanoTime() - leftAt.get() > Duration.ofMinutes(10).toNanos();
        }
    }
}
