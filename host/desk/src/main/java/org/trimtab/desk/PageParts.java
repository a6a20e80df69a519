package org.trimtab.desk;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What every page of the desk begins with. */
final class PageParts {
    private static final String STYLE = read("page.css");

    private PageParts() {}

    /** Everything up to the content: nothing may be fetched and no script may run. */
    static String opening(String title) {
        return "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                + "<meta http-equiv=\"Content-Security-Policy\""
                + " content=\"default-src 'none'; style-src 'unsafe-inline'\">"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
                + "<title>"
                + Html.escaped(title)
                + "</title><style>\n"
                + STYLE
                + "</style></head><body><main>\n";
    }

    /** Passed, failed or unknown: a word with a sign that shows without colour too. */
    static String mark(@Nullable Boolean passed) {
        String look = passed == null ? "untold" : passed ? "passed" : "failed";
        String sign = passed == null ? "?" : passed ? "✓" : "✕";
        return "<span class=\"mark "
                + look
                + "\"><span aria-hidden=\"true\">"
                + sign
                + "</span> "
                + Shown.passed(passed)
                + "</span>";
    }

    private static String read(String name) {
        try (InputStream in = PageParts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the build lacks " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
