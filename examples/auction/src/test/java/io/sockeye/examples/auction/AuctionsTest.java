package io.sockeye.examples.auction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.examples.auction.Auctions.LotChanged;
import io.sockeye.examples.auction.Auctions.RefusedException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuctionsTest {
    private final Queue<LotChanged> changes = new ConcurrentLinkedQueue<>();
    private final Auctions auctions = new Auctions(event -> changes.add((LotChanged) event));

    @Test
    void bidsRiseByFivePercent() {
        Lot lot = auctions.offer("ada", "A clock", 100, Duration.ofMinutes(1));
        assertThat(auctions.bid(lot.id(), "bob", 100).leader()).isEqualTo("bob");
        refused(lot, "cleo", 104, "The next bid is 105 or more.");
        assertThat(auctions.bid(lot.id(), "cleo", 105).price()).isEqualTo(105);
    }

    @Test
    void nobodyBidsAgainstThemselves() {
        Lot lot = auctions.offer("ada", "A clock", 100, Duration.ofMinutes(1));
        refused(lot, "ada", 200, "You are selling this yourself.");
        auctions.bid(lot.id(), "bob", 100);
        refused(lot, "bob", 200, "Yours is the highest bid already.");
    }

    @Test
    void whatHasEndedIsSoldToTheHighestBid() {
        Lot lot = auctions.offer("ada", "A clock", 100, Duration.ZERO);
        auctions.closeWhatIsDue();
        refused(lot, "bob", 200, "“A clock” has been sold.");
        assertThat(changes).last().extracting(change -> change.now().sold()).isEqualTo(true);
        auctions.closeWhatIsDue();
        assertThat(changes).hasSize(2);
    }

    @Test
    void onlyTheSellerSellsEarlier() {
        Lot lot = auctions.offer("ada", "A clock", 100, Duration.ofMinutes(1));
        assertThatThrownBy(() -> auctions.close(lot.id(), "bob")).isInstanceOf(RefusedException.class);
        auctions.bid(lot.id(), "bob", 100);
        assertThat(auctions.close(lot.id(), "ada").sold()).isTrue();
        assertThatThrownBy(() -> auctions.close(lot.id(), "ada")).hasMessage("“A clock” has been sold.");
    }

    @Test
    void bidsAtTheSameTimeFollowEachOther() {
        Lot lot = auctions.offer("ada", "A clock", 1, Duration.ofMinutes(1));
        long taken = IntStream.rangeClosed(1, 2000)
                .parallel()
                .filter(i -> taken(lot, "bidder" + i, i * 10L))
                .count();
        Lot end = auctions.all().getFirst();
        assertThat(end.price()).isBetween(19_000L, 20_000L); // five percent below the highest may be enough
        assertThat(end.bids()).isEqualTo((int) taken);
        List<Integer> versions =
                changes.stream().map(change -> change.now().version()).toList();
        assertThat(versions).doesNotHaveDuplicates().hasSize((int) taken + 1);
    }

    private boolean taken(Lot lot, String bidder, long amount) {
        try {
            auctions.bid(lot.id(), bidder, amount);
            return true;
        } catch (RefusedException tooLow) {
            return false;
        }
    }

    private void refused(Lot lot, String bidder, long amount, String reason) {
        assertThatThrownBy(() -> auctions.bid(lot.id(), bidder, amount))
                .isInstanceOf(RefusedException.class)
                .hasMessage(reason);
    }
}
