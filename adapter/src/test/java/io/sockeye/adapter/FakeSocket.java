package io.sockeye.adapter;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A socket that remembers what reached it. */
public final class FakeSocket implements LocalSocket {
    private final String sid;
    private final List<String> events = new CopyOnWriteArrayList<>();
    private volatile boolean connected = true;
    private volatile boolean refusing;

    public FakeSocket(String sid) {
        this.sid = sid;
    }

    public FakeSocket connecting() {
        connected = false;
        return this;
    }

    public FakeSocket refusing() {
        refusing = true;
        return this;
    }

    /** The names of the events so far, which are forgotten. */
    public List<String> take() {
        List<String> taken = List.copyOf(events);
        events.clear();
        return taken;
    }

    @Override
    public String sid() {
        return sid;
    }

    @Override
    public boolean isConnected() {
        return connected;
    }

    @Override
    public void deliver(OutboundEvent event, BroadcastOptions options) {
        events.add(event.name());
    }

    @Override
    public boolean deliverWithAck(OutboundEvent event, BroadcastOptions options, AckCollector collector) {
        if (refusing) {
            return false;
        }
        events.add(event.name());
        return true;
    }

    @Override
    public void forgetAck(long ackId, AckCollector collector) {
        events.add("forget " + ackId);
    }
}
