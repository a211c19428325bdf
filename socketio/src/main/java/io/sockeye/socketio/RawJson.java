package io.sockeye.socketio;

import java.util.List;

/**
 * A piece of JSON as it arrived, not parsed yet, with the binary attachments that its placeholders point to.
 *
 * @param bytes UTF-8; shared, nobody changes it
 * @param from where the JSON begins
 * @param to where it ends
 * @param attachments what {@code {"_placeholder":true,"num":i}} stands for, by {@code i}; empty in packets without attachments, where placeholders mean nothing
 */
public record RawJson(byte[] bytes, int from, int to, List<byte[]> attachments) {
    /** Bytes of the JSON and its attachments, what counts against a budget. */
    public int byteSize() {
        int size = to - from;
        for (byte[] attachment : attachments) {
            size += attachment.length;
        }
        return size;
    }

    /** Only the size: payloads stay out of logs. */
    @Override
    public String toString() {
        return "RawJson[" + byteSize() + " bytes, " + attachments.size() + " attachments]";
    }
}
