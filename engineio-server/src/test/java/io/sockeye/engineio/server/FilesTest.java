package io.sockeye.engineio.server;

import static io.sockeye.engineio.server.EngineFixture.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.engineio.server.host.Headers;
import io.sockeye.engineio.server.host.HostResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class FilesTest {
    @TempDir
    private Path temporary;

    private EngineFixture server;

    private static final class Client implements ClientFiles {
        private int opened;

        @Override
        public String version() {
            return "4.8.4";
        }

        @Override
        public InputStream open(String name) throws IOException {
            opened++;
            if (name.contains("msgpack")) {
                throw new IOException("thrown by the test");
            }
            return name.contains("esm")
                    ? null
                    : new ByteArrayInputStream(
                            ("// " + name + " " + "x".repeat(2000)).getBytes(StandardCharsets.UTF_8));
        }
    }

    private final Client client = new Client();

    @BeforeEach
    void start() throws IOException {
        Path root = Files.createDirectories(temporary.resolve("root/sub/deep"));
        Path web = temporary.resolve("root");
        Files.writeString(temporary.resolve("secret.txt"), "secret");
        Files.writeString(web.resolve("index.html"), "<p>hello</p>");
        Files.writeString(web.resolve("a b.txt"), "text");
        Files.writeString(web.resolve("data.unknown"), "?");
        Files.writeString(web.resolve(".hidden"), "secret");
        Files.writeString(web.resolve("sub/index.html"), "sub");
        Files.writeString(root.resolve("large.js"), "y".repeat(3000));
        Files.createSymbolicLink(web.resolve("escape.txt"), temporary.resolve("secret.txt"));
        Files.createSymbolicLink(web.resolve("inside.txt"), web.resolve("a b.txt"));
        StaticFiles files = StaticFiles.builder()
                .file("/exact", temporary.resolve("secret.txt"))
                .directory("/static", web)
                .directory("/static/sub/other", web.resolve("sub"))
                .resources("/classes", FilesTest.class, "/io/sockeye/engineio/server")
                .contentType("unknown", "application/x-mine")
                .build();
        server = new EngineFixture(options -> options.staticFiles(files).clientFiles(client));
    }

    @AfterEach
    void close() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    /exact                     | secret       | application/octet-stream
                    /static/                   | <p>hello</p> | text/html; charset=utf-8
                    /static/index.html?v=1     | <p>hello</p> | text/html; charset=utf-8
                    /static/a%20b.txt          | text         | text/plain; charset=utf-8
                    /static/data.unknown       | ?            | application/x-mine
                    /static/sub/               | sub          | text/html; charset=utf-8
                    /static/sub/other/         | sub          | text/html; charset=utf-8
                    /static/inside.txt         | text         | text/plain; charset=utf-8
                    """)
    void filesAreServed(String target, String content, String type) {
        HostResponse answer = server.get(target).join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).isEqualTo(content);
        if (!target.equals("/exact")) {
            assertThat(answer.headers().first("Content-Type")).isEqualTo(type);
        }
        assertThat(answer.headers().first("X-Content-Type-Options")).isEqualTo("nosniff");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/../secret.txt",
                "/static/..%2fsecret.txt",
                "/static/%2e%2e/secret.txt",
                "/static/%2e%2e%2fsecret.txt",
                "/static/%252e%252e/secret.txt",
                "/static/sub/../../secret.txt",
                "/static/..\\secret.txt",
                "/static/..%5csecret.txt",
                "/static//etc/passwd",
                "/static/%2fetc/passwd",
                "/static/escape.txt",
                "/static/.hidden",
                "/static/./a%20b.txt",
                "/static/index.html%00.txt",
                "/static/index.html/",
                "/static/sub",
                "/static/sub/deep/",
                "/static/C:/x",
                "/staticindex.html",
                "/classes/host",
                "/classes/../../../../../META-INF/MANIFEST.MF",
                "/classes/",
                "/nothing",
                "/"
            })
    void whatIsNotInsideIsNotThere(String target) {
        HostResponse answer = server.get(target).join();
        assertThat(answer.status()).isEqualTo(404);
        assertThat(text(answer)).isEqualTo("Not Found");
    }

    @Test
    void resourcesOfTheClassPathAreServed() {
        HostResponse answer = server.get("/classes/FilesTest.class").join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).startsWith(0xCA, 0xFE, 0xBA, 0xBE);
    }

    @Test
    void aDirectoryWithoutItsSlashIsRedirected() {
        HostResponse answer = server.get("/static").join();
        assertThat(answer.status()).isEqualTo(301);
        assertThat(answer.headers().first("Location")).isEqualTo("/static/");
    }

    @Test
    void whatTheClientHasIsNotSentAgain() {
        String tag = server.get("/static/index.html").join().headers().first("ETag");
        assertThat(tag).isNotBlank();
        for (String known : new String[] {tag, "W/" + tag, "\"x\", " + tag, "*"}) {
            HostResponse answer = server.request("GET", "/static/index.html", Headers.of("If-None-Match", known), "")
                    .join();
            assertThat(answer.status()).isEqualTo(304);
            assertThat(answer.body()).isEmpty();
        }
        assertThat(server.request("GET", "/static/index.html", Headers.of("If-None-Match", "\"x\""), "")
                        .join()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onlyGetAndHeadAreAnswered() {
        assertThat(server.request("HEAD", "/static/", Headers.EMPTY, "").join().body())
                .isEmpty();
        HostResponse answer = server.post("/static/", "x").join();
        assertThat(answer.status()).isEqualTo(405);
        assertThat(answer.headers().first("Allow")).isEqualTo("GET, HEAD");
    }

    @Test
    void largeFilesAreCompressed() throws IOException {
        HostResponse answer = server.request(
                        "GET", "/static/sub/deep/large.js", Headers.of("Accept-Encoding", "gzip"), "")
                .join();
        assertThat(answer.headers().first("Content-Encoding")).isEqualTo("gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(answer.body())).readAllBytes())
                .hasSize(3000);
    }

    @Test
    void theClientIsServedAsNodeServesIt() {
        HostResponse answer = server.get("/engine.io/socket.io.js").join();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(text(answer)).startsWith("// socket.io.js");
        assertThat(answer.headers().first("Content-Type")).isEqualTo("application/javascript; charset=utf-8");
        assertThat(answer.headers().first("Cache-Control")).isEqualTo("public, max-age=0");
        assertThat(answer.headers().first("ETag")).isEqualTo("\"4.8.4\"");
        HostResponse map = server.get("/engine.io/socket.io.min.js.map?x").join();
        assertThat(map.headers().first("Content-Type")).isEqualTo("application/json; charset=utf-8");
        HostResponse known = server.request(
                        "GET", "/engine.io/socket.io.js", Headers.of("If-None-Match", "W/\"4.8.4\""), "")
                .join();
        assertThat(known.status()).isEqualTo(304);
        assertThat(client.opened).isEqualTo(2);
        assertThat(server.engine.accepts("/engine.io/socket.io.min.js")).isTrue();
    }

    @Test
    void otherNamesAreNotFilesOfTheClient() {
        for (String name : new String[] {"socket.io.esm.js", "socket.io.min.jsx", "socket.io.js.js", "package.json"}) {
            HostResponse answer = server.get("/engine.io/" + name).join();
            assertThat(text(answer)).isEqualTo("{\"code\":0,\"message\":\"Transport unknown\"}");
        }
        assertThat(server.get("/engine.io/socket.io.esm.min.js").join().status())
                .isEqualTo(404);
        assertThat(server.get("/engine.io/socket.io.msgpack.min.js").join().status())
                .isEqualTo(500);
        assertThat(server.get("/engine.io/..%2fsocket.io.js").join().status()).isEqualTo(400);
    }

    @Test
    void filesCarryTheCorsHeaders() {
        server.close();
        server = new EngineFixture(options -> options.clientFiles(client).cors(CorsOptions.any()));
        HostResponse answer = server.request(
                        "GET", "/engine.io/socket.io.js", Headers.of("Origin", "http://a.example"), "")
                .join();
        assertThat(answer.headers().first("Access-Control-Allow-Origin")).isEqualTo("*");
        assertThat(server.request("OPTIONS", "/engine.io/socket.io.js", Headers.EMPTY, "")
                        .join()
                        .status())
                .isEqualTo(204);
    }

    @ParameterizedTest
    @CsvSource({
        "/static/index.html, true",
        "/static/index.html?v=1, true",
        "/static/, true",
        "/static, true",
        "/exact, true",
        "/static/nothing.html, false",
        "/static/.hidden, false",
        "/static/escape.txt, false",
        "/other, false",
        "/, false",
    })
    void whoStandsInFrontOfAnApplicationCanAskWhetherThereIsAFile(String target, boolean there) {
        assertThat(server.engine.hasStaticFile(target)).isEqualTo(there);
    }
}
