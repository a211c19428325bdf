package io.sockeye.engineio.server;

/**
 * Compression of polling answers and of served files by gzip or deflate, as {@code Accept-Encoding} asks for.
 *
 * @param enabled whether anything is compressed
 * @param thresholdBytes answers below it are sent as they are
 */
public record CompressionOptions(boolean enabled, int thresholdBytes) {
    /** From 1024 bytes, the default: Node's {@code httpCompression: {threshold: 1024}}. */
    public static final CompressionOptions DEFAULT = above(1024);

    /** Checks the threshold. */
    public CompressionOptions {
        if (thresholdBytes < 0) {
            throw new IllegalArgumentException(
                    "compression threshold: " + thresholdBytes + " bytes, but it can't be negative");
        }
    }

    /** Compresses answers of this size and larger ones. */
    public static CompressionOptions above(int thresholdBytes) {
        return new CompressionOptions(true, thresholdBytes);
    }

    /** Compresses nothing. */
    public static CompressionOptions off() {
        return new CompressionOptions(false, 0);
    }
}
