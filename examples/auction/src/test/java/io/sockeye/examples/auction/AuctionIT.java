package io.sockeye.examples.auction;

import static org.assertj.core.api.Assertions.assertThat;

import io.sockeye.examples.BrowserPlay;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The whole application, on a port of its own. Screenshots go to {@code target/auction}. */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT)
@Timeout(300)
class AuctionIT {
    @LocalServerPort
    private int port;

    @Test
    void threePeopleBidInABrowser() throws Exception {
        new BrowserPlay("../src/test/browser/auction.mjs").perform(url("/"), "target/auction", Map.of());
    }

    @Test
    void restIsForThoseWhoAreLoggedIn() throws Exception {
        HttpRequest bid = HttpRequest.newBuilder(URI.create(url("/api/lots/1/bids")))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"amount\":5}"))
                .build();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(bid, BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(401);
        }
    }

    private String url(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
