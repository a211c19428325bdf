package io.sockeye.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LauncherTest {
    private static final int JAVA_8 = 52;

    @Test
    void anOldJvmCanReadTheLauncher() throws IOException {
        try (var file = new DataInputStream(Launcher.class.getResourceAsStream("Launcher.class"))) {
            file.skipNBytes(6);
            assertThat(file.readUnsignedShort()).isEqualTo(JAVA_8);
        }
    }
}
