package io.sockeye.netty;

import io.sockeye.engineio.server.host.Headers;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Negotiates permessage-deflate (RFC 7692 §7.1). What is agreed on is always a context that ends with each message, in both directions: nothing is kept for a
 * connection between two messages, and a broadcast is deflated once.
 */
final class PerMessageDeflate {
    private static final String NAME = "permessage-deflate";
    private static final String ANSWER = NAME + "; server_no_context_takeover; client_no_context_takeover";
    private static final String LARGEST_WINDOW = "15";
    private static final int MIN_BITS = 8;
    private static final int MAX_BITS = 15;

    private PerMessageDeflate() {}

    /** The value of Sec-WebSocket-Extensions in the answer, null when no offer can be accepted. Odd names and values only spoil the offer they are in. */
    static @Nullable String accept(Headers request) {
        for (String list : request.all("Sec-WebSocket-Extensions")) {
            StringTokenizer offers = new StringTokenizer(list, ",");
            while (offers.hasMoreTokens()) {
                String answer = answer(offers.nextToken());
                if (answer != null) {
                    return answer;
                }
            }
        }
        return null;
    }

    private static @Nullable String answer(String offer) {
        StringTokenizer parts = new StringTokenizer(offer, ";");
        if (!parts.hasMoreTokens() || !parts.nextToken().strip().equals(NAME)) {
            return null;
        }
        String answer = ANSWER;
        Set<String> seen = new HashSet<>();
        while (parts.hasMoreTokens()) {
            String parameter = parts.nextToken().strip().toLowerCase(Locale.ROOT);
            int equals = parameter.indexOf('=');
            String name =
                    equals < 0 ? parameter : parameter.substring(0, equals).strip();
            String value =
                    equals < 0 ? null : unquoted(parameter.substring(equals + 1).strip());
            if (!seen.add(name) || !isAcceptable(name, value)) {
                return null;
            }
            if (name.equals("server_max_window_bits")) {
                answer = ANSWER + "; server_max_window_bits=" + LARGEST_WINDOW;
            }
        }
        return answer;
    }

    private static boolean isAcceptable(String name, @Nullable String value) {
        return switch (name) {
            case "server_no_context_takeover", "client_no_context_takeover" -> value == null;
            case "client_max_window_bits" -> value == null || isBits(value);
            // the JDK's Deflater knows no smaller window
            case "server_max_window_bits" -> LARGEST_WINDOW.equals(value);
            default -> false;
        };
    }

    private static boolean isBits(String value) {
        if (value.isEmpty() || value.length() > 2 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int bits = Integer.parseInt(value);
        return bits >= MIN_BITS && bits <= MAX_BITS;
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() > 1 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }
}
