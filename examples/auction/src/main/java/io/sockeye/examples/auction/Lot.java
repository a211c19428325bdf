package io.sockeye.examples.auction;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is for sale. Immutable: each change makes another one.
 *
 * @param price the highest bid, or where the bidding starts
 * @param leader who bids the most, null before the first bid
 * @param version counts the changes, so that a page knows which of two is the newer one
 */
record Lot(
        long id,
        String title,
        String seller,
        long price,
        @Nullable String leader,
        int bids,
        Instant ends,
        boolean sold,
        int version) {
    Lot withBid(String bidder, long amount) {
        return new Lot(id, title, seller, amount, bidder, bids + 1, ends, false, version + 1);
    }

    Lot closed() {
        return new Lot(id, title, seller, price, leader, bids, ends, true, version + 1);
    }

    /** The least that the next bid has to be. */
    long least() {
        return leader == null ? price : price + Math.max(1, price / 20);
    }
}
