import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code /auth/server} and {@code /auth/token}, as RFC 6749 and the YAML have them. */
final class Tokens extends Suite {
    private static final String FORM = "application/x-www-form-urlencoded";

    Tokens(Vtn vtn, Tally tally, Schema schema) {
        super(vtn, tally, schema);
    }

    void run() {
        tally.section("tokens");
        tally.check(
                "base URL ends in /openadr3/3.1.0", vtn.base.endsWith("/openadr3/3.1.0"), vtn.base);
        Http.Answer server = get(null, "/auth/server");
        tally.same("GET /auth/server without a token", 200, server.status());
        valid("GET /auth/server", "authServerInfo", server.json());
        tally.same("tokenURL", vtn.token, server.at("tokenURL"));
        good();
        bad();
        scopes();
        tokensOfOthers();
    }

    private void good() {
        String id = Vtn.CLIENTS[2];
        String secret = Vtn.CLIENTS[3];
        String grant = "grant_type=client_credentials";
        Map<String, Http.Answer> ways =
                new java.util.LinkedHashMap<>(
                        Map.of(
                                "client_secret_post",
                                ask(
                                        grant
                                                + "&"
                                                + form("client_id", id, "client_secret", secret),
                                        "Content-Type",
                                        FORM),
                                "client_secret_basic, form-encoded as RFC 6749 2.3.1 has it",
                                ask(
                                        grant,
                                        "Content-Type",
                                        FORM,
                                        "Authorization",
                                        basic(enc(id), enc(secret))),
                                "client_secret_basic, raw, as most libraries send it",
                                ask(
                                        grant,
                                        "Content-Type",
                                        FORM,
                                        "Authorization",
                                        basic(id, secret)),
                                "Basic in lower case and client_id in the form too",
                                ask(
                                        grant + "&client_id=" + id,
                                        "Content-Type",
                                        FORM,
                                        "Authorization",
                                        basic(id, secret).replace("Basic", "basic")),
                                "a charset in the content type, parameters nobody knows, an empty"
                                        + " scope",
                                ask(
                                        grant
                                                + "&audience=x&scope=&"
                                                + form("client_id", id, "client_secret", secret),
                                        "Content-Type",
                                        FORM + ";charset=UTF-8",
                                        "Accept",
                                        "application/json")));
        for (var way : ways.entrySet()) {
            Http.Answer answer = way.getValue();
            tally.check(way.getKey() + " → 200", answer.status() == 200, answer);
            if (answer.status() == 200) {
                valid(way.getKey(), "clientCredentialResponse", answer.json());
                tally.check(
                        way.getKey() + ": not to be stored",
                        answer.header("Cache-Control").contains("no-store"),
                        answer.headers());
                tally.same(way.getKey() + ": token_type", "Bearer", answer.at("token_type"));
                Http.Answer used = get(answer.at("access_token"), "/vens");
                tally.same(way.getKey() + ": the token serves", 200, used.status());
            }
        }
        inJson();
    }

    private void inJson() {
        Http.Answer json =
                ask(
                        js(
                                "{'grant_type':'client_credentials','client_id':'utility',"
                                        + "'client_secret':'u-secret'}"),
                        "Content-Type",
                        "application/json");
        tally.check(
                "a token asked for with JSON is given or refused as RFC 6749 says",
                json.status() == 200
                        || (json.status() == 400 && "invalid_request".equals(json.at("error"))),
                json);
    }

    private void oauth(String what, int status, String error, Http.Answer answer) {
        tally.check(
                what + " → " + status + " " + error,
                answer.status() == status && error.equals(answer.at("error")),
                answer);
        valid(what, "authError", answer.json());
        tally.check(
                what + ": application/json",
                answer.header("Content-Type").startsWith("application/json"),
                answer.header("Content-Type"));
        if (status == 401) {
            tally.check(
                    what + ": names the scheme",
                    answer.header("WWW-Authenticate").startsWith("Basic"),
                    answer.headers());
        }
    }

    private void bad() {
        String own = form("client_id", "utility", "client_secret", "u-secret");
        String grant = "grant_type=client_credentials&";
        oauth("no grant type", 400, "invalid_request", ask(own, "Content-Type", FORM));
        oauth(
                "grant type password",
                400,
                "unsupported_grant_type",
                ask("grant_type=password&" + own, "Content-Type", FORM));
        oauth(
                "no client",
                400,
                "invalid_request",
                ask("grant_type=client_credentials", "Content-Type", FORM));
        oauth(
                "wrong secret",
                401,
                "invalid_client",
                ask(grant + "client_id=utility&client_secret=no", "Content-Type", FORM));
        oauth(
                "unknown client",
                401,
                "invalid_client",
                ask(grant + "client_id=nobody&client_secret=no", "Content-Type", FORM));
        oauth(
                "wrong secret in Basic",
                401,
                "invalid_client",
                ask(
                        "grant_type=client_credentials",
                        "Content-Type",
                        FORM,
                        "Authorization",
                        basic("utility", "no")));
        oauth(
                "broken Basic",
                401,
                "invalid_client",
                ask(
                        "grant_type=client_credentials",
                        "Content-Type",
                        FORM,
                        "Authorization",
                        "Basic %%%"));
        badForms(own, grant);
    }

