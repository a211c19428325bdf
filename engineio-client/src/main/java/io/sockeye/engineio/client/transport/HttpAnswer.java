package io.sockeye.engineio.client.transport;

import java.util.List;
import java.util.Map;

/**
 * The answer to a {@link HttpCall}.
 *
 * @param status the status, 200 and so on
 * @param headers the values by lower-case name
 * @param body the whole body, for the receiver to keep
 */
public record HttpAnswer(int status, Map<String, List<String>> headers, byte[] body) {
    /** Status and size, never content. */
    @Override
    public String toString() {
        return "HttpAnswer[" + status + ", " + body.length + " bytes]";
    }
}
