import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

/** Bodies no client should send, and some that clients do send. */
final class Bodies extends Suite {
    Bodies(Vtn vtn, Tally tally, Schema schema) {
        super(vtn, tally, schema);
    }

    private Http.Answer send(byte[] body, String type) {
        return type == null
                ? Http.send("POST", vtn.base + "/programs", body, "Authorization", "Bearer " + bl)
                : Http.send(
                        "POST",
                        vtn.base + "/programs",
                        body,
                        "Authorization",
                        "Bearer " + bl,
                        "Content-Type",
                        type);
    }

    private Http.Answer send(String body, String type) {
        return send(body.getBytes(StandardCharsets.UTF_8), type);
    }

    private void bad(String what, String body) {
        Http.Answer answer = send(body, "application/json");
        problem(what, 400, answer);
        tally.check(
                what + ": told in plain words",
                !answer.text().matches("(?s).*(REDACTED|Exception|StreamRead|org\\.|java\\.).*"),
                answer);
    }

    void run() {
        tally.section("bodies");
        types();
        shapes();
        text();
        sizes();
        wire();
    }

    private void types() {
        String[] good = {
            "application/json",
            "application/json; charset=utf-8",
            "Application/JSON",
            "application/json;charset=UTF-8"
        };
        for (String type : good) {
            Http.Answer answer =
                    send(js("{'programName':'type %s'}", type.replace(';', ' ')), type);
            tally.check("Content-Type " + type + " → 201", answer.status() == 201, answer);
            tally.check(
                    "an answer of application/json",
                    answer.header("Content-Type").startsWith("application/json"),
                    answer.headers());
        }
        Http.Answer none = send(js("{'programName':'no type'}"), null);
        tally.check(
                "no Content-Type → 201, 400 or 415",
                none.status() == 201 || none.status() == 415 || none.status() == 400,
                none);
        for (String type :
                new String[] {
                    "text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense"
                }) {
            problem("Content-Type " + type, 415, send(js("{'programName':'x'}"), type));
        }
        for (byte[] body : new byte[][] {zipped(js("{'programName':'zipped'}")), "{}".getBytes()}) {
            Http.Answer zip =
                    Http.send(
                            "POST",
                            vtn.base + "/programs",
                            body,
                            "Authorization",
                            "Bearer " + bl,
                            "Content-Type",
                            "application/json",
                            "Content-Encoding",
                            "gzip");
            tally.check(
                    "a body said to be gzip is read or refused",
                    zip.status() == 201 || zip.status() == 415 || zip.status() == 400,
                    zip);
        }
    }

    private static byte[] zipped(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return bytes.toByteArray();
    }

    private void shapes() {
        bad("an empty body", "");
        bad("blanks", "  \n ");
        bad("a list", "[]");
        bad("null", "null");
        bad("a string", "\"programName\"");
        bad("half an object", "{\"programName\":\"x\"");
        bad("two objects", "{\"programName\":\"x\"}{\"programName\":\"y\"}");
        bad("a comment", "{\"programName\":\"x\"/* no */}");
        bad("single quotes", "{'programName':'x'}");
        bad("NaN", "{\"programName\":\"x\",\"attributes\":[{\"type\":\"T\",\"values\":[NaN]}]}");
        bad(
                "a leading zero",
                "{\"programName\":\"x\",\"attributes\":[{\"type\":\"T\",\"values\":[01]}]}");
        bad("a comma at the end", "{\"programName\":\"x\",}");
        bad("a key twice", "{\"programName\":\"x\",\"programName\":\"y\"}");
        bad(
                "nesting of 100,000",
                "{\"programName\":\"x\",\"more\":"
                        + "[".repeat(100_000)
                        + "]".repeat(100_000)
                        + "}");
        bad(
                "a number of 100,000 digits",
                "{\"programName\":\"x\",\"more\":" + "9".repeat(100_000) + "}");
        Http.Answer exponent =
                send("{\"programName\":\"exp\",\"more\":1e999999999}", "application/json");
        tally.check(
                "an exponent of 999,999,999 is no fault of the server",
                exponent.status() < 500,
                exponent);
        Http.Answer list = get(bl, "/programs?programName=exp");
        tally.check("and the list is read after it", list.status() == 200, list.status());
    }

