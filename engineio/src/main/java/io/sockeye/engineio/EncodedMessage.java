package io.sockeye.engineio;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One outbound message of the layer above, encoded once and shared by all its receivers: a text packet, a binary one, or a text packet with
 * the binary ones that belong to it (a Socket.IO packet with attachments). What belongs together enters a queue together.
 *
 * <p>Immutable to its users; the wire forms that only some receivers need are made on first use and kept. A race makes a form twice and
 * loses one, which is harmless. Thread-safe. The arrays that go in and out are shared: nobody changes them.
 */
public final class EncodedMessage {
    /** {@code 1}, closes the transport. */
    public static final EncodedMessage CLOSE = control("1");

    /** {@code 2}, the server's ping in revision 4, the client's in revision 3. */
    public static final EncodedMessage PING = control("2");

    /** {@code 3}, the answer to a ping. */
    public static final EncodedMessage PONG = control("3");

    /** {@code 2probe}, with which a client tries a websocket. */
    public static final EncodedMessage PROBE = control("2probe");

    /** {@code 3probe}, the server's answer to a probe. */
    public static final EncodedMessage PROBE_ANSWER = control("3probe");

    /** {@code 5}, with which a client goes over to a websocket. */
    public static final EncodedMessage UPGRADE = control("5");

    /** {@code 6}, ends a poll. */
    public static final EncodedMessage NOOP = control("6");

    private static final VarHandle HOST_FORMS;
    private static final int FORMS = WebSocketForm.values().length;

    static {
        try {
            HOST_FORMS = MethodHandles.lookup().findVarHandle(EncodedMessage.class, "hostForm", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final byte @Nullable [] text;
    private final boolean json;
    private final List<byte[]> binaries;
    private final int byteSize;
    private volatile byte @Nullable [] asciiText;
    private volatile List<WebSocketFrame> @Nullable [] frames;

    @SuppressWarnings("UnusedVariable") // through HOST_FORMS
    private volatile @Nullable Object hostForm;

    private EncodedMessage(byte @Nullable [] text, boolean json, List<byte[]> binaries) {
        this.text = text;
        this.json = json;
        this.binaries = binaries;
        int size = text == null ? 0 : text.length;
        for (byte[] binary : binaries) {
            size += binary.length;
        }
        this.byteSize = size;
    }

    /**
     * A plain text message.
     *
     * @param packet UTF-8 that starts with the digit of the packet type, {@code 4hello}
     */
    public static EncodedMessage text(byte[] packet) {
        return new EncodedMessage(packet, false, List.of());
    }

    /**
     * A message whose characters above U+007F are all inside JSON strings, so that {@link #asciiText()} may escape them.
     *
     * @param packet UTF-8 that starts with the digit of the packet type, {@code 42["hello"]}
     * @param attachments the binary messages that follow, in order
     */
    public static EncodedMessage json(byte[] packet, List<byte[]> attachments) {
        return new EncodedMessage(packet, true, List.copyOf(attachments));
    }

    /** A binary message, without any type byte. */
    public static EncodedMessage binary(byte[] data) {
        return new EncodedMessage(null, false, List.of(data));
    }

    /** The text packet in UTF-8 with its type digit; null in a purely binary message. */
    public byte @Nullable [] text() {
        return text;
    }

    /** The binary packets that follow the text, in order, without type bytes. */
    public List<byte[]> binaries() {
        return binaries;
    }

    /** What counts against an outbound budget: bytes of the text and of the binaries. */
    public int byteSize() {
        return byteSize;
    }

    /** How many Engine.IO packets this is, at least one. */
    public int packetCount() {
        return (text == null ? 0 : 1) + binaries.size();
    }

    /**
     * What remains of this message when its first packets have been sent already, over a transport that is gone since.
     *
     * @param packets how many, less than {@link #packetCount()}
     */
    public EncodedMessage skip(int packets) {
        if (packets == 0) {
            return this;
        }
        int first = text == null ? packets : packets - 1;
        return new EncodedMessage(null, false, binaries.subList(first, binaries.size()));
    }

    /** Whether a packet is text. */
    boolean isText(int packet) {
        return packet == 0 && text != null;
    }

    /** A packet in its raw form. */
    byte[] packet(int packet) {
        return text == null ? binaries.get(packet) : packet == 0 ? text : binaries.get(packet - 1);
    }

    private static EncodedMessage control(String packet) {
        return text(packet.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * The text as the clients 1.x need it over polling: for JSON pure ASCII with everything else as {@code \}{@code uXXXX}, so that characters,
     * UTF-16 units and bytes are the same number; any other text unchanged.
     */
    public byte @Nullable [] asciiText() {
        byte[] packet = text;
        if (!json || packet == null) {
            return packet;
        }
        byte[] ascii = asciiText;
        if (ascii == null) {
            ascii = AsciiJson.escape(packet);
            asciiText = ascii;
        }
        return ascii;
    }

    /** The websocket messages that this is for one kind of receiver, in order. */
    public List<WebSocketFrame> frames(WebSocketForm form) {
        List<WebSocketFrame>[] made = frames;
        if (made == null) {
            made = newFormsArray();
            frames = made;
        }
        List<WebSocketFrame> list = made[form.ordinal()];
        if (list == null) {
            list = makeFrames(form);
            made[form.ordinal()] = list;
        }
        return list;
    }

    /**
     * The slot in which a host keeps its own shared form of this message; null until one was put there.
     *
     * @see #hostForm(Object)
     */
    public @Nullable Object hostForm() {
        return HOST_FORMS.getAcquire(this);
    }

    /** Fills the slot of the host. The form must be immutable and need no release: nobody is told when the message is garbage. */
    public void hostForm(Object form) {
        HOST_FORMS.setRelease(this, form);
    }

    @SuppressWarnings("unchecked")
    private static List<WebSocketFrame>[] newFormsArray() {
        return (List<WebSocketFrame>[]) new List<?>[FORMS];
    }

    private List<WebSocketFrame> makeFrames(WebSocketForm form) {
        List<WebSocketFrame> list = new ArrayList<>(packetCount());
        if (text != null) {
            list.add(new WebSocketFrame(true, text));
        }
        for (byte[] binary : binaries) {
            list.add(
                    switch (form) {
                        case V4 -> new WebSocketFrame(false, binary);
                        case V3 -> new WebSocketFrame(false, withType(binary));
                        case V4_BASE64 -> new WebSocketFrame(true, base64("b", binary));
                        case V3_BASE64 -> new WebSocketFrame(true, base64("b4", binary));
                    });
        }
        return List.copyOf(list);
    }

    private static byte[] withType(byte[] binary) {
        byte[] typed = new byte[binary.length + 1];
        typed[0] = 4;
        System.arraycopy(binary, 0, typed, 1, binary.length);
        return typed;
    }

    private static byte[] base64(String prefix, byte[] binary) {
        byte[] encoded = Base64.getEncoder().encode(binary);
        byte[] prefixed = new byte[prefix.length() + encoded.length];
        System.arraycopy(prefix.getBytes(StandardCharsets.US_ASCII), 0, prefixed, 0, prefix.length());
        System.arraycopy(encoded, 0, prefixed, prefix.length(), encoded.length);
        return prefixed;
    }

    /** Kind and size, never content. */
    @Override
    public String toString() {
        return "EncodedMessage[" + packetCount() + " packets, " + byteSize + " bytes]";
    }
}
