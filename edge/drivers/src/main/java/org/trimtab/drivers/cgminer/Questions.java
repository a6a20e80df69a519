package org.trimtab.drivers.cgminer;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.trimtab.dispatch.Failure;
import org.trimtab.drivers.api.Conversation;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.Framing;
import org.trimtab.drivers.api.Reply;
import org.trimtab.drivers.api.Turn;
import org.trimtab.drivers.api.WireFailure;

/**
 * Asks a device one thing after another and changes nothing. A question that must be answered ends it when it is not;
 * any other is passed over.
 *
 * @param <A> an answer, read
 * @param <R> what it ends in
 */
public final class Questions<A, R> implements Conversation<R> {
    /**
     * How answers of a family are read.
     *
     * @param <A> an answer, read
     */
    public interface Language<A> {
        /** How an answer ends. */
        Framing framing();

        /** The answer, or null when it cannot be read whole. Any bytes are taken. */
        @Nullable A read(byte[] bytes);

        /** What it says when it does not want to answer; null when it answers. */
        @Nullable String refusal(A answer);
    }

    /**
     * A question.
     *
     * @param name what its answer is kept under
     * @param request its bytes
     * @param needed true when nothing can be told without its answer
     */
    public record Question(String name, byte[] request, boolean needed) {}

    /**
     * What was answered.
     *
     * @param <A> an answer, read
     * @param answers the answers by the names of their questions
     * @param missed why others brought none, by the names of their questions
     * @param failure what ended it; null when every needed question was answered
     * @param last the name of the last question asked
     * @param heard the reply to it
     */
    public record Answers<A>(
            Map<String, A> answers,
            Map<String, WireFailure> missed,
            @Nullable WireFailure failure,
            String last,
            Reply heard) {
        /** The answer to a question; null when there is none. */
        public @Nullable A to(String name) {
            return answers.get(name);
        }
    }

    private final Language<A> language;
    private final int port;
    private final Duration within;
    private final List<Question> questions;
    private final Function<Answers<A>, R> end;
    private final Map<String, A> answers = new HashMap<>();
    private final Map<String, WireFailure> missed = new HashMap<>();
    private int at;

    /**
     * A talk to be had.
     *
     * @param questions at least one
     */
    public Questions(
            Language<A> language,
            int port,
            Duration within,
            List<Question> questions,
            Function<Answers<A>, R> end) {
        this.language = language;
        this.port = port;
        this.within = within;
        this.questions = List.copyOf(questions);
        this.end = end;
    }

    @Override
    public Turn<R> open() {
        return ask();
    }

    @Override
    public Turn<R> next(Reply reply) {
        Question asked = questions.get(at);
        WireFailure failure = WireFailure.of(reply);
        A answer =
                reply instanceof Reply.Answered answered ? language.read(answered.bytes()) : null;
        if (failure == null && answer == null) {
            failure = new WireFailure(Failure.GARBLED, "its answer cannot be read");
        }
        String refusal = answer == null ? null : language.refusal(answer);
        if (refusal != null) {
            failure = new WireFailure(Failure.DEVICE_ERROR, "it says \"" + refusal + "\"");
        }
        if (failure == null && answer != null) {
            answers.put(asked.name(), answer);
        } else if (failure != null) {
            missed.put(asked.name(), failure);
            if (asked.needed()) {
                return done(failure, reply);
            }
        }
        if (at + 1 == questions.size()) {
            return done(null, reply);
        }
        at++;
        return ask();
    }

    private Turn<R> ask() {
        return new Turn.Ask<>(
                new Exchange(port, questions.get(at).request(), language.framing(), within, false));
    }

    private Turn<R> done(@Nullable WireFailure failure, Reply heard) {
        return new Turn.Done<>(
                end.apply(
                        new Answers<>(
                                Map.copyOf(answers),
                                Map.copyOf(missed),
                                failure,
                                questions.get(at).name(),
                                heard)));
    }
}
