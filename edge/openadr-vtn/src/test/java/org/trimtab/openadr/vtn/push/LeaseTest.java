package org.trimtab.openadr.vtn.push;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.trimtab.openadr.vtn.push.Receiver.Got;
import org.trimtab.openadr.vtn.rest.Store;
import org.trimtab.openadr.vtn.store.Database;
import org.trimtab.openadr.vtn.store.StoreFailure;

/** One tells at a time, and always one. */
final class LeaseTest {
    private static final long SECOND = 1_000_000_000L;

    @TempDir private Path folder;

    private Database open() {
        return Database.open(folder.resolve("vtn.db").toString());
    }

    @Test
    void shouldBeTakenOverOnlyWhenItsHolderWasSilentForLong() {
        try (Database database = open()) {
            Lease first = new Lease(database, Lease.Times.STANDARD);
            Lease second = new Lease(database, Lease.Times.STANDARD);
            assertThat(first.keep(0)).isTrue();
            for (int second0 = 0; second0 < 20; second0++) {
                assertThat(first.keep(second0 * SECOND)).isTrue();
                assertThat(second.keep(second0 * SECOND)).isFalse();
            }
            // From here on the first one is silent.
            assertThat(second.keep(24 * SECOND)).isFalse();
            assertThat(second.keep(25 * SECOND)).isTrue();
            Fence late = first.fence(first.term());
            assertThatThrownBy(() ->
                            database.inTransaction(connection -> {
                                Cursors.write(connection, Cursors.WEBHOOK, 77);
                                late.check(connection);
                                return true;
                            }))
                    .isInstanceOf(StoreFailure.class);
            long reached = database.reading(c -> Cursors.read(c, Cursors.WEBHOOK));
            assertThat(reached).isEqualTo(-1);
            assertThat(first.keep(26 * SECOND)).isFalse();
            assertThat(second.keep(27 * SECOND)).isTrue();
            database.inTransaction(connection -> {
                second.fence(second.term()).check(connection);
                return true;
            });
        }
    }

    @Test
    void shouldBeHadAtOnceWhenItsHolderLetGo() {
        try (Database database = open()) {
            Lease first = new Lease(database, Lease.Times.STANDARD);
            Lease second = new Lease(database, Lease.Times.STANDARD);
            assertThat(first.keep(0)).isTrue();
            assertThat(second.keep(0)).isFalse();
            first.release();
            assertThat(second.keep(1)).isTrue();
            assertThat(first.keep(2)).isFalse();
        }
    }

    @Test
    void shouldLetGoWhenTheDatabaseIsAwayForLong() {
        Database database = open();
        Lease lease = new Lease(database, Lease.Times.STANDARD);
        assertThat(lease.keep(0)).isTrue();
        database.close();
        assertThat(lease.keep(3 * SECOND)).isTrue();
        assertThat(lease.keep(4 * SECOND)).isFalse();
    }

    @Test
    void shouldTellOnceWhileTwoVtnsShareADatabaseAndGoOnWhenOneDies() throws Exception {
        String where = Store.POSTGRESQL.newDatabase();
        Database here = Database.open(where);
        try (Receiver receiver = new Receiver();
                Database there = Database.open(where);
                Push first = begin(here);
                Push second = begin(there)) {
            Outbox outbox = new Outbox(there);
            outbox.program("p1");
            outbox.subscription("s1", "bl", true, List.of(), receiver.url("/one"));
            IntStream.range(0, 20).forEach(i -> outbox.event("e" + i, "p1", List.of()));
            receiver.await(20, got -> got.body().contains("\"EVENT\""));
            assertThat(first.status().telling()).isTrue();
            assertThat(second.status().telling()).isFalse();

            // As dead as a process whose connections are gone.
            here.close();
            IntStream.range(20, 40).forEach(i -> outbox.event("e" + i, "p1", List.of()));
            receiver.await(1, got -> got.body().contains("\"e39\""));

            List<Got> events = receiver.posts(got -> got.body().contains("\"EVENT\""));
            assertThat(events.stream().map(LeaseTest::eventOf).distinct())
                    .containsExactlyElementsOf(
                            IntStream.range(0, 40).mapToObj(i -> "e" + i).toList());
            assertThat(events.stream().limit(20).map(LeaseTest::eventOf)).doesNotHaveDuplicates();
            while (!second.status().telling()) {
                Thread.onSpinWait();
            }
        }
    }

    private static String eventOf(Got got) {
        return got.body().replaceAll("(?s).*\"object\":\\{\"id\":\"([^\"]+)\".*", "$1");
    }

    private static Push begin(Database database) {
        return Push.start(
                database,
                new PushSettings(
                        new CallbackPolicy(true, true, Duration.ofSeconds(20)), null, null),
                PushLimits.STANDARD,
                new Lease.Times(
                        Duration.ofMillis(100), Duration.ofMillis(1_500), Duration.ofSeconds(2)),
                Clock.systemUTC());
    }
}
