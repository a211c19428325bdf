package io.sockeye.netty;

import io.netty.buffer.ByteBuf;

/** Gathers bytes that arrive in pieces into one array. Memory is taken as they arrive, not as a peer announces them. */
final class ByteCollector {
    private static final int FIRST_CAPACITY = 16 * 1024;
    private static final byte[] EMPTY = {};

    private byte[] bytes = EMPTY;
    private int size;

    int size() {
        return size;
    }

    /** What has been gathered, in {@code [0..size)}. */
    byte[] array() {
        return bytes;
    }

    /**
     * Takes bytes from a buffer.
     *
     * @param count how many
     * @param expected how many more there will be at most, these included
     */
    void add(ByteBuf in, int count, int expected) {
        int needed = size + count;
        if (needed > bytes.length) {
            int grown = Math.min(size + expected, Math.max(FIRST_CAPACITY, 2 * bytes.length));
            byte[] larger = new byte[Math.max(needed, grown)];
            System.arraycopy(bytes, 0, larger, 0, size);
            bytes = larger;
        }
        in.readBytes(bytes, size, count);
        size = needed;
    }

    /** Everything, in an array of just that size; this is empty afterwards. */
    byte[] take() {
        byte[] all = bytes;
        if (all.length != size) {
            all = new byte[size];
            System.arraycopy(bytes, 0, all, 0, size);
        }
        bytes = EMPTY;
        size = 0;
        return all;
    }
}
