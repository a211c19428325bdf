package io.sockeye.socketio.json;

import io.sockeye.socketio.JsonBytes;
import io.sockeye.socketio.RawJson;
import java.util.ArrayList;
import java.util.List;

/** Cuts an array that is known to be valid JSON into its elements. */
final class ArraySplitter {
    private ArraySplitter() {}

    static List<RawJson> split(RawJson array, int skip) {
        List<RawJson> elements = new ArrayList<>();
        byte[] bytes = array.bytes();
        int last = JsonBytes.trimSpace(bytes, array.from(), array.to()) - 1;
        int at = JsonBytes.skipSpace(bytes, JsonBytes.skipSpace(bytes, array.from(), last) + 1, last);
        for (int index = 0; at < last; index++) {
            int end = elementEnd(bytes, at, last);
            if (index >= skip) {
                elements.add(new RawJson(bytes, at, JsonBytes.trimSpace(bytes, at, end), array.attachments()));
            }
            at = JsonBytes.skipSpace(bytes, end + 1, last);
        }
        return elements;
    }

    private static int elementEnd(byte[] bytes, int from, int to) {
        int depth = 0;
        for (int at = from; at < to; at++) {
            switch (bytes[at]) {
                case '"' -> at = JsonBytes.stringEnd(bytes, at + 1, to);
                case '[', '{' -> depth++;
                case ']', '}' -> depth--;
                case ',' -> {
                    if (depth == 0) {
                        return at;
                    }
                }
                default -> {}
            }
        }
        return to;
    }
}
