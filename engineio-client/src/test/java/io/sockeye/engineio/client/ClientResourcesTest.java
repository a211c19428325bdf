package io.sockeye.engineio.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sockeye.engineio.NonBlockingThread;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ClientResourcesTest {
    @Test
    void theyRunFromTheFirstLeaseToTheLastAndMayRunAgain() throws Exception {
        ClientResources resources = ClientResources.create();
        assertThat(resources.users()).isZero();
        ClientResources.Lease first = resources.acquire();
        ClientResources.Lease second = resources.acquire();
        assertThat(first.transport()).isSameAs(second.transport());
        CompletableFuture<Thread> timer = new CompletableFuture<>();
        first.scheduler().schedule(0, () -> timer.complete(Thread.currentThread()));
        Thread thread = timer.get(60, TimeUnit.SECONDS);
        assertThat(thread).isInstanceOf(NonBlockingThread.class);
        assertThat(thread.isDaemon()).isTrue();
        first.close();
        first.close();
        assertThat(resources.users()).isOne();
        assertThat(thread.isAlive()).isTrue();
        second.close();
        assertThat(resources.users()).isZero();
        assertThat(thread.join(java.time.Duration.ofSeconds(60))).isTrue();
        try (ClientResources.Lease again = resources.acquire()) {
            assertThat(again.transport()).isNotSameAs(first.transport());
        }
    }

    @Test
    void whatIsTheUsersOwnIsNeverClosed() {
        try (HttpClient own = HttpClient.newHttpClient()) {
            ClientResources.builder().httpClient(own).build().acquire().close();
            assertThat(own.isTerminated()).isFalse();
        }
    }

    @Test
    void settingsThatContradictEachOtherAreRefused() {
        try (HttpClient own = HttpClient.newHttpClient()) {
            ClientResources.Builder builder =
                    ClientResources.builder().httpClient(own).proxy(ProxySelector.getDefault());
            assertThatThrownBy(builder::build)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("httpClient");
            ClientResources.Builder twice =
                    ClientResources.builder().httpClient(own).transport(new FakeTransport());
            assertThatThrownBy(twice::build).isInstanceOf(IllegalStateException.class);
        }
    }
}
