package io.sockeye.adapter;

import java.util.Arrays;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A set by identity that is small when it holds little: most rooms have one member, most sockets one or two rooms. One element is kept as it is, up to eight in a plain
 * array, above that in an open-addressed table with linear probing, so that add and remove stay constant in a room of a hundred thousand.
 *
 * <p>Not thread-safe.
 */
@SuppressWarnings("ReferenceEquality") // by identity
class CompactSet<E> {
    private static final int LIST_MAX = 8;
    private static final int TABLE_MIN = 32;

    private static final @Nullable Object[] NONE = {};

    /** The only element, while there is one at most. */
    private @Nullable Object single;

    /** All elements when there are more, or have been. */
    private @Nullable Object[] elements = NONE;

    private int size;

    final int size() {
        return size;
    }

    final boolean contains(Object element) {
        return elements.length == 0 ? single == element : elements[find(element)] == element;
    }

    /** Adds; false when it was there. */
    boolean add(E element) {
        if (contains(element)) {
            return false;
        }
        if (size == 0 && elements.length == 0) {
            single = element;
        } else {
            makeRoom();
            put(elements, element);
        }
        size++;
        return true;
    }

    private void makeRoom() {
        if (elements.length == 0) {
            elements = new @Nullable Object[] {single, null};
            single = null;
        } else if (isTable() ? size * 4 >= elements.length * 3 : size == elements.length) {
            rebuild(isTable() || size == LIST_MAX ? Math.max(TABLE_MIN, elements.length * 2) : size * 2);
        }
    }

    /** Removes; false when it wasn't there. */
    boolean remove(Object element) {
        if (!contains(element)) {
            return false;
        }
        size--;
        if (elements.length == 0) {
            single = null;
        } else if (isTable()) {
            closeGap(find(element));
            shrink();
        } else {
            int at = find(element);
            elements[at] = elements[size];
            elements[size] = null;
        }
        return true;
    }

    /** Calls back with each element, in no order. The set must not change meanwhile. */
    final void forEach(Consumer<? super E> action) {
        Object only = single;
        if (only != null) {
            action.accept(cast(only));
        }
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

    /** For tests: the memory in array slots; none for a single element. */
    final int capacity() {
        return elements.length;
    }

    @Override
    public String toString() {
        return Arrays.toString(elements);
    }
}
