package io.sockeye.server;

import io.sockeye.engineio.server.EngineStats;

/**
 * What a server holds at one moment, for metrics and for tests that look for leaks: everything is zero when the last client has gone and its handlers have returned.
 *
 * @param engine the connections
 * @param sockets sockets of all namespaces, from CONNECT until their disconnect handlers have returned
 * @param connected those of them whose connect handlers have returned and which have not ended
 * @param rooms rooms of all namespaces, those of the sockets themselves included
 * @param pendingAcks acknowledgements that are awaited from clients
 */
public record ServerStats(EngineStats engine, int sockets, int connected, int rooms, int pendingAcks) {}
