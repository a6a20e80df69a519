package org.trimtab.openadr.vtn.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.trimtab.openadr.vtn.access.ObjectKind;
import org.trimtab.openadr.vtn.rest.KnownLists.Known;
import org.trimtab.openadr.vtn.rest.KnownLists.Question;

/** What is kept, for how long, and how much of it. */
final class KnownListsTest {
    private final TestClock clock = new TestClock();
    private final KnownLists known = new KnownLists(clock);
    private final AtomicInteger made = new AtomicInteger();

    private static Question question(String query) {
        return new Question(ObjectKind.EVENT, false, false, Set.of("a"), Query.parse(query));
    }

    private Body ask(String query, long newest, int bytes) {
        Known answer =
                known.answer(
                        question(query),
                        newest,
                        () -> {
                            made.incrementAndGet();
                            return new Known(
                                    new Body(new byte[bytes]),
                                    newest,
                                    clock.instant(),
                                    clock.instant().plus(Duration.ofHours(1)),
                                    false);
                        });
        return answer.body();
    }

    @Test
    void shouldServeAgainUntilAChangeOrAnEnd() {
        Body first = ask("x=1", 5, 10);
        assertThat(ask("x=1", 5, 10)).isSameAs(first);
        assertThat(ask("x=1", 4, 10)).as("asked before the change it has seen").isSameAs(first);
        assertThat(ask("x=1", 6, 10)).isNotSameAs(first);
        clock.move(Duration.ofMinutes(59));
        ask("x=1", 6, 10);
        assertThat(made).hasValue(2);
        clock.move(Duration.ofMinutes(1));
        ask("x=1", 6, 10);
        assertThat(made).hasValue(3);
        clock.move(Duration.ofMinutes(-1));
        ask("x=1", 6, 10);
        assertThat(made).as("a clock that is put back").hasValue(4);
    }

    @Test
    void shouldForgetWhatWasNotAskedForTheLongestWhenTheBytesAreFull() {
        int bytes = KnownLists.LIST_BYTES_MAX;
        int fit = KnownLists.BYTES_MAX / (2 * bytes) - 1;
        for (int i = 0; i < fit; i++) {
            ask("x=" + i, 1, bytes);
        }
        assertThat(known.size()).isEqualTo(fit);
        ask("x=0", 1, bytes);
        assertThat(made).hasValue(fit);
        for (int i = 0; i < 3; i++) {
            ask("y=" + i, 1, bytes);
        }
        assertThat(known.size()).isLessThanOrEqualTo(fit + 1);
        ask("x=0", 1, bytes);
        assertThat(made).hasValue(fit + 3);
        ask("x=1", 1, bytes);
        assertThat(made).hasValue(fit + 4);
    }

    @Test
    void shouldKeepNoListThatIsTooLongAndNoQuestionThatFailed() {
        ask("x=1", 1, KnownLists.LIST_BYTES_MAX + 1);
        ask("x=1", 1, KnownLists.LIST_BYTES_MAX + 1);
        assertThat(made).hasValue(2);
        assertThat(known.size()).isZero();
        assertThatThrownBy(() ->
                        known.answer(
                                question("x=2"),
                                1,
                                () -> {
                                    throw new IllegalStateException("away");
                                }))
                .hasMessage("away");
        assertThat(ask("x=2", 1, 10).plain()).hasSize(10);
    }

    @Test
    void shouldForgetTheOldestQuestionWhenThereAreTooMany() {
        for (int i = 0; i <= KnownLists.LISTS_MAX; i++) {
            ask("x=" + i, 1, 1);
        }
        assertThat(known.size()).isEqualTo(KnownLists.LISTS_MAX);
        ask("x=" + KnownLists.LISTS_MAX, 1, 1);
        assertThat(made).hasValue(KnownLists.LISTS_MAX + 1);
        ask("x=0", 1, 1);
        assertThat(made).hasValue(KnownLists.LISTS_MAX + 2);
    }
}
