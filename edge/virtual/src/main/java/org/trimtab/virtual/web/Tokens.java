package org.trimtab.virtual.web;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.SplittableRandom;

/** Tokens a machine has given out. They lapse, and only a few hold at a time: the newest push out the oldest. */
public final class Tokens {
    /** Tokens that hold at a time. */
    public static final int HELD_MAX = 8;

    private static final String LETTERS =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

    private final ArrayDeque<Token> held = new ArrayDeque<>(2);
    private final Duration life;

    private record Token(String text, Instant until) {}

    /**
     * Tokens of one kind.
     *
     * @param life how long one holds after it was last used
     */
    public Tokens(Duration life) {
        this.life = life;
    }

    /** Gives out a new one of so many letters. */
    public String give(int letters, SplittableRandom random, Instant now) {
        char[] text = new char[letters];
        for (int i = 0; i < letters; i++) {
            text[i] = LETTERS.charAt(random.nextInt(LETTERS.length()));
        }
        return keep(new String(text), now);
    }

    /** Lets a given text hold as a token. */
    public String keep(String text, Instant now) {
        if (held.size() == HELD_MAX) {
            held.removeFirst();
        }
        held.addLast(new Token(text, now.plus(life)));
        return text;
    }

    /** Whether a token holds; its use renews it. */
    public boolean hold(String text, Instant now) {
        for (Token token : held) {
            if (token.text.equals(text)) {
                held.remove(token);
                if (now.isBefore(token.until)) {
                    held.addLast(new Token(text, now.plus(life)));
                    return true;
                }
                return false;
            }
        }
        return false;
    }

    /** Takes all of them back. */
    public void clear() {
        held.clear();
    }
}
