package io.sockeye.interop.load;

import java.util.Map;
import java.util.stream.Collectors;

/** Clients in a process of their own: {@code LoadClient SCENARIO PORT COUNT [QUERY]}. Its one line of output is the result. */
final class LoadClient {
    private LoadClient() {}

    /** Runs a scenario. */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        int count = Integer.parseInt(arguments[2]);
        Map<String, Long> result = switch (arguments[0]) {
            case "crowd" -> new Crowd(port, count).run();
            case "poller" -> new Poller(port, count, arguments[3]).run();
            case "deserters" -> new Deserters(port, count).run();
            default -> throw new IllegalArgumentException("no such scenario: " + arguments[0]);
        };
        System.out.println(result.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + entry.getValue())
                .collect(Collectors.joining(" ")));
    }
}
