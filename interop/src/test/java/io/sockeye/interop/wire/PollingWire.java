package io.sockeye.interop.wire;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A long-polling session that opens a new TCP connection for every request. One thread may poll while another one posts. */
public final class PollingWire {
    private static final char SEPARATOR = 0x1E;

    private final int port;
    private final String query;
    private final boolean v3;
    private final String sid;
    /** What came together with the open packet and belongs to the next poll. */
    private List<String> early;

    private PollingWire(int port, String query) throws IOException {
        this.port = port;
        this.query = "/socket.io/?" + query + "&transport=polling";
        this.v3 = !query.contains("EIO=4");
        List<String> packets = packets(request(this.query));
        String open = packets.get(0);
        int key = open.indexOf("\"sid\":\"") + 7;
        this.sid = open.substring(key, open.indexOf('"', key));
        this.early = packets.subList(1, packets.size());
    }

    /** Opens a session; {@code query} says what kind of client it is, {@code EIO=4} or {@code EIO=3&b64=1}. */
    public static PollingWire open(int port, String query) throws IOException {
        return new PollingWire(port, query);
    }

    /** Opens a session of revision 4 and joins {@code /}. */
    public static PollingWire connect(int port) throws IOException {
        PollingWire polling = open(port, "EIO=4");
        polling.post("40");
        String answer = polling.poll().get(0);
        if (!answer.startsWith("40{\"sid\":")) {
            throw new IOException("not connected but " + answer);
        }
        return polling;
    }

    /** The secret of the session. */
    public String sid() {
        return sid;
    }

    /** Where polls and posts go. */
    public String target() {
        return query + "&sid=" + sid;
    }

    /** Where a websocket takes over. */
    public String webSocketTarget() {
        return target().replace("transport=polling", "transport=websocket");
    }

    private String request(String target) throws IOException {
        try (Wire wire = Wire.to(port)) {
            HttpAnswer answer = wire.get(target);
            if (answer.status() != 200) {
                throw new IOException("the poll got " + answer);
            }
            return answer.text();
        }
    }

    /** Waits for the next packets. */
    public List<String> poll() throws IOException {
        if (!early.isEmpty()) {
            List<String> packets = early;
            early = List.of();
            return packets;
        }
        return packets(request(target()));
    }

    private List<String> packets(String payload) {
        return v3 ? packetsV3(payload) : packetsV4(payload);
    }

    private static List<String> packetsV4(String payload) {
        List<String> packets = new ArrayList<>();
        int from = 0;
        for (int to = payload.indexOf(SEPARATOR); to >= 0; to = payload.indexOf(SEPARATOR, from)) {
            packets.add(payload.substring(from, to));
            from = to + 1;
        }
        packets.add(payload.substring(from));
        return packets;
    }

    private static List<String> packetsV3(String payload) {
        List<String> packets = new ArrayList<>();
        for (int from = 0; from < payload.length(); ) {
            int colon = payload.indexOf(':', from);
            int to = colon + 1 + Integer.parseInt(payload.substring(from, colon));
            packets.add(payload.substring(colon + 1, to));
            from = to;
        }
        return packets;
    }

    /** Posts packets. */
    public void post(String... packets) throws IOException {
        StringBuilder payload = new StringBuilder();
        for (String packet : packets) {
            if (v3) {
                payload.append(packet.length()).append(':');
            } else if (!payload.isEmpty()) {
                payload.append(SEPARATOR);
            }
            payload.append(packet);
        }
        try (Wire wire = Wire.to(port)) {
            HttpAnswer answer = wire.post(target(), payload.toString());
            if (!answer.toString().equals("200 ok")) {
                throw new IOException("the post got " + answer);
            }
        }
    }

    /** Ends the session. */
    public void close() throws IOException {
        post("1");
    }
}
