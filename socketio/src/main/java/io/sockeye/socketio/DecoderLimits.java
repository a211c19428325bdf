package io.sockeye.socketio;

/**
 * What a decoder accepts at the most; checked before memory is taken.
 *
 * @param maxAttachments attachments of one packet, default 10 as in socket.io-parser 4.2.6 (CVE-2026-33151: unlimited attachments fill the memory)
 * @param maxPacketBytes bytes of one packet with its attachments
 * @param maxNesting depth of arrays and objects
 */
public record DecoderLimits(int maxAttachments, long maxPacketBytes, int maxNesting) {}
