package io.sockeye.socketio.json;

import io.sockeye.socketio.JsonBytes;
import io.sockeye.socketio.RawJson;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads arrays whose wanted elements are of plain types, as most events are, without a parser. */
final class PlainArray {
    private final PlainType[] types;

    private PlainArray(PlainType[] types) {
        this.types = types;
    }

    /** A reader for elements that are all of plain types, else null. */
    static @Nullable PlainArray of(List<? extends Element<?>> elements) {
        PlainType[] types = elements.stream().map(Element::plain).toArray(PlainType[]::new);
        return List.of(types).contains(PlainType.NONE) ? null : new PlainArray(types);
    }

    /** As many values as there are types; null when one is missing or anything is unusual, so that a parser has to look. */
    @Nullable
    Object @Nullable [] read(RawJson array, int skip) {
        byte[] json = array.bytes();
        int to = array.to();
        int at = array.from();
        if (at == to || json[at] != '[') {
            return null;
        }
        @Nullable Object[] values = new @Nullable Object[types.length];
        int index = -skip;
        do {
            at = JsonBytes.skipSpace(json, at + 1, to);
            int end = PlainScan.valueEnd(json, at, to);
            if (end == PlainScan.UNSURE) {
                return null;
            }
            if (index >= 0 && index < types.length) {
                values[index] = types[index].read(array, at, end);
                if (values[index] == null) {
                    return null;
                }
            } else if (mayHavePlaceholder(array, at)) {
                return null;
            }
            index++;
            at = JsonBytes.skipSpace(json, end, to);
        } while (at < to && json[at] == ',');
        boolean closed = at < to && json[at] == ']' && JsonBytes.skipSpace(json, at + 1, to) == to;
        return closed && index >= types.length ? values : null;
    }

    /** A parser has to look whether there is a placeholder of nothing. */
    private static boolean mayHavePlaceholder(RawJson array, int at) {
        byte first = array.bytes()[at];
        return (first == '{' || first == '[') && !array.attachments().isEmpty();
    }
}
