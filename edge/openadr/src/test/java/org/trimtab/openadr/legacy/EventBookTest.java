package org.trimtab.openadr.legacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.trimtab.openadr.legacy.EventReaderTest.list;
import static org.trimtab.openadr.legacy.EventXml.event;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventBookTest {

    private static final Instant NOW = Instant.parse("2026-07-01T16:00:00Z");

    private final Recorder heard = new Recorder();
    private final EventBook book =
            new EventBook(heard, new EventFilter("ven-1", Set.of(), Set.of()));

    private EventBook.Outcome take(EventXml... events) {
        return book.take(list(events), Set.of(), NOW);
    }

    private static int code(EventBook.Outcome outcome) {
        return outcome.replies().getFirst().answer().code();
    }

    @Test
    void shouldHandAnEventOverOnceWhenItComesAgain() {
        take(event("e1"));
        EventBook.Outcome again = take(event("e1").status("active"));
        assertThat(heard.said).containsExactly("received e1 v0");
        assertThat(again.replies()).hasSize(1);
        assertThat(book.events().iterator().next().status()).isEqualTo(EventStatus.ACTIVE);
    }

    @Test
    void shouldHandTheNewVersionOverWhenTheNumberRises() {
        take(event("e1"));
        take(event("e1").version(1).duration("PT2H"));
        assertThat(heard.said).containsExactly("received e1 v0", "received e1 v1");
    }

    @Test
    void shouldKeepTheNewerVersionWhenAnOlderOneComesLate() {
        take(event("e1").version(2));
        EventBook.Outcome late = take(event("e1").version(1).duration("PT2H"));
        assertThat(code(late)).isEqualTo(ResponseCode.OUT_OF_SEQUENCE);
        assertThat(heard.said).containsExactly("received e1 v2");
        EventBook.Outcome both = take(event("e1").version(3), event("e1").version(2));
        assertThat(heard.said).containsExactly("received e1 v2", "received e1 v3");
        assertThat(both.replies()).hasSize(1);
    }

    @Test
    void shouldNotObeyALateVersionWhenItCancels() {
        take(event("e1").version(2));
        take(event("e1").version(1).status("cancelled"));
        assertThat(book.events()).hasSize(1);
    }

    @Test
    void shouldTakeTheChangeAndSaySoWhenTheNumberDidNotRise() {
        take(event("e1"));
        take(event("e1").duration("PT2H"));
        assertThat(heard.said).containsExactly("received e1 v0", "received e1 v0");
        assertThat(heard.notes).singleElement().asString().contains("modification number");
    }

    @Test
    void shouldWithdrawWhenTheVtnCancelsOrCompletes() {
        take(event("e1"), event("e2"));
        EventBook.Outcome outcome =
                take(event("e1").version(1).status("cancelled"), event("e2").status("completed"));
        assertThat(heard.said).endsWith("withdrawn e1 CANCELLED", "withdrawn e2 COMPLETED");
        assertThat(outcome.replies()).hasSize(2);
        assertThat(book.events()).isEmpty();
    }

    @Test
    void shouldNotHandOverWhenAnEventIsCancelledBeforeItWasSeen() {
        EventBook.Outcome outcome = take(event("e1").status("cancelled"));
        assertThat(heard.said).isEmpty();
        assertThat(outcome.replies()).hasSize(1);
    }

    @Test
    void shouldOnlySuspectWhenAnEventIsMissingOnce() {
        take(event("e1"), event("e2"));
        EventBook.Outcome first = take(event("e1"));
        assertThat(first.suspects()).containsExactly("e2");
        assertThat(book.events()).hasSize(2);
        book.take(list(event("e1")), first.suspects(), NOW);
        assertThat(heard.said).endsWith("withdrawn e2 LEFT_THE_LIST");
    }

    @Test
    void shouldGiveNothingUpWhenTheSecondListHasItAgain() {
        take(event("e1"));
        EventBook.Outcome first = take();
        book.take(list(event("e1")), first.suspects(), NOW);
        assertThat(heard.said).containsExactly("received e1 v0");
    }

    @Test
    void shouldSuspectNothingWhenAnEntryCannotBeToldApart() {
        take(event("e1"), event("e2"));
        EventBook.Outcome outcome = take(event("e1"), event(""));
        assertThat(outcome.suspects()).isEmpty();
    }

    @Test
    void shouldKeepTheLastGoodVersionWhenANewOneIsNotUnderstood() {
        take(event("e1"));
        EventBook.Outcome outcome = take(event("e1").version(1).duration("forever"));
        assertThat(code(outcome)).isEqualTo(ResponseCode.INVALID_DATA);
        assertThat(outcome.replies().getFirst().answer().opt()).isEqualTo(OptType.OPT_OUT);
        assertThat(outcome.suspects()).isEmpty();
        assertThat(book.events()).hasSize(1);
    }

    @Test
    void shouldRefuseWhenTheTargetIsAnotherVen() {
        EventBook.Outcome outcome = take(event("e1").target("<ei:venID>ven-2</ei:venID>"));
        assertThat(code(outcome)).isEqualTo(ResponseCode.TARGET_MISMATCH);
        assertThat(heard.said).isEmpty();
    }

    @Test
    void shouldTakeOnlyWhatIsAgreedWhenContextsAndResourcesAreNamed() {
        EventBook narrow =
                new EventBook(
                        heard, new EventFilter("ven-1", Set.of("http://agreed"), Set.of("mine-1")));
        List<EventReply> replies =
                narrow.take(
                                list(
                                        event("e1"),
                                        event("e2")
                                                .market("http://agreed")
                                                .target("<ei:resourceID>mine-2</ei:resourceID>"),
                                        event("e3")
                                                .market("http://agreed")
                                                .target("<ei:resourceID>mine-1</ei:resourceID>"),
                                        event("e4").market("http://agreed").target("")),
                                Set.of(),
                                NOW)
                        .replies();
        assertThat(replies)
                .extracting(reply -> reply.answer().code())
                .containsExactly(
                        ResponseCode.NOT_RECOGNIZED,
                        ResponseCode.TARGET_MISMATCH,
                        ResponseCode.OK,
                        ResponseCode.OK);
        assertThat(heard.said).containsExactly("received e3 v0", "received e4 v0");
    }

    @Test
    void shouldWithdrawWhenANewVersionIsNoLongerForUs() {
        take(event("e1"));
        take(event("e1").version(1).target("<ei:venID>ven-2</ei:venID>"));
        assertThat(heard.said).containsExactly("received e1 v0", "withdrawn e1 CANCELLED");
    }

    @Test
    void shouldNotHandOverWhenTheEndHasPassed() {
        take(event("e1").start("2026-07-01T10:00:00Z"));
        assertThat(heard.said).isEmpty();
    }

    @Test
    void shouldTakeNoMoreWhenTheBookIsFull() {
        for (int i = 0; i < 5; i++) {
            EventXml[] hundred = new EventXml[100];
            for (int j = 0; j < 100; j++) {
                hundred[j] = event("e%d-%d".formatted(i, j));
            }
            book.take(list(hundred), Set.of(), NOW);
        }
        assertThat(book.events()).hasSize(EventBook.MAX_HELD);
        assertThat(code(take(event("more")))).isEqualTo(ResponseCode.OTHER);
        assertThat(book.events()).hasSize(EventBook.MAX_HELD);
    }
}
