package io.sockeye.adapter;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set by identity that is small when it holds little: most rooms have one member, most sockets one or two rooms. Up to eight elements it is a plain
 * array, above that an open-addressed table with linear probing, so that add and remove stay constant in a room of a hundred thousand.
 *
 * <p>Not thread-safe.
 */
@SuppressWarnings("ReferenceEquality") // by identity
class CompactSet<E> {
    private static final int LIST_MAX = 8;
    private static final int TABLE_MIN = 32;

    private @Nullable Object[] elements = new @Nullable Object[1];
    private int size;

    final int size() {
        return size;
    }

    final boolean contains(Object element) {
        return elements[find(element)] == element;
    }

    /** Adds; false when it was there. */
    boolean add(E element) {
        int at = find(element);
        if (elements[at] == element) {
            return false;
        }
        if (isTable() ? size * 4 >= elements.length * 3 : size == elements.length) {
            rebuild(isTable() || size == LIST_MAX ? Math.max(TABLE_MIN, elements.length * 2) : size * 2);
        }
        put(elements, element);
        size++;
        return true;
    }

    /** Removes; false when it wasn't there. */
    boolean remove(Object element) {
        int at = find(element);
        if (elements[at] != element) {
            return false;
        }
        size--;
        if (isTable()) {
            closeGap(at);
            shrink();
        } else {
            elements[at] = elements[size];
            elements[size] = null;
        }
        return true;
    }

    /** Calls back with each element, in no order. The set must not change meanwhile. */
    final void forEach(Consumer<? super E> action) {
        for (Object element : elements) {
            if (element != null) {
                action.accept(cast(element));
            }
        }
    }

    private boolean isTable() {
        return elements.length > LIST_MAX;
    }

    /** Where the element is; without it the slot it belongs into, in a full list the last one. */
    private int find(Object element) {
        if (!isTable()) {
            int at = 0;
            while (at < size && elements[at] != element) {
                at++;
            }
            return Math.min(at, elements.length - 1);
        }
        int at = slot(element, elements.length);
        while (elements[at] != null && elements[at] != element) {
            at = (at + 1) & (elements.length - 1);
        }
        return at;
    }

    private static int slot(Object element, int length) {
        int hash = System.identityHashCode(element) * 0x9E3779B9;
        return (hash >>> 16 ^ hash) & (length - 1);
    }

    private void put(@Nullable Object[] target, Object element) {
        int at = target.length > LIST_MAX ? slot(element, target.length) : 0;
        while (target[at] != null) {
            at = (at + 1) & (target.length - 1);
        }
        target[at] = element;
    }

    private void rebuild(int length) {
        @Nullable Object[] target = new @Nullable Object[length];
        for (Object element : elements) {
            if (element != null) {
                put(target, element);
            }
        }
        elements = target;
    }

    /** Moves the elements behind a removed one back, as far as their own slots allow, so that no search ends too early. */
    private void closeGap(int removed) {
        int mask = elements.length - 1;
        int gap = removed;
        int at = gap;
        for (; ; ) {
            at = (at + 1) & mask;
            Object element = elements[at];
            if (element == null) {
                break;
            }
            int home = slot(element, elements.length);
            if (((at - home) & mask) >= ((at - gap) & mask)) {
                elements[gap] = element;
                gap = at;
            }
        }
        elements[gap] = null;
    }

    private void shrink() {
        if (size <= LIST_MAX / 2) {
            rebuild(LIST_MAX);
        } else if (elements.length > TABLE_MIN && size * 8 < elements.length) {
            rebuild(elements.length / 2);
        }
    }

    @SuppressWarnings("unchecked")
    private E cast(Object element) {
        return (E) element;
    }

    /** For tests: the memory in array slots. */
    final int capacity() {
        return elements.length;
    }

    @Override
    public String toString() {
        return Arrays.toString(elements);
    }
}
