package org.trimtab.drivers.rest;

import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;

/**
 * A conversation with a device's web server in which every answer leads to the next request or to the end. Logins and
 * what went wrong are seen to in one place.
 *
 * @param <R> what it ends in
 */
public abstract class RestSteps<R> implements Conversation<R> {
    /** What follows an answer. */
    @FunctionalInterface
    public interface Then<R> {
        /** The turn after an answer with a status of success. */
        Turn<R> follow(Reply reply, RestTalk.Result.Got got);
    }

    private final RestTalk talk;
    private @Nullable Then<R> then;

    protected RestSteps(RestTalk talk) {
        this.talk = talk;
    }

    @Override
    public final Turn<R> next(Reply reply) {
        boolean acting = talk.acting();
        heard(reply, acting);
        return follow(reply, acting, talk.result(reply));
    }

    /** Asks, and says what follows the answer. */
    protected final Turn<R> ask(RestRequest request, Then<R> next) {
        then = next;
        return new Turn.Ask<>(talk.ask(request));
    }

    /** The device says in the body of an answer that it wants another token. */
    protected final Turn<R> tokenRefused(Reply reply) {
        return follow(reply, talk.acting(), talk.tokenRefused());
    }

    /**
     * A reply came.
     *
     * @param acting whether it belongs to a request that makes the device act
     */
    protected void heard(Reply reply, boolean acting) {}

    /** This comes next; what was asked before has not been done. */
    protected Turn<R> again(Reply reply, boolean acting, Exchange exchange) {
        return new Turn.Ask<>(exchange);
    }

    /** No answer that counts came. */
    protected abstract Turn<R> failed(Reply reply, boolean acting, RestTalk.Result.Failed failed);

    /** The server answered with a status that is no success. */
    protected abstract Turn<R> refused(
            Reply reply, boolean acting, RestTalk.Result.Refused refused);

    private Turn<R> follow(Reply reply, boolean acting, RestTalk.Result result) {
        return switch (result) {
            case RestTalk.Result.Again again -> again(reply, acting, again.exchange());
            case RestTalk.Result.Failed failed -> failed(reply, acting, failed);
            case RestTalk.Result.Refused refused -> refused(reply, acting, refused);
            case RestTalk.Result.Got got -> {
                if (then == null) {
                    throw new IllegalStateException("an answer came before anything was asked");
                }
                yield then.follow(reply, got);
            }
        };
    }
}
