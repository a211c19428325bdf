package io.sockeye.examples;

import java.lang.reflect.InvocationTargetException;

/**
 * Starts the chat, or says which Java it needs. This class alone is compiled for Java 8, so that an old JVM gets as far as the sentence.
 */
public final class Launcher {
    private static final int NEEDED = 21;
    private static final String CHAT = "io.sockeye.examples.chat.ChatServer";

    private Launcher() {}

    /**
     * Hands the arguments to the chat.
     *
     * @param arguments those of the chat
     * @throws Throwable what the chat throws
     */
    public static void main(String[] arguments) throws Throwable {
        String running = System.getProperty("java.specification.version");
        if (running.startsWith("1.") || Integer.parseInt(running) < NEEDED) {
            System.err.println("The chat needs Java " + NEEDED + " or newer and this is Java " + running
                    + ": start it with the java command of a newer JDK, or run ./chat, which finds one.");
            System.exit(1);
        }
        try {
            Class.forName(CHAT).getMethod("main", String[].class).invoke(null, (Object) arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
