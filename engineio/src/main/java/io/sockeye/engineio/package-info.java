/**
 * Engine.IO without I/O: bytes and time go in, packets and effects come out.
 *
 * <p>Sending starts with {@link io.sockeye.engineio.EncodedMessage}: websockets take its frames, polls take its packets through a {@link
 * io.sockeye.engineio.PayloadEncoder}. What is received goes through a {@link io.sockeye.engineio.PayloadDecoder} or the {@link
 * io.sockeye.engineio.WebSocketCodec} into a {@link io.sockeye.engineio.PacketSink}; faults of a peer are {@link
 * io.sockeye.engineio.DecodeResult values}, never exceptions. The life of a session is three small machines: {@link
 * io.sockeye.engineio.SessionState}, {@link io.sockeye.engineio.UpgradeState} and {@link io.sockeye.engineio.Heartbeat}.
 *
 * <p>Nothing in here has a thread, a lock that anything waits for, a clock or a logger. Machines, encoders and decoders belong to one thread at a
 * time; values may be shared.
 */
@NullMarked
package io.sockeye.engineio;

import org.jspecify.annotations.NullMarked;
