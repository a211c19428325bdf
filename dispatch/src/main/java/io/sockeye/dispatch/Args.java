package io.sockeye.dispatch;

import io.sockeye.socketio.JsonCodec;
import io.sockeye.socketio.RawJson;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Arguments of an event or an acknowledgement, in order.
 *
 * <p>Those that arrived are bound when they are asked for, and can be sent on as they are. Those made by {@link #of} are several values where a method returns one:
 * a handler that returns {@code Args.of("OK", 123)} acknowledges with two arguments. Immutable, thread-safe as far as the values are.
 */
public sealed interface Args permits ReceivedArgs, GivenArgs {
    /** Arguments to send. */
    static Args of(@Nullable Object... values) {
        return new GivenArgs(values.clone());
    }

    /**
     * Arguments that arrived.
     *
     * @param elements one each, already checked to be JSON
     */
    static Args received(List<RawJson> elements, JsonCodec json) {
        return new ReceivedArgs(elements, json);
    }

    /** How many there are. */
    int size();

    /**
     * One argument.
     *
     * @param index from 0
     * @return null when it is null or there are not so many
     * @throws io.sockeye.socketio.JsonBindException if it doesn't fit the type
     */
    <T> @Nullable T get(int index, Class<T> type);

    /** As {@link #get(int, Class)} with a generic type. */
    <T extends @Nullable Object> @Nullable T get(int index, TypeRef<T> type);

    /** The arguments as they can be sent: {@link RawJson} for those that arrived. The array belongs to the caller. */
    @Nullable
    Object[] toArray();

    /** Whether there are none. */
    default boolean isEmpty() {
        return size() == 0;
    }
}

record GivenArgs(@Nullable Object[] values) implements Args {
    @Override
    public int size() {
        return values.length;
    }

    @Override
    public <T> @Nullable T get(int index, Class<T> type) {
        return index < values.length ? Boxes.boxed(type).cast(values[index]) : null;
    }

    @Override
    @SuppressWarnings("unchecked") // the values are the caller's own
    public <T extends @Nullable Object> @Nullable T get(int index, TypeRef<T> type) {
        return index < values.length ? (T) values[index] : null;
    }

    @Override
    public @Nullable Object[] toArray() {
        return values.clone();
    }

    @Override
    public String toString() {
        return "Args[" + values.length + "]";
    }
}

record ReceivedArgs(List<RawJson> elements, JsonCodec json) implements Args {
    @Override
    public int size() {
        return elements.size();
    }

    @Override
    public <T> @Nullable T get(int index, Class<T> type) {
        return bind(index, Boxes.boxed(type));
    }

    @Override
    public <T extends @Nullable Object> @Nullable T get(int index, TypeRef<T> type) {
        return bind(index, type.type());
    }

    private <T extends @Nullable Object> @Nullable T bind(int index, Type type) {
        return index < elements.size() ? json.<T>read(elements.get(index), type) : null;
    }

    @Override
    public @Nullable Object[] toArray() {
        return elements.toArray();
    }

    @Override
    public String toString() {
        return "Args[" + elements.size() + "]";
    }
}
