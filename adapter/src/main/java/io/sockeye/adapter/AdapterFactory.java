package io.sockeye.adapter;

/** Makes the adapter of each namespace. */
@FunctionalInterface
public interface AdapterFactory {
    /** Called once for each namespace, before its first socket. */
    Adapter create(String namespace);
}
