package io.sockeye.server;

import io.sockeye.adapter.AdapterFactory;
import io.sockeye.socketio.PacketCodec;

/** What a server was told besides the options of its connections. */
record Settings(
        PacketCodec codec,
        AdapterFactory adapter,
        HandlerOptions handlers,
        ConnectionOptions connections,
        HostOptions host,
        ShutdownOptions shutdown) {}
