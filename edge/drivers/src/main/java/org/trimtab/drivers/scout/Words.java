package org.trimtab.drivers.scout;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.cgminer.CgminerJson;
import org.trimtab.drivers.cgminer.CgminerReply;
import org.trimtab.drivers.transport.HttpAnswer;
import tools.jackson.databind.JsonNode;

/** An answer nobody has recognised yet, in a few words for a person. */
final class Words {
    private static final int LENGTH_MAX = 80;
    private static final int TITLE_WITHIN = 4_096;
    private static final Pattern TITLE =
            Pattern.compile("<title>([^<]{1,80})</title>", Pattern.CASE_INSENSITIVE);

    private Words() {}

    /** What an answer is. */
    static String of(Framing framing, byte[] answer) {
        if (answer.length == 0) {
            return "open, but it said nothing";
        }
        HttpAnswer page = HttpAnswer.parse(answer);
        if (page != null) {
            return shortened(http(page));
        }
        if (beginsLikeHttp(answer)) {
            return "a web server, with a broken answer";
        }
        CgminerReply reply = framing == Framing.CGMINER ? CgminerReply.parse(answer) : null;
        if (reply != null) {
            return shortened(cgminer(reply));
        }
        return isJson(framing, answer)
                ? "JSON that no family knows"
                : String.format(Locale.ROOT, "%,d bytes that nobody can read", answer.length);
    }

    /** True for an answer of a web server, be it whole or not. */
    static boolean beginsLikeHttp(byte[] answer) {
        byte[] start = "HTTP/".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < start.length; i++) {
            if (i >= answer.length || answer[i] != start[i]) {
                return false;
            }
        }
        return true;
    }

    /** True for an answer in JSON. */
    static boolean isJson(Framing framing, byte[] answer) {
        return framing == Framing.CGMINER && CgminerJson.parse(answer) != null;
    }

    private static String http(HttpAnswer page) {
        StringBuilder words = new StringBuilder("HTTP ").append(page.status());
        List<String> servers = page.all("server");
        if (!servers.isEmpty()) {
            words.append(", server ").append(servers.getFirst());
        }
        byte[] body = page.body();
        String start =
                new String(body, 0, Math.min(body.length, TITLE_WITHIN), StandardCharsets.UTF_8);
        Matcher title = TITLE.matcher(start);
        if (title.find()) {
            words.append(", \"").append(title.group(1).trim()).append('"');
        }
        return words.toString();
    }

    private static String cgminer(CgminerReply reply) {
        @Nullable JsonNode version = reply.first("VERSION");
        if (version == null || !version.isObject()) {
            return "the cgminer API, which says \"" + reply.message() + "\"";
        }
        return "the cgminer API, with " + String.join(", ", version.propertyNames());
    }

    private static String shortened(String words) {
        String clean = words.replaceAll("\\p{Cntrl}+", " ").trim();
        return clean.length() > LENGTH_MAX ? clean.substring(0, LENGTH_MAX) + "…" : clean;
    }
}
