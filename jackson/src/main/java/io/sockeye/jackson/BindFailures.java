package io.sockeye.jackson;

import io.sockeye.socketio.JsonBindException;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.ValueInstantiationException;

/** Says where a value doesn't fit its type, and never what the value is: messages end up in logs. */
final class BindFailures {
    private static final int LONGEST_NAME = 64;

    private BindFailures() {}

    static JsonBindException of(String what, JavaType type, RuntimeException failure) {
        StringBuilder message = new StringBuilder(what);
        if (failure instanceof JacksonException jackson && !jackson.getPath().isEmpty()) {
            message.append(", at ");
            jackson.getPath().forEach(step -> append(message, step));
            message.append(',');
        }
        message.append(" does not fit ").append(target(type, failure));
        return new JsonBindException(message.toString(), ofTheUser(failure));
    }

    private static String target(JavaType type, RuntimeException failure) {
        if (failure instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return mismatch.getTargetType().getTypeName();
        }
        return type.toCanonical();
    }

    /** What a constructor of the user has thrown; Jackson's own exceptions quote what arrived. */
    private static @Nullable Throwable ofTheUser(RuntimeException failure) {
        return failure instanceof ValueInstantiationException ? failure.getCause() : null;
    }

    private static void append(StringBuilder path, JacksonException.Reference step) {
        String name = step.getPropertyName();
        if (name == null) {
            path.append('[').append(step.getIndex()).append(']');
            return;
        }
        if (path.charAt(path.length() - 1) != ' ') {
            path.append('.');
        }
        name.chars().limit(LONGEST_NAME).forEach(c -> path.append(Character.isISOControl(c) ? '?' : (char) c));
    }
}
