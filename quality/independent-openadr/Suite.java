import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What every part of the examination needs: the server, three clients and their tokens. */
class Suite {
    final Vtn vtn;
    final Tally tally;
    final Schema schema;
    final String bl;
    final String v1;
    final String v2;

    Suite(Vtn vtn, Tally tally, Schema schema) {
        this.vtn = vtn;
        this.tally = tally;
        this.schema = schema;
        this.bl = token(0);
        this.v1 = token(1);
        this.v2 = token(2);
    }

    /** JSON written with single quotes. */
    static String js(String text, Object... values) {
        return String.format(text, values).replace('\'', '"');
    }

    static String form(String... pairs) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < pairs.length; i += 2) {
            form.append(i == 0 ? "" : "&").append(pairs[i]).append('=').append(enc(pairs[i + 1]));
        }
        return form.toString();
    }

    static String enc(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    static String basic(String id, String secret) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((id + ":" + secret).getBytes(StandardCharsets.UTF_8));
    }

    Http.Answer ask(String form, String... headers) {
        return Http.send("POST", vtn.token, form.getBytes(StandardCharsets.UTF_8), headers);
    }

    final String token(int client) {
        Http.Answer answer =
                ask(
                        form(
                                "grant_type",
                                "client_credentials",
                                "client_id",
                                Vtn.CLIENTS[2 * client],
                                "client_secret",
                                Vtn.CLIENTS[2 * client + 1]),
                        "Content-Type",
                        "application/x-www-form-urlencoded");
        return answer.at("access_token");
    }

    Http.Answer get(String token, String path) {
        return token == null
                ? Http.send("GET", vtn.base + path, null)
                : Http.send("GET", vtn.base + path, null, "Authorization", "Bearer " + token);
    }

    Http.Answer post(String token, String path, String body) {
        return write("POST", token, vtn.base + path, body);
    }

    Http.Answer put(String token, String path, String body) {
        return write("PUT", token, vtn.base + path, body);
    }

    Http.Answer delete(String token, String path) {
        return Http.send("DELETE", vtn.base + path, null, "Authorization", "Bearer " + token);
    }

    static Http.Answer write(String method, String token, String url, String body) {
        return Http.send(
                method,
                url,
                body.getBytes(StandardCharsets.UTF_8),
                "Authorization",
                "Bearer " + token,
                "Content-Type",
                "application/json");
    }

    /** Creates, which must succeed, and gives the id. */
    String made(String token, String path, String body) {
        Http.Answer answer = post(token, path, body);
        if (answer.status() != 201) {
            tally.check("POST " + path + " " + body + " → 201", false, answer);
        }
        return answer.at("id");
    }

    String program(String name) {
        return made(bl, "/programs", js("{'programName':'%s'}", name));
    }

    /** Holds an answer to a schema. */
    void valid(String what, String name, Object value) {
        if (schema != null) {
            List<String> faults = schema.faults(name, value);
            tally.check(
                    what + " is a valid " + name,
                    faults.isEmpty(),
                    faults + " in " + Json.write(value));
        }
    }

    /** Holds an answer to be the problem it should be. */
    void problem(String what, int status, Http.Answer answer) {
        boolean right = answer.status() == status;
        tally.check(what + " → " + status, right, answer);
        if (!right) {
            return;
        }
        Map<String, Object> body = Json.map(answer.json());
        boolean whole =
                String.valueOf(status).equals(answer.at("status"))
                        && body.get("title") instanceof String
                        && body.get("type") instanceof String;
        tally.check(what + ": the body is a problem", whole, answer);
        tally.check(
                what + ": as application/problem+json",
                answer.header("Content-Type").startsWith("application/problem+json"),
                answer.header("Content-Type"));
        valid(what + ": the problem", "problem", answer.json());
    }

    static Set<String> ids(Http.Answer answer) {
        Set<String> ids = new java.util.LinkedHashSet<>();
        for (Object one : answer.list()) {
            ids.add(Json.text(one, "id"));
        }
        return ids;
    }
}
