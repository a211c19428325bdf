package io.sockeye.engineio.server;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The proxies whose word about a client is believed: address, scheme and host from {@code Forwarded} (RFC 7239), or else from {@code X-Forwarded-For},
 * {@code X-Forwarded-Proto} and {@code X-Forwarded-Host}. Nobody is trusted by default, since any client can send these headers. Immutable.
 *
 * <p>The chain is read from its end: the client is the last address that is not a trusted proxy.
 */
public final class TrustedProxies {
    private static final TrustedProxies NONE = new TrustedProxies(List.of());

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /** Nobody; the default. */
    public static TrustedProxies none() {
        return NONE;
    }

    /**
     * Proxies by their addresses.
     *
     * @param networks addresses and networks without names: {@code 127.0.0.1}, {@code ::1}, {@code 10.0.0.0/8}, {@code fd00::/8}
     * @throws IllegalArgumentException if one is neither
     */
    public static TrustedProxies of(String... networks) {
        List<Network> list = new ArrayList<>(networks.length);
        for (String network : networks) {
            list.add(Network.parse(network));
        }
        return list.isEmpty() ? NONE : new TrustedProxies(List.copyOf(list));
    }

    /** Whether nobody is trusted. */
    public boolean isEmpty() {
        return networks.isEmpty();
    }

    /** Whether an address is that of a trusted proxy. */
    public boolean contains(InetAddress address) {
        byte[] bytes = address.getAddress();
        for (Network network : networks) {
            if (network.contains(bytes)) {
                return true;
            }
        }
        return false;
    }

    /** An address without a look-up of names; null when the text isn't one. */
    static @Nullable InetAddress literal(String text) {
        boolean six = text.indexOf(':') >= 0;
        String allowed = six ? "0123456789abcdefABCDEF:." : "0123456789.";
        int dots = 0;
        for (int i = 0; i < text.length(); i++) {
            if (allowed.indexOf(text.charAt(i)) < 0) {
                return null;
            }
            dots += text.charAt(i) == '.' ? 1 : 0;
        }
        if (text.isEmpty() || text.length() > 45 || (!six && dots != 3)) {
            return null;
        }
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            return null;
        }
    }

    private record Network(byte[] address, int prefix) {
        static Network parse(String text) {
            int slash = text.indexOf('/');
            InetAddress address = literal(slash < 0 ? text : text.substring(0, slash));
            if (address == null) {
                throw new IllegalArgumentException(
                        "trusted proxy '" + text + "': neither an address nor a network such as 10.0.0.0/8");
            }
            byte[] bytes = address.getAddress();
            int prefix = slash < 0 ? bytes.length * 8 : prefix(text, text.substring(slash + 1), bytes.length * 8);
            return new Network(bytes, prefix);
        }

        private static int prefix(String text, String digits, int max) {
            int prefix;
            try {
                prefix = Integer.parseInt(digits);
            } catch (NumberFormatException e) {
                prefix = -1;
            }
            if (prefix < 0 || prefix > max) {
                throw new IllegalArgumentException(
                        "trusted proxy '" + text + "': the part behind the slash must be 0 to " + max);
            }
            return prefix;
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit += 8) {
                int mask = prefix - bit >= 8 ? 0xFF : 0xFF << (8 - (prefix - bit)) & 0xFF;
                if (((other[bit / 8] ^ address[bit / 8]) & mask) != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