    private void text() {
        byte[] broken = "{\"programName\":\"x\"}".getBytes(StandardCharsets.UTF_8);
        broken[16] = (byte) 0xC3;
        problem("bad UTF-8", 400, send(broken, "application/json"));
        problem(
                "UTF-16",
                400,
                send(
                        "{\"programName\":\"x\"}".getBytes(StandardCharsets.UTF_16),
                        "application/json"));
        problem(
                "half a pair of surrogates",
                400,
                send("{\"programName\":\"\\ud800\"}", "application/json"));
        problem(
                "the letter NUL in a name",
                400,
                send("{\"programName\":\"a\\u0000b\"}", "application/json"));
        String name = "żółć 電力 😀 \\\" \\\\ / ' %27 <b>";
        Http.Answer made = send("{\"programName\":\"" + name + "\"}", "application/json");
        tally.same("letters of all kinds", 201, made.status());
        tally.same("the name", "żółć 電力 😀 \" \\ / ' %27 <b>", made.at("programName"));
        tally.same(
                "found by its name",
                1,
                get(bl, "/programs?programName=" + enc(made.at("programName"))).list().size());
        byte[] marked = "\uFEFF{\"programName\":\"bom\"}".getBytes(StandardCharsets.UTF_8);
        Http.Answer bom = send(marked, "application/json");
        tally.check(
                "a byte order mark is passed over or refused (RFC 8259 8.1)",
                bom.status() == 201 || bom.status() == 400,
                bom);
    }

    private void sizes() {
        byte[] large = new byte[10 * 1024 * 1024];
        Arrays.fill(large, (byte) ' ');
        large[0] = '{';
        large[large.length - 1] = '}';
        Http.Answer answer = send(large, "application/json");
        tally.check(
                "10 MB → 413, or the connection is closed on it",
                answer.status() == 413 || answer.status() == 0,
                answer);
        String head =
                "POST /openadr3/3.1.0/programs HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
                        + bl
                        + "\r\nContent-Type: application/json\r\nContent-Length: 10485760\r\n\r\n{";
        String seen = Http.raw(vtn.port, head.getBytes());
        tally.check(
                "10 MB announced → 413 with a problem",
                seen.contains(" 413 ") && seen.contains("problem+json"),
                seen);
        problem(
                "a name of 129 letters",
                400,
                send(js("{'programName':'%s'}", "n".repeat(129)), "application/json"));
        Http.Answer most = send(js("{'programName':'%s'}", "n".repeat(128)), "application/json");
        tally.same("a name of 128 letters", 201, most.status());
        Http.Answer astral = send(js("{'programName':'%s'}", "😀".repeat(128)), "application/json");
        tally.check(
                "128 letters beyond 16 bits (JSON Schema counts letters)",
                astral.status() == 201,
                astral);
        bad("an empty name", js("{'programName':''}"));
    }

    private void wire() {
        String head =
                "POST /openadr3/3.1.0/programs HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer "
                        + bl
                        + "\r\n";
        String chunked =
                head
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + "12\r\n{\"programName\":\"ch\r\n7\r\nunked\"}\r\n0\r\n\r\n";
        String seen = Http.raw(vtn.port, chunked.getBytes());
        tally.check("a body in chunks → 201", seen.startsWith("HTTP/1.1 201"), seen);
        seen = Http.raw(vtn.port, "NONSENSE\r\n\r\n".getBytes());
        tally.check("what is no HTTP → 400", seen.startsWith("HTTP/1.1 400"), seen);
        seen =
                Http.raw(
                        vtn.port,
                        ("GET /openadr3/3.1.0/programs?x="
                                        + "y".repeat(200_000)
                                        + " HTTP/1.1\r\nHost: h\r\n\r\n")
                                .getBytes());
        // A server that answers and closes while we still write may reach us as a broken
        // connection.
        tally.check(
                "a line of 200,000 letters → 4xx, or closed",
                seen.matches("(?s)(HTTP/1.1 4.*|.*SocketException.*|)"),
                seen);
        String both =
                head
                        + "Content-Type: application/json\r\n"
                        + "Expect: 100-continue\r\n"
                        + "Content-Length: 25\r\n\r\n"
                        + "{\"programName\":\"expects\"}";
        seen = Http.raw(vtn.port, both.getBytes());
        tally.check("Expect: 100-continue → 100, then 201", seen.contains("HTTP/1.1 201"), seen);
        String zip =
                Http.raw(
                        vtn.port,
                        ("GET /openadr3/3.1.0/programs HTTP/1.1\r\n"
                                        + "Host: h\r\n"
                                        + "Accept-Encoding: gzip\r\n"
                                        + "Authorization: Bearer "
                                        + bl
                                        + "\r\n\r\n")
                                .getBytes());
        tally.check(
                "gzip is given to who takes it",
                zip.toLowerCase().contains("content-encoding: gzip"),
                zip);
        String old =
                Http.raw(vtn.port, ("GET /openadr3/3.1.0/auth/server HTTP/1.0\r\n\r\n").getBytes());
        tally.check("HTTP/1.0 is answered", old.matches("(?s)HTTP/1.[01] (200|400|505).*"), old);
        Http.Answer accept =
                Http.send(
                        "GET",
                        vtn.base + "/programs",
                        null,
                        "Authorization",
                        "Bearer " + bl,
                        "Accept",
                        "text/html");
        tally.check(
                "Accept: text/html → JSON or 406",
                accept.status() == 200 || accept.status() == 406,
                accept);
    }
}
