package io.sockeye.socketio;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which of the codecs on the path is taken, whatever order they are found in. */
final class CodecChoice {
    private CodecChoice() {}

    static JsonCodec of(Iterable<JsonCodec> found) {
        List<JsonCodec> first = new ArrayList<>();
        List<JsonCodec> fallbacks = new ArrayList<>();
        found.forEach(codec -> (codec.isFallback() ? fallbacks : first).add(codec));
        List<JsonCodec> choice = first.isEmpty() ? fallbacks : first;
        if (choice.isEmpty()) {
            throw new SocketIoException(
                    "no JSON codec found: add sockeye-jackson or sockeye-jackson2 to the class path, or name a JsonCodec in the options");
        }
        if (choice.size() > 1) {
            throw new SocketIoException("several JSON codecs found: keep one of " + names(choice)
                    + " on the class path, or name a JsonCodec in the options");
        }
        return choice.getFirst();
    }

    private static String names(List<JsonCodec> codecs) {
        return codecs.stream().map(codec -> codec.getClass().getName()).sorted().collect(Collectors.joining(" and "));
    }
}
