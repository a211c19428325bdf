package io.sockeye.examples.auction;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** {@code ./auction}, then open http://localhost:8080 in two browsers and log in as ada, bob or cleo (the password is the name). */
@SpringBootApplication
@EnableScheduling
public class AuctionApplication {
    public static void main(String[] args) {
        SpringApplication.run(AuctionApplication.class, args);
    }
}
