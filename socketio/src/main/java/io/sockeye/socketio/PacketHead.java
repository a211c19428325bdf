package io.sockeye.socketio;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads what stands before the JSON of a text message, each byte once:
 *
 * <pre>
 * digit [attachments "-"] [namespace ["?" query] ("," | end)] [ack id]
 * </pre>
 */
final class PacketHead {
    /** What JavaScript can count to. */
    static final long MAX_ACK_ID = (1L << 53) - 1;

    private final byte[] bytes;
    private final int to;
    private int at;

    private PacketType type = PacketType.EVENT;
    private int attachments;
    private String namespace = "/";
    private @Nullable String query;
    private long ackId = Packet.NO_ACK;

    PacketHead(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.at = from;
        this.to = to;
    }

    /** Reads the head, and says what is wrong with it, or null when nothing is. */
    @Nullable
    String read(int maxAttachments, Names namespaces) {
        if (at == to) {
            return "empty packet";
        }
        int number = bytes[at++] - '0';
        if (number < 0 || number > 6) {
            return "unknown packet type";
        }
        type = PacketType.of(number);
        if (type.binary()) {
            String error = readAttachments(maxAttachments);
            if (error != null) {
                return error;
            }
        }
        if (at < to && bytes[at] == '/' && !readNamespace(namespaces)) {
            return "control character in the namespace";
        }
        return readAckId() ? null : "ack id above 2^53-1";
    }

    /** A count without limit fills the memory (CVE-2026-33151), and one of zero would take the next packet for an attachment. */
    private @Nullable String readAttachments(int max) {
        int first = at;
        long count = 0;
        while (at < to && isDigit(bytes[at])) {
            count = count * 10 + bytes[at++] - '0';
            if (count > max) {
                return "more than " + max + " attachments";
            }
        }
        if (at == first || at == to || bytes[at] != '-') {
            return "illegal attachments";
        }
        if (count == 0) {
            return "zero attachments";
        }
        at++;
        attachments = (int) count;
        return null;
    }

    /** Clients 1.x leave the comma away when nothing follows. Control characters would forge lines in the logs of others. */
    private boolean readNamespace(Names namespaces) {
        int first = at;
        int mark = -1;
        while (at < to && bytes[at] != ',') {
            byte b = bytes[at];
            if (b >= 0 && b < ' ' || b == 0x7F) {
                return false;
            }
            if (b == '?' && mark < 0) {
                mark = at;
            }
            at++;
        }
        namespace = namespaces.get(bytes, first, mark < 0 ? at : mark);
        if (mark >= 0) {
            query = new String(bytes, mark + 1, at - mark - 1, StandardCharsets.UTF_8);
        }
        if (at < to) {
            at++;
        }
        return true;
    }

    private boolean readAckId() {
        if (at == to || !isDigit(bytes[at])) {
            return true;
        }
        long id = 0;
        while (at < to && isDigit(bytes[at])) {
            id = id * 10 + bytes[at++] - '0';
            if (id > MAX_ACK_ID) {
                return false;
            }
        }
        ackId = id;
        return true;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    PacketType type() {
        return type;
    }

    int attachments() {
        return attachments;
    }

    String namespace() {
        return namespace;
    }

    @Nullable
    String query() {
        return query;
    }

    long ackId() {
        return ackId;
    }

    /** Where the JSON begins. */
    int position() {
        return at;
    }
}
