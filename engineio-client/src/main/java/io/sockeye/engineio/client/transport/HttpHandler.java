package io.sockeye.engineio.client.transport;

/** What is told of one {@link HttpCall}: one of the two, once, on a thread of the transport that must not be held. */
public interface HttpHandler {
    /** The whole answer is there, whatever its status. */
    void onAnswer(HttpAnswer answer);

    /** There is none, or it is larger than it may be. */
    void onFailure(TransportException cause);
}
