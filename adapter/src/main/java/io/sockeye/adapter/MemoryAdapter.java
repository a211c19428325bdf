package io.sockeye.adapter;

import io.sockeye.engineio.BriefLock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The adapter of one process; owns the rooms.
 *
 * <p>All changes happen under one guard, which nobody else can hold and under which nothing is called. A broadcast reads an array of the room's members;
 * it takes the guard only to make that array anew after somebody came or went. What a broadcast sees is the room at one moment between its begin and its
 * end.
 */
public final class MemoryAdapter implements Adapter {
    private final BriefLock guard = new BriefLock();

    /** Changed under the guard, read without. */
    private final Map<String, Room> rooms = new ConcurrentHashMap<>();

    /** Changed under the guard, read without. */
    private final Map<String, Membership> memberships = new ConcurrentHashMap<>();

    private final Room everybody = new Room("");

    /** An adapter without sockets, for one namespace. */
    public MemoryAdapter() {}

    @Override
    public void add(LocalSocket socket) {
        guard.lock();
        try {
            Membership before = memberships.put(socket.sid(), new Membership(socket));
            if (before != null) {
                leaveAll(before);
            }
            everybody.add(socket);
        } finally {
            guard.unlock();
        }
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a socket that returned with its sid is another one
    public Set<String> remove(LocalSocket socket) {
        guard.lock();
        try {
            Membership membership = memberships.get(socket.sid());
            if (membership == null || membership.socket() != socket) {
                return Set.of();
            }
            memberships.remove(socket.sid());
            return leaveAll(membership);
        } finally {
            guard.unlock();
        }
    }

    private Set<String> leaveAll(Membership membership) {
        everybody.remove(membership.socket());
        Set<String> left = new LinkedHashSet<>();
        membership.forEach(room -> {
            left.add(room.name());
            removeMember(room, membership.socket());
        });
        return left;
    }

    @Override
    public void join(String sid, Collection<String> names) {
        guard.lock();
        try {
            Membership membership = memberships.get(sid);
            if (membership == null) {
                return;
            }
            for (String name : names) {
                Room room = rooms.computeIfAbsent(name, Room::new);
                if (room.add(membership.socket())) {
                    membership.add(room);
                }
            }
        } finally {
            guard.unlock();
        }
    }

    @Override
    public void leave(String sid, String name) {
        guard.lock();
        try {
            Membership membership = memberships.get(sid);
            Room room = rooms.get(name);
            if (membership != null && room != null && membership.remove(room)) {
                removeMember(room, membership.socket());
            }
        } finally {
            guard.unlock();
        }
    }

    @Override
    public void closeRoom(String name) {
        guard.lock();
        try {
            Room room = rooms.remove(name);
            if (room == null) {
                return;
            }
            for (LocalSocket member : room.refresh()) {
                Membership membership = memberships.get(member.sid());
                if (membership != null) {
                    membership.remove(room);
                }
                room.remove(member);
            }
        } finally {
            guard.unlock();
        }
    }

    private void removeMember(Room room, LocalSocket socket) {
        room.remove(socket);
        if (room.size() == 0) {
            rooms.remove(room.name());
        }
    }

    @Override
    public Set<String> rooms(String sid) {
        guard.lock();
        try {
            Membership membership = memberships.get(sid);
            if (membership == null) {
                return Set.of();
            }
            Set<String> names = new LinkedHashSet<>();
            membership.forEach(room -> names.add(room.name()));
            return names;
        } finally {
            guard.unlock();
        }
    }

    @Override
    public Set<String> sockets(Set<String> names) {
        Set<String> sids = new HashSet<>();
        select(names, Set.of()).forEach(socket -> {
            if (socket.isConnected()) {
                sids.add(socket.sid());
            }
        });
        return sids;
    }

    @Override
    public void broadcast(OutboundEvent event, BroadcastOptions options) {
        select(options.rooms(), options.except()).forEach(socket -> socket.deliver(event, options));
    }

    @Override
    public PendingBroadcast broadcastWithAck(OutboundEvent event, BroadcastOptions options, AckCollector collector) {
        List<LocalSocket> asked = new ArrayList<>();
        select(options.rooms(), options.except()).forEach(socket -> {
            if (socket.deliverWithAck(event, options, collector)) {
                asked.add(socket);
            }
        });
        collector.delivered(asked.size());
        return () -> asked.forEach(socket -> socket.forgetAck(event.ackId(), collector));
    }

    private Selection select(Set<String> names, Set<String> except) {
        if (names.isEmpty()) {
            return new Selection(new LocalSocket[][] {members(everybody)}, membersOf(except));
        }
        return new Selection(membersOf(names), membersOf(except));
    }

    private LocalSocket[][] membersOf(Set<String> names) {
        LocalSocket[][] members = new LocalSocket[names.size()][];
        int at = 0;
        for (String name : names) {
            members[at++] = members(rooms.get(name));
        }
        return members;
    }

    private LocalSocket[] members(@Nullable Room room) {
        if (room == null) {
            return Selection.NOBODY;
        }
        LocalSocket[] snapshot = room.snapshot();
        return snapshot != null ? snapshot : refreshed(room);
    }

    private LocalSocket[] refreshed(Room room) {
        guard.lock();
        try {
            return room.refresh();
        } finally {
            guard.unlock();
        }
    }

    @Override
    public int serverCount() {
        return 1;
    }

    @Override
    public int roomCount() {
        return rooms.size();
    }

    @Override
    public int socketCount() {
        return memberships.size();
    }

    @Override
    public void close() {}
}