    private void badForms(String own, String grant) {
        oauth(
                "a parameter twice",
                400,
                "invalid_request",
                ask(grant + own + "&client_id=utility", "Content-Type", FORM));
        oauth("an empty body", 400, "invalid_request", ask("", "Content-Type", FORM));
        oauth(
                "bad percent signs",
                400,
                "invalid_request",
                ask(grant + "client_id=%zz&client_secret=x", "Content-Type", FORM));
        oauth(
                "a scope of business logic for a VEN",
                400,
                "invalid_scope",
                ask(
                        grant
                                + form(
                                        "client_id",
                                        "mine-2",
                                        "client_secret",
                                        "m2-secret",
                                        "scope",
                                        "write_events"),
                        "Content-Type",
                        FORM));
        oauth(
                "an unknown scope",
                400,
                "invalid_scope",
                ask(grant + own + "&scope=everything", "Content-Type", FORM));
        Http.Answer get = get(null, "/auth/token");
        problem("GET /auth/token", 405, get);
        byte[] long1 =
                ("grant_type=client_credentials&client_id="
                                + "x".repeat(10_000)
                                + "&client_secret=x")
                        .getBytes(StandardCharsets.UTF_8);
        Http.Answer tooLong = Http.send("POST", vtn.token, long1, "Content-Type", FORM);
        tally.check(
                "a client id of 10,000 characters is refused",
                tooLong.status() == 400 || tooLong.status() == 401,
                tooLong);
    }

    private void scopes() {
        Http.Answer narrow =
                ask(
                        "grant_type=client_credentials&"
                                + form(
                                        "client_id",
                                        "utility",
                                        "client_secret",
                                        "u-secret",
                                        "scope",
                                        "read_all write_programs"),
                        "Content-Type",
                        FORM);
        tally.same("a token of two scopes", 200, narrow.status());
        String token = narrow.at("access_token");
        tally.check(
                "scope tells the two",
                narrow.at("scope") != null && narrow.at("scope").contains("write_programs"),
                narrow);
        tally.same("it reads programs", 200, get(token, "/programs").status());
        problem("it writes no event", 403, post(token, "/events", js("{'programID':'x'}")));
        String made = made(token, "/programs", js("{'programName':'scoped'}"));
        tally.same("it writes programs", 200, delete(token, "/programs/" + made).status());
    }

    private void tokensOfOthers() {
        String[] parts = bl.split("\\.");
        tally.check("the token is a JWT", parts.length == 3, bl);
        if (parts.length != 3) {
            return;
        }
        var url = java.util.Base64.getUrlEncoder().withoutPadding();
        String none =
                url.encodeToString("{\"alg\":\"none\"}".getBytes(StandardCharsets.UTF_8))
                        + "."
                        + parts[1]
                        + ".";
        String changed =
                parts[0]
                        + "."
                        + url.encodeToString(
                                "{\"sub\":\"utility\",\"scope\":\"read_all\"}"
                                        .getBytes(StandardCharsets.UTF_8))
                        + "."
                        + parts[2];
        String signature =
                parts[2].charAt(0) == 'A'
                        ? "B" + parts[2].substring(1)
                        : "A" + parts[2].substring(1);
        String[] tokens = {
            none,
            changed,
            parts[0] + "." + parts[1] + "." + signature,
            "bl_token",
            "",
            "a.b.c",
            "x".repeat(20_000)
        };
        String[] names = {
            "alg none",
            "another payload",
            "another signature",
            "no JWT",
            "an empty token",
            "a.b.c",
            "20,000 letters"
        };
        for (int i = 0; i < tokens.length; i++) {
            Http.Answer answer = get(tokens[i], "/programs");
            if (tokens[i].length() > 10_000) {
                tally.check(
                        "token of " + names[i] + " is refused",
                        answer.status() >= 400 && answer.status() < 500,
                        answer);
            } else {
                problem("token of " + names[i], 401, answer);
                tally.check(
                        names[i] + ": WWW-Authenticate Bearer",
                        answer.header("WWW-Authenticate").startsWith("Bearer"),
                        answer.headers());
            }
        }
        Http.Answer lower =
                Http.send("GET", vtn.base + "/programs", null, "authorization", "bearer " + bl);
        tally.same("bearer in lower case serves (RFC 9110 11.1)", 200, lower.status());
        problem(
                "a Basic header at the API",
                401,
                Http.send(
                        "GET",
                        vtn.base + "/programs",
                        null,
                        "Authorization",
                        basic("utility", "u-secret")));
    }
}
