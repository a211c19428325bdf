package io.sockeye.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.client.SocketIoClient;
import io.sockeye.engineio.Transport;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.annotation.Import;

/** A reactive application with sockets on its own port. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "spring.main.web-application-type=reactive",
            // of the other tests
            "spring.autoconfigure.exclude=org.springframework.boot.tomcat.autoconfigure.reactive.TomcatReactiveWebServerAutoConfiguration,"
                    + "org.springframework.boot.jetty.autoconfigure.reactive.JettyReactiveWebServerAutoConfiguration"
        })
final class Boot4WebFluxIT {
    @Value("${local.server.port}")
    private int port;

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(TestApplication.Chat.class)
    static class Application {}

    private String url() {
        return "http://127.0.0.1:" + port;
    }

    @ParameterizedTest
    @EnumSource(Transport.class)
    void handlersOfBeansAnswer(Transport transport) {
        try (SocketIoClient client = SocketIoClient.builder()
                .engine(engine -> engine.transports(List.of(transport)))
                .build()) {
            client.connect(url());
            assertThat(client.call("context", String.class)).isEqualTo("anonymousUser");
            assertThat(client.transport()).contains(transport);
        }
    }

    @Test
    void otherRequestsAreTheApplications() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url())).build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, BodyHandlers.discarding())
                        .statusCode())
                .isEqualTo(401);
    }
}
