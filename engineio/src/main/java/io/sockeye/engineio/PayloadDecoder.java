package io.sockeye.engineio;

import java.util.Arrays;

/**
 * Decodes what a client posts over polling ({@link PollingForm} draws it), one object a session because of the dialect: clients 1.x encode each packet of a
 * text body in UTF-8 twice (in browsers too, for batches without binary), those of 2.x don't, and nothing but their characters tells them apart. A packet of
 * characters up to U+00FF that is UTF-8 when they are taken for bytes is decoded once more; a character above U+00FF proves a client 2.x, and from then on
 * nothing is guessed.
 *
 * <p>The body is not copied: packets are ranges of it. The limit of the body is up to who reads it; nothing here takes more memory than the body
 * has, and time is linear. Not thread-safe.
 */
public final class PayloadDecoder {
    private static final byte SEPARATOR = 0x1E;
    private static final byte END_OF_LENGTH = (byte) 0xFF;
    private static final long INVALID = -1;
    private static final long TOO_LONG = -2;
    private static final PayloadDecoder V4 = new PayloadDecoder(Dialect.V4);

    private enum Dialect {
        V4,
        V3,
        V3_UNDECIDED
    }

    private Dialect dialect;

    private PayloadDecoder(Dialect dialect) {
        this.dialect = dialect;
    }

    /** The decoder of revision 4: without memory, shared by all sessions. */
    public static PayloadDecoder v4() {
        return V4;
    }

    /**
     * A decoder of revision 3.
     *
     * @param posted whether a client posts it, perhaps one of 1.x that encodes twice; what a server answers is taken as it is
     */
    public static PayloadDecoder v3(boolean posted) {
        return new PayloadDecoder(posted ? Dialect.V3_UNDECIDED : Dialect.V3);
    }

    /**
     * Decodes a text payload.
     *
     * @param body the whole body, which the sink may keep
     */
    public DecodeResult text(byte[] body, PacketSink sink) {
        if (body.length == 0) {
            return DecodeResult.EMPTY_PAYLOAD;
        }
        return dialect == Dialect.V4 ? separated(body, sink) : lengthPrefixed(body, sink);
    }

    /**
     * Decodes a binary payload, {@code application/octet-stream}, of revision 3.
     *
     * @param body the whole body, which the sink may keep
     */
    public DecodeResult binary(byte[] body, PacketSink sink) {
        if (dialect == Dialect.V4) {
            return DecodeResult.UNEXPECTED_BINARY;
        }
        return body.length == 0 ? DecodeResult.EMPTY_PAYLOAD : marked(body, sink);
    }

    private static DecodeResult separated(byte[] body, PacketSink sink) {
        int from = 0;
        while (true) {
            int to = indexOfSeparator(body, from);
            DecodeResult result = Packets.text(body, from, to, EngineProtocol.V4, sink);
            if (result != DecodeResult.OK || to == body.length) {
                return result;
            }
            from = to + 1;
        }
    }

    private static int indexOfSeparator(byte[] body, int from) {
        int at = from;
        while (at < body.length && body[at] != SEPARATOR) {
            at++;
        }
        return at;
    }

    private DecodeResult lengthPrefixed(byte[] body, PacketSink sink) {
        int at = 0;
        while (at < body.length) {
            long head = length(body, at, '0', (byte) ':');
            if (head < 0) {
                return lengthError(head);
            }
            int from = headEnd(head);
            int to = Utf8.skipUnits(body, from, body.length, headLength(head));
            if (to < 0) {
                return to == Utf8.INVALID ? DecodeResult.INVALID_UTF8 : DecodeResult.LENGTH_MISMATCH;
            }
            // "0:" is an empty payload
            DecodeResult result = from == to ? DecodeResult.OK : v3Text(body, from, to, sink);
            if (result != DecodeResult.OK) {
                return result;
            }
            at = to;
        }
        return DecodeResult.OK;
    }

    private DecodeResult v3Text(byte[] body, int from, int to, PacketSink sink) {
        if (dialect == Dialect.V3_UNDECIDED) {
            int special = Utf8.asciiUntil(body, from, to);
            if (special < to && !isLatin1(body, special, to)) {
                dialect = Dialect.V3;
            } else if (special < to) {
                byte[] narrow = narrow(body, from, to);
                if (Utf8.isValid(narrow, 0, narrow.length)) {
                    return Packets.text(narrow, 0, narrow.length, EngineProtocol.V3, sink);
                }
            }
        }
        return Packets.text(body, from, to, EngineProtocol.V3, sink);
    }

    private static boolean isLatin1(byte[] utf8, int from, int to) {
        for (int at = from; at < to; at++) {
            if ((utf8[at] & 0xFF) > 0xC3) {
                return false;
            }
        }
        return true;
    }

    private static byte[] narrow(byte[] latin1AsUtf8, int from, int to) {
        byte[] narrow = new byte[to - from];
        int size = 0;
        int at = from;
        while (at < to) {
            int length = latin1AsUtf8[at] >= 0 ? 1 : 2;
            narrow[size++] = (byte) Utf8.codePoint(latin1AsUtf8, at, length);
            at += length;
        }
        return Arrays.copyOf(narrow, size);
    }

    private static DecodeResult marked(byte[] body, PacketSink sink) {
        int at = 0;
        while (at < body.length) {
            byte marker = body[at];
            if (marker != 0 && marker != 1) {
                return DecodeResult.INVALID_MARKER;
            }
            long head = length(body, at + 1, 0, END_OF_LENGTH);
            if (head < 0) {
                return lengthError(head);
            }
            int from = headEnd(head);
            if (headLength(head) > body.length - from) {
                return DecodeResult.LENGTH_MISMATCH;
            }
            int to = from + headLength(head);
            DecodeResult result = marker == 0
                    ? Packets.text(body, from, to, EngineProtocol.V3, sink)
                    : Packets.typedBinary(body, from, to, sink);
            if (result != DecodeResult.OK) {
                return result;
            }
            at = to;
        }
        return DecodeResult.OK;
    }

    /** A length and where its packet begins, in one long; negative for an error. */
    private static long length(byte[] body, int from, int zero, byte end) {
        int length = 0;
        for (int at = from; at < body.length; at++) {
            if (body[at] == end) {
                return at == from ? INVALID : (long) (at + 1) << Integer.SIZE | length;
            }
            int digit = body[at] - zero;
            if (digit < 0 || digit > 9) {
                return INVALID;
            }
            // Attack: endless digits. No length above that of the body is of interest.
            if (length > (body.length - digit) / 10) {
                return TOO_LONG;
            }
            length = 10 * length + digit;
        }
        return INVALID;
    }

    private static int headLength(long head) {
        return (int) head;
    }

    private static int headEnd(long head) {
        return (int) (head >> Integer.SIZE);
    }

    private static DecodeResult lengthError(long head) {
        return head == TOO_LONG ? DecodeResult.LENGTH_MISMATCH : DecodeResult.INVALID_LENGTH;
    }

    /** The revision and what is known of the dialect. */
    @Override
    public String toString() {
        return "PayloadDecoder[" + dialect + "]";
    }
}
