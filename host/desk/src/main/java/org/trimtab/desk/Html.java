package org.trimtab.desk;

/** Text of a page as it grows: whatever comes from outside goes through {@link #text}, which escapes it. */
final class Html {
    private static final int CELL_LENGTH_MAX = 2_000;

    private final StringBuilder page = new StringBuilder(32_768);

    /** Markup of our own. */
    Html raw(String markup) {
        page.append(markup);
        return this;
    }

    /** Words from anywhere; what stands for markup is escaped, and more than 2,000 characters are cut. */
    Html text(String words) {
        page.append(escaped(words));
        return this;
    }

    /** An element that holds words only, such as {@code td class="number"}. */
    Html element(String opening, String words) {
        int space = opening.indexOf(' ');
        page.append('<').append(opening).append('>');
        text(words);
        page.append("</").append(space < 0 ? opening : opening.substring(0, space)).append(">");
        return this;
    }

    static String escaped(String words) {
        String shown =
                words.length() > CELL_LENGTH_MAX
                        ? words.substring(0, CELL_LENGTH_MAX) + " …"
                        : words;
        return shown.replaceAll("[\\p{Cntrl}\\u202A-\\u202E\\u2066-\\u2069]+", " ")
                .replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return page.toString();
    }
}
