package io.sockeye.netty;

/** What an {@link HttpConnection} waits for. */
enum HttpState {
    /** Between requests. */
    IDLE,
    /** Part of a request head has arrived. */
    HEAD,
    /** The head of a request without body has arrived, and its end follows. */
    ENDING,
    /** The handler has the request and will answer it; nothing is decoded. */
    PENDING,
    /** The handler has the request and waits for its body. */
    RECEIVING,
    /** The request has been answered before its body was complete. */
    SKIPPING,
    /** Nothing more is taken from this connection. */
    CLOSING
}
