package org.trimtab.drivers.antminer;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Access;
import org.trimtab.drivers.api.Credentials;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.WireFailure;
import org.trimtab.drivers.transport.DigestLogin;
import org.trimtab.drivers.transport.HttpAnswer;
import org.trimtab.drivers.transport.HttpRequest;
import org.trimtab.resource.Endpoint;

/** Asks a device's pages one after the other and logs in when asked to; once per request, never more. */
final class Page {
    /** What came of a request. */
    sealed interface Result {
        /** The page's body. */
        record Got(byte[] body) implements Result {}

        /** Ask once more, now with a login. */
        record Again(Exchange exchange) implements Result {}

        /** No page came. */
        record Failed(Failure failure, String detail) implements Result {}

        /** The server answered with a status that is no success. */
        record Refused(int status) implements Result {}
    }

    private static final Pattern STALE =
            Pattern.compile("stale\\s*=\\s*\"?true", Pattern.CASE_INSENSITIVE);

    private final Endpoint endpoint;
    private final Access access;
    private final Credentials credentials;
    private final DigestLogin login;
    private HttpRequest asked;
    private Duration within = Duration.ZERO;
    private boolean acts;
    private boolean loggedIn;
    private boolean stale;

    Page(Endpoint endpoint, Access access, DigestLogin login) {
        this.endpoint = endpoint;
        this.access = access;
        this.credentials = access.or(AntminerDriver.AS_DELIVERED);
        this.login = login;
        this.asked = new HttpRequest("GET", "/", endpoint.host(), null);
    }

    Exchange get(String path, Duration limit) {
        return ask(new HttpRequest("GET", path, host(), null), limit, false);
    }

    /** A request that makes the device act. */
    Exchange post(String path, byte[] body, Duration limit) {
        return ask(new HttpRequest("POST", path, host(), body), limit, true);
    }

    Result result(Reply reply) {
        WireFailure lost = WireFailure.of(reply);
        if (lost != null) {
            return new Result.Failed(lost.failure(), lost.detail());
        }
        HttpAnswer answer =
                reply instanceof Reply.Answered answered
                        ? HttpAnswer.parse(answered.bytes())
                        : null;
        if (answer == null) {
            return new Result.Failed(Failure.GARBLED, "its answer is no HTTP");
        }
        if (answer.status() == 401) {
            return login(answer);
        }
        return answer.status() == 200
                ? new Result.Got(answer.body())
                : new Result.Refused(answer.status());
    }

    private Result login(HttpAnswer answer) {
        List<String> challenges = answer.all("www-authenticate");
        // It says that our number was too old, not that our password was wrong; once more, then.
        boolean onlyStale =
                loggedIn && challenges.stream().anyMatch(field -> STALE.matcher(field).find());
        if (onlyStale && stale) {
            return new Result.Failed(
                    Failure.DEVICE_ERROR, "it takes no login, each is too old to it");
        }
        stale = onlyStale;
        if (loggedIn && !onlyStale) {
            return new Result.Failed(
                    Failure.WRONG_PASSWORD,
                    "it does not accept the password of user \"" + credentials.user() + "\"");
        }
        if (!login.challenged(challenges)) {
            return new Result.Failed(Failure.DEVICE_ERROR, "it asks for a login other than digest");
        }
        loggedIn = true;
        return new Result.Again(exchange());
    }

    private Exchange ask(HttpRequest request, Duration limit, boolean acting) {
        asked = request;
        within = limit;
        acts = acting;
        loggedIn = false;
        stale = false;
        return exchange();
    }

    private Exchange exchange() {
        @Nullable String authorization =
                login.authorization(asked.method(), asked.path(), credentials);
        return new Exchange(
                endpoint.port(),
                asked.bytes(authorization),
                Framing.HTTP,
                within,
                acts,
                access.encryption());
    }

    private String host() {
        return endpoint.port() == 80 ? endpoint.host() : endpoint.host() + ":" + endpoint.port();
    }
}
