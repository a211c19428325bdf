package io.sockeye.engineio;

import java.util.List;

/**
 * Collects the packets of one poll within its limits and writes them as one payload ({@link PollingForm} draws it). The unit is the packet, not
 * the message: what doesn't fit any more of a message with attachments goes with the next poll.
 *
 * <pre>{@code
 * PayloadEncoder poll = new PayloadEncoder(form, maxPayload);
 * while (head != null && (cursor = poll.add(head, cursor)) == head.packetCount()) { head = next(); cursor = 0; }
 * ByteSink body = new ByteSink(poll.sizeBound());
 * poll.encode(body);
 * }</pre>
 *
 * Control packets are messages as well: {@link EncodedMessage#CLOSE} and the like. Not thread-safe; one object a poll.
 */
public final class PayloadEncoder {
    /** How many packets a poll takes at most: more than 16 close the session in some clients of other libraries. */
    public static final int MAX_PACKETS = 16;

    private static final int SEPARATOR = 0x1E;
    private static final int END_OF_LENGTH = 0xFF;

    private final PollingForm form;
    private final int maxPayload;
    private final EncodedMessage[] messages = new EncodedMessage[MAX_PACKETS];
    private final int[] packets = new int[MAX_PACKETS];
    private int count;
    private int byteSize;
    private long sizeBound;
    private boolean binary;

    /**
     * An empty poll.
     *
     * @param form how the session wants it
     * @param maxPayload bytes above which nothing more is added; a single larger packet goes alone
     */
    public PayloadEncoder(PollingForm form, int maxPayload) {
        this.form = form;
        this.maxPayload = maxPayload;
        this.binary = form == PollingForm.V3_ALWAYS_BINARY;
    }

    /**
     * Adds the packets of a message, from one of them on, as many as fit.
     *
     * @param from the first packet that has not been sent yet, 0 for a fresh message
     * @return the first packet that was not added; {@link EncodedMessage#packetCount()} when all were
     */
    public int add(EncodedMessage message, int from) {
        int next = from;
        int end = message.packetCount();
        while (next < end && count < MAX_PACKETS) {
            long larger = sizeBound + sizeBound(message, next, form);
            if (count > 0 && larger > maxPayload) {
                break;
            }
            sizeBound = larger;
            append(message, next++);
        }
        return next;
    }

    private void append(EncodedMessage message, int packet) {
        byte[] raw = message.packet(packet);
        messages[count] = message;
        packets[count++] = packet;
        byteSize += raw.length;
        if (form == PollingForm.V3_BINARY_WHEN_NEEDED) {
            binary |= !message.isText(packet) || !Utf8.isAscii(asciiPacket(message, packet));
        }
    }

    /** How many packets were added. */
    public int packetCount() {
        return count;
    }

    /** Whether nothing was added. */
    public boolean isEmpty() {
        return count == 0;
    }

    /** What the added packets count for in an outbound budget; sums up with {@link EncodedMessage#byteSize()}. */
    public int byteSize() {
        return byteSize;
    }

    /** Whether the payload is {@code application/octet-stream}, else text in UTF-8. Final when everything has been added. */
    public boolean binary() {
        return binary;
    }

    /** As many bytes or a few more than {@link #encode} writes. */
    public int sizeBound() {
        return (int) Math.min(Integer.MAX_VALUE - 8, sizeBound + 2);
    }

    /** Writes the payload; without packets it is {@code 0:} in text of revision 3, else nothing. */
    public void encode(ByteSink sink) {
        if (form == PollingForm.V4) {
            encodeV4(sink);
        } else if (binary) {
            encodeV3Binary(sink);
        } else {
            encodeV3Text(sink);
        }
    }

    private void encodeV4(ByteSink sink) {
        for (int i = 0; i < count; i++) {
            if (i > 0) {
                sink.put(SEPARATOR);
            }
            EncodedMessage message = messages[i];
            sink.put(message.isText(packets[i]) ? message.packet(packets[i]) : base64(i, WebSocketForm.V4_BASE64));
        }
    }

    private void encodeV3Text(ByteSink sink) {
        if (count == 0) {
            sink.putAscii("0:");
        }
        for (int i = 0; i < count; i++) {
            EncodedMessage message = messages[i];
            byte[] packet =
                    message.isText(packets[i]) ? asciiPacket(message, packets[i]) : base64(i, WebSocketForm.V3_BASE64);
            sink.putDecimal(Utf8.units(packet, 0, packet.length));
            sink.put(':');
            sink.put(packet);
        }
    }

    private void encodeV3Binary(ByteSink sink) {
        for (int i = 0; i < count; i++) {
            boolean text = messages[i].isText(packets[i]);
            byte[] packet = asciiPacket(messages[i], packets[i]);
            sink.put(text ? 0 : 1);
            putDigits(sink, text ? packet.length : packet.length + 1);
            sink.put(END_OF_LENGTH);
            if (!text) {
                sink.put(PacketType.MESSAGE.ordinal());
            }
            sink.put(packet);
        }
    }

    private static void putDigits(ByteSink sink, int length) {
        int from = sink.size();
        sink.putDecimal(length);
        byte[] bytes = sink.array();
        for (int at = from; at < sink.size(); at++) {
            bytes[at] -= '0';
        }
    }

    private byte[] base64(int i, WebSocketForm base64Form) {
        List<WebSocketFrame> shared = messages[i].frames(base64Form);
        return shared.get(packets[i]).payload();
    }

    private static byte[] asciiPacket(EncodedMessage message, int packet) {
        byte[] ascii = message.isText(packet) ? message.asciiText() : null;
        return ascii == null ? message.packet(packet) : ascii;
    }

    /** As many bytes or a few more than a packet takes in a payload, with all that separates it from others. */
    static long sizeBound(EncodedMessage message, int packet, PollingForm form) {
        int raw = message.packet(packet).length;
        boolean text = message.isText(packet);
        return switch (form) {
            case V4 -> 1 + (text ? raw : 1 + base64Length(raw));
            case V3_TEXT -> withLength(text ? asciiPacket(message, packet).length : 2 + base64Length(raw));
            case V3_BINARY_WHEN_NEEDED, V3_ALWAYS_BINARY ->
                withLength(text ? asciiPacket(message, packet).length : 1L + raw) + 1;
        };
    }

    private static long withLength(long length) {
        return ByteSink.decimalDigits(length) + 1 + length;
    }

    private static long base64Length(int raw) {
        return 4L * ((raw + 2L) / 3);
    }
}
