package io.sockeye.engineio;

import java.util.Arrays;

/** A byte array that grows while encoders append to it. Not thread-safe. */
public final class ByteSink {
    private static final int LARGEST = Integer.MAX_VALUE - 8;
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};

    private byte[] bytes;
    private int size;

    /**
     * An empty sink.
     *
     * @param capacity how many bytes it takes before it has to grow, zero or more
     */
    public ByteSink(int capacity) {
        this.bytes = new byte[capacity];
    }

    /** Appends the low eight bits: a byte, or an ASCII character. */
    public void put(int b) {
        ensure(1);
        bytes[size++] = (byte) b;
    }

    /** Appends all bytes of an array. */
    public void put(byte[] source) {
        put(source, 0, source.length);
    }

    /**
     * Appends a part of an array.
     *
     * @throws IndexOutOfBoundsException if that part isn't inside the array
     */
    public void put(byte[] source, int offset, int length) {
        ensure(length);
        System.arraycopy(source, offset, bytes, size, length);
        size += length;
    }

    /** Appends text that must be ASCII: of other characters only the low eight bits remain. */
    @SuppressWarnings("deprecation") // the one way without a copy, and made for exactly this
    public void putAscii(String ascii) {
        int length = ascii.length();
        ensure(length);
        ascii.getBytes(0, length, bytes, size);
        size += length;
    }

    /** Appends a number in decimal ASCII digits, with a minus sign when it is negative. */
    public void putDecimal(long number) {
        if (number < 0) {
            putAscii(Long.toString(number));
            return;
        }
        int digits = decimalDigits(number);
        ensure(digits);
        long rest = number;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    /** Appends a character as a JSON escape, {@code \}{@code u00e9}. */
    public void putUnicodeEscape(char unit) {
        ensure(6);
        bytes[size++] = '\\';
        bytes[size++] = 'u';
        for (int shift = 12; shift >= 0; shift -= 4) {
            bytes[size++] = HEX[unit >> shift & 0xF];
        }
    }

    /** How many bytes have been appended. */
    public int size() {
        return size;
    }

    /** The array behind this sink, of which the first {@link #size()} bytes count; another one after the next growth. */
    public byte[] array() {
        return bytes;
    }

    /** The bytes in an array of exactly their size: the one behind this sink when it is full, else a copy. */
    public byte[] toByteArray() {
        return size == bytes.length ? bytes : Arrays.copyOf(bytes, size);
    }

    /** Forgets what was appended and keeps the array. */
    public void clear() {
        size = 0;
    }

    void dropLast() {
        size--;
    }

    /** Makes room for so many more bytes at once. */
    public void ensure(int more) {
        if (more > bytes.length - size) {
            grow(more);
        }
    }

    static int decimalDigits(long number) {
        int digits = 1;
        for (long rest = number; rest >= 10; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private void grow(int more) {
        if (more > LARGEST - size) {
            throw new OutOfMemoryError("more than " + LARGEST + " bytes in one array");
        }
        long doubled = Math.max(64, 2L * bytes.length);
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(doubled, size + more)));
    }

    /** The size, never the content. */
    @Override
    public String toString() {
        return "ByteSink[" + size + " bytes]";
    }
}
