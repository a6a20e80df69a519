package org.trimtab.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatementPageTest {
    private static final String HOSTILE = "<script>alert('x')</script>\" onload=\"y\u202E&";

    @Test
    void shouldSayEverythingThatAStatementHolds() {
        String page = StatementPage.of(Samples.statement(), Samples.HEADING, Samples.meter());
        assertThat(page)
                .contains("4,231,011.76", "−248,783.49", "not settled", "ERSEPF", "0.9412")
                .contains("0 of 1 event passed.", "1 line could not be settled.")
                .contains("1 of the 2 rules used has not been verified")
                .contains("the utility&#39;s line was out", "the meter was not read")
                .contains("unverified: from practice", "read in the document")
                .contains("14 October 2026, 17:00 to 19:30 CDT")
                .contains("from 2 days (2026-10-13, 2026-10-09), 2 looked at and not taken");
    }

    @Test
    void shouldFetchAndRunNothing() {
        String page = StatementPage.of(Samples.statement(), Samples.HEADING, null);

        assertThat(page)
                .contains("default-src 'none'")
                .doesNotContain("<script", "http://", "https://", "url(http", "<link", "<img");
    }

    @Test
    void shouldEscapeWhateverComesFromOutside() {
        Heading hostile = new Heading(HOSTILE, HOSTILE, HOSTILE);

        String page =
                StatementPage.of(Samples.statement(HOSTILE, HOSTILE), hostile, Samples.meter());

        assertThat(page).doesNotContain("<script", "\u202E", "\" onload");
        assertThat(page).contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&quot; onload");
    }

    @Test
    void shouldBeTheSameBytesWhenTheStatementIsTheSame() {
        assertThat(StatementPage.of(Samples.statement(), Samples.HEADING, Samples.meter()))
                .isEqualTo(StatementPage.of(Samples.statement(), Samples.HEADING, Samples.meter()));
    }

    @Test
    void shouldKeepATerminalFromHostileWords() {
        String text =
                StatementText.of(Samples.statement("\u001b[2J\u202Ex", "a\nb\rc"), Samples.HEADING);

        assertThat(text).doesNotContain("\u001b", "\u202E", "\r").contains("a b c", "[2J x");
    }
}
