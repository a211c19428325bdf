package io.sockeye.engineio.server;

import io.sockeye.engineio.server.host.Headers;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Who a client is: what the connection says, or what the trusted proxies in front of it say.
 *
 * @param address the address as text
 * @param secure whether the client uses TLS
 * @param host what the client believes the server to be, as a proxy tells; null for the {@code Host} header
 */
record ClientAddress(
        String address, boolean secure, @Nullable String host) {
    static ClientAddress of(@Nullable InetAddress address, boolean secure, Headers headers, TrustedProxies proxies) {
        if (address == null) {
            return new ClientAddress("", secure, null);
        }
        ClientAddress direct = new ClientAddress(address.getHostAddress(), secure, null);
        if (proxies.isEmpty() || !proxies.contains(address)) {
            return direct;
        }
        List<Hop> hops = hops(headers);
        return hops.isEmpty() ? direct : behindProxies(direct, hops, proxies);
    }

    /** From the last hop backwards: the first one that isn't a trusted proxy is the client. */
    private static ClientAddress behindProxies(ClientAddress direct, List<Hop> hops, TrustedProxies proxies) {
        String address = direct.address();
        int at = hops.size();
        while (at > 0) {
            Hop hop = hops.get(--at);
            if (hop.address() == null) {
                break;
            }
            address = hop.address();
            InetAddress literal = TrustedProxies.literal(address);
            if (literal == null || !proxies.contains(literal)) {
                break;
            }
        }
        Hop first = hops.get(at);
        boolean secure = first.scheme() == null ? direct.secure() : isSecure(first.scheme());
        return new ClientAddress(address, secure, first.host());
    }

    private static boolean isSecure(String scheme) {
        return scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("wss");
    }

    private record Hop(
            @Nullable String address,
            @Nullable String scheme,
            @Nullable String host) {}

    private static List<Hop> hops(Headers headers) {
        List<String> forwarded = headers.all("forwarded");
        List<Hop> hops = new ArrayList<>();
        if (!forwarded.isEmpty()) {
            for (String element : elements(forwarded)) {
                hops.add(forwarded(element));
            }
            return hops;
        }
        List<String> addresses = elements(headers.all("x-forwarded-for"));
        List<String> schemes = elements(headers.all("x-forwarded-proto"));
        List<String> hosts = elements(headers.all("x-forwarded-host"));
        for (int i = 0; i < addresses.size(); i++) {
            hops.add(new Hop(node(addresses.get(i)), of(i, addresses, schemes), of(i, addresses, hosts)));
        }
        if (hops.isEmpty() && !(schemes.isEmpty() && hosts.isEmpty())) {
            hops.add(new Hop(null, last(schemes), last(hosts)));
        }
        return hops;
    }

    /** What belongs to one address: proxies that don't add a value for each leave one for all. */
    private static @Nullable String of(int hop, List<String> addresses, List<String> values) {
        return values.size() == addresses.size() ? values.get(hop) : last(values);
    }

    private static @Nullable String last(List<String> values) {
        return values.isEmpty() ? null : values.getLast();
    }

    private static List<String> elements(List<String> values) {
        List<String> elements = new ArrayList<>();
        for (String value : values) {
            int from = 0;
            while (from <= value.length()) {
                int comma = value.indexOf(',', from);
                int to = comma < 0 ? value.length() : comma;
                String element = value.substring(from, to).strip();
                if (!element.isEmpty()) {
                    elements.add(element);
                }
                from = to + 1;
            }
        }
        return elements;
    }

    /** {@code for="[2001:db8::1]:4711";proto=https;host=example.com}. */
    private static Hop forwarded(String element) {
        String address = null;
        String scheme = null;
        String host = null;
        int from = 0;
        while (from < element.length()) {
            int semicolon = element.indexOf(';', from);
            int to = semicolon < 0 ? element.length() : semicolon;
            String pair = element.substring(from, to);
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String value = unquoted(pair.substring(equals + 1).strip());
                switch (pair.substring(0, equals).strip().toLowerCase(Locale.ROOT)) {
                    case "for" -> address = node(value);
                    case "proto" -> scheme = value;
                    case "host" -> host = value;
                    default -> {}
                }
            }
            from = to + 1;
        }
        return new Hop(address, scheme, host);
    }

    private static String unquoted(String value) {
        boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
        return quoted ? value.substring(1, value.length() - 1) : value;
    }

    /** An address without port and brackets; null for {@code unknown}, hidden names and anything else. */
    private static @Nullable String node(String text) {
        String address = text;
        if (text.startsWith("[")) {
            int end = text.indexOf(']');
            address = end < 0 ? text : text.substring(1, end);
        } else if (text.indexOf(':') == text.lastIndexOf(':') && text.indexOf(':') > 0) {
            address = text.substring(0, text.indexOf(':'));
        }
        InetAddress literal = TrustedProxies.literal(address);
        return literal == null ? null : literal.getHostAddress();
    }
}
