package io.sockeye.examples.auction;

import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/** All lots, in memory. Knows nothing of the web: it tells the application of each change. */
@Service
class Auctions {
    /** A lot is new or has changed. {@code before} is null for a new one. */
    record LotChanged(@Nullable Lot before, Lot now) {}

    /** A bid came too late or was too low. */
    static final class RefusedException extends RuntimeException {
        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }

    private final Map<Long, Lot> lots = new ConcurrentHashMap<>();
    private final AtomicLong ids = new AtomicLong();
    private final ApplicationEventPublisher events;

    Auctions(ApplicationEventPublisher events) {
        this.events = events;
    }

    List<Lot> all() {
        return lots.values().stream().sorted(Comparator.comparing(Lot::id)).toList();
    }

    Lot offer(String seller, String title, long price, Duration duration) {
        Instant ends = Instant.now().plus(duration);
        Lot lot = new Lot(ids.incrementAndGet(), title, seller, price, null, 0, ends, false, 1);
        lots.put(lot.id(), lot);
        events.publishEvent(new LotChanged(null, lot));
        return lot;
    }

    Lot bid(long id, String bidder, long amount) {
        Lot before = lots.get(id);
        while (before != null) {
            Lot after = accepted(before, bidder, amount);
            if (lots.replace(id, before, after)) {
                events.publishEvent(new LotChanged(before, after));
                return after;
            }
            before = lots.get(id); // somebody else was faster
        }
        throw new RefusedException("There is no such lot.");
    }

    private static Lot accepted(Lot lot, String bidder, long amount) {
        refuseIf(lot.sold() || Instant.now().isAfter(lot.ends()), "“%s” has been sold.", lot.title());
        refuseIf(lot.seller().equals(bidder), "You are selling this yourself.");
        refuseIf(bidder.equals(lot.leader()), "Yours is the highest bid already.");
        refuseIf(amount < lot.least(), "The next bid is %d or more.", lot.least());
        return lot.withBid(bidder, amount);
    }

    private static void refuseIf(boolean refused, String sentence, Object... values) {
        if (refused) throw new RefusedException(sentence.formatted(values));
    }

    /** The seller takes what is bid now. */
    Lot close(long id, String seller) {
        Lot lot = lots.get(id);
        if (lot == null || !lot.seller().equals(seller)) {
            throw new RefusedException("You don't sell such a lot.");
        }
        refuseIf(lot.sold(), "“%s” has been sold.", lot.title());
        return closed(lot) ? lots.getOrDefault(id, lot) : close(id, seller); // a bid came in between
    }

    @Scheduled(fixedRate = 250)
    void closeWhatIsDue() {
        for (Lot lot : lots.values()) {
            if (!lot.sold() && Instant.now().isAfter(lot.ends())) {
                closed(lot); // or the next time, when a last bid came in between
            }
        }
    }

    private boolean closed(Lot lot) {
        Lot closed = lot.closed();
        boolean done = lots.replace(lot.id(), lot, closed);
        if (done) {
            events.publishEvent(new LotChanged(lot, closed));
        }
        return done;
    }
}
