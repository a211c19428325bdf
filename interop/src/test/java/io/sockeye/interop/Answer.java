package io.sockeye.interop;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;

/** What came back for one HTTP request. */
record Answer(int status, String contentType, byte[] body) {
    static Answer of(HttpResponse<byte[]> response) {
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("content-type").orElse(""),
                response.body());
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }
}
