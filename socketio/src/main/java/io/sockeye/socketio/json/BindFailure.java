package io.sockeye.socketio.json;

import io.sockeye.socketio.JsonBindException;
import java.lang.reflect.Type;
import org.jspecify.annotations.Nullable;

/** Says where a value doesn't fit its type, and never what the value is: messages end up in logs. Not thread-safe. */
public final class BindFailure {
    private static final int LONGEST_NAME = 64;

    private final String what;
    private final StringBuilder path = new StringBuilder();
    private String target;
    private @Nullable Throwable cause;

    BindFailure(String what, String target) {
        this.what = what;
        this.target = target;
    }

    /**
     * Goes one step deeper into the value.
     *
     * @param name that of the property, or null for an element of an array
     */
    public void step(@Nullable String name, int index) {
        if (name == null) {
            path.append('[').append(index).append(']');
            return;
        }
        if (!path.isEmpty()) {
            path.append('.');
        }
        name.chars().limit(LONGEST_NAME).forEach(c -> path.append(Character.isISOControl(c) ? '?' : (char) c));
    }

    /** What the value there should have fit, if the library knows. */
    public void target(@Nullable Type type) {
        if (type != null) {
            target = type.getTypeName();
        }
    }

    /** What a constructor of the user has thrown; the library's own exceptions quote what arrived. */
    public void cause(@Nullable Throwable ofTheUser) {
        cause = ofTheUser;
    }

    JsonBindException toException() {
        String where = path.isEmpty() ? what : what + ", at " + path + ",";
        return new JsonBindException(where + " does not fit " + target, cause);
    }
}
