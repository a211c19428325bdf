package io.sockeye.jackson;

import io.sockeye.socketio.RawJson;
import org.jspecify.annotations.Nullable;

/** Reads arrays whose wanted elements are plain scalars, as most events are, without a parser. */
final class ScalarArray {
    private final Scalar[] scalars;

    private ScalarArray(Scalar[] scalars) {
        this.scalars = scalars;
    }

    /** A reader for elements that are all scalars, else null. */
    static @Nullable ScalarArray of(Element[] elements) {
        Scalar[] scalars = new Scalar[elements.length];
        for (int i = 0; i < elements.length; i++) {
            scalars[i] = elements[i].scalar();
            if (scalars[i] == Scalar.NONE) {
                return null;
            }
        }
        return new ScalarArray(scalars);
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
        @Nullable Object[] values = new @Nullable Object[scalars.length];
        int index = -skip;
        do {
            at = PlainScan.skipSpace(json, at + 1, to);
            int end = PlainScan.valueEnd(json, at, to);
            if (end == PlainScan.UNSURE) {
                return null;
            }
            if (index >= 0 && index < scalars.length) {
                values[index] = scalars[index].read(json, at, end);
                if (values[index] == null) {
                    return null;
                }
            }
            index++;
            at = PlainScan.skipSpace(json, end, to);
        } while (at < to && json[at] == ',');
        boolean closed = at < to && json[at] == ']' && PlainScan.skipSpace(json, at + 1, to) == to;
        return closed && index >= scalars.length ? values : null;
    }
}
