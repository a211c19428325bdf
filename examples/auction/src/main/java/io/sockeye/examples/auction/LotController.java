package io.sockeye.examples.auction;

import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** REST: who writes, and nothing of Socket.IO. */
@RestController
@RequestMapping("/api/lots")
class LotController {
    record Offer(
            @NotBlank @Size(max = 60) String title,
            @Min(1) @Max(1_000_000) long price,
            @Min(2) @Max(86_400) int seconds) {}

    record Bid(@Min(1) @Max(1_000_000_000) long amount) {}

    private final Auctions auctions;

    LotController(Auctions auctions) {
        this.auctions = auctions;
    }

    @GetMapping
    List<Lot> all() {
        return auctions.all();
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Lot offer(@Valid @RequestBody Offer offer, Principal user) {
        return auctions.offer(user.getName(), offer.title(), offer.price(), Duration.ofSeconds(offer.seconds()));
    }

    @PostMapping("/{id}/bids")
    @ResponseStatus(HttpStatus.CREATED)
    Lot bid(@PathVariable long id, @Valid @RequestBody Bid bid, Principal user) {
        return auctions.bid(id, user.getName(), bid.amount());
    }

    @PostMapping("/{id}/end")
    Lot end(@PathVariable long id, Principal user) {
        return auctions.close(id, user.getName());
    }

    @ExceptionHandler
    ProblemDetail refused(Auctions.RefusedException refusal) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, String.valueOf(refusal.getMessage()));
    }
}
