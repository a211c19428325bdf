package io.sockeye.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.interop.host.HostUnderTest;
import io.sockeye.jackson2.Jackson2JsonCodec;
import io.sockeye.server.SocketIoServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The official JavaScript clients from 1.3.5 on against this server; the table is printed, and compared with {@code expected-matrix.txt}. */
final class ClientMatrixIT {
    /** The first and the last of each revision, and those that differ most from their neighbours. */
    private static final String SELECTION = "--only=1.3.7,1.7.4,2.5.0,4.0.2,4.8.4";

    @Test
    void everyClientDoesWhatTheTableSays() {
        try (InteropServer server = InteropServer.start()) {
            assertMatrix(server, 93);
        }
    }

    /** With permessage-deflate, which clients for Node.js offer. */
    @ParameterizedTest
    @EnumSource
    void aSelectionOfThemDoesItOnEveryHostWithCompression(HostUnderTest host) {
        try (InteropServer server =
                InteropServer.start(SocketIoServer.builder().host(host).perMessageDeflate(1024), 0)) {
            assertMatrix(server, 21, SELECTION);
        }
    }

    @Test
    void theNewestDoesItWithJackson2() {
        try (InteropServer server = InteropServer.start(SocketIoServer.builder().json(Jackson2JsonCodec.create()), 0)) {
            assertMatrix(server, 3, "--only=4.8.4");
        }
    }

    /** A megabyte of text and of bytes, more than {@code maxPayload}, disconnects by each side, headers. */
    @ParameterizedTest
    @EnumSource
    void largeMessagesAndWantedEndsAreWhatTheTableSaysOnEveryHost(HostUnderTest host) {
        try (InteropServer server = InteropServer.start(SocketIoServer.builder().host(host), 0)) {
            assertMatrix(server, 6, "--limits");
        }
    }

    private static void assertMatrix(InteropServer server, int lines, String... options) {
        Node.Result result = Node.run("matrix.js", server.url(), options);

        System.out.println(result.output());
        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(result.lastLine()).isEqualTo(lines + " passed, 0 failed");
    }
}
