package io.sockeye.engineio.server.host;

/**
 * An HTTP answer.
 *
 * @param status 200, 400, …
 * @param headers the header fields without {@code Content-Length}
 * @param body the body, maybe empty; the host owns it from now on. For HEAD and 304 the host doesn't send it
 */
public record HostResponse(int status, Headers headers, byte[] body) {}
