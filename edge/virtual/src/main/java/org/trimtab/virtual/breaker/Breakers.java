package org.trimtab.virtual.breaker;

import java.util.Arrays;
import java.util.function.Consumer;

/** A row of breakers, all closed at first, and what moves with them. Safe for many threads. */
public final class Breakers {
    private final boolean[] told;
    private final boolean[] closed;
    private final boolean[] jammed;
    private final Consumer<Moved> moving;

    /** A breaker that has moved. */
    public record Moved(int number, boolean closed) {}

    /**
     * A row of breakers.
     *
     * @param moving is told of every movement
     */
    public Breakers(int count, Consumer<Moved> moving) {
        this.told = new boolean[count];
        this.closed = new boolean[count];
        this.jammed = new boolean[count];
        Arrays.fill(told, true);
        Arrays.fill(closed, true);
        this.moving = moving;
    }

    int count() {
        return closed.length;
    }

    /** Tells a breaker to move; a jammed one stays where it stands. */
    public synchronized void tell(int number, boolean wish) {
        told[number] = wish;
        if (!jammed[number] && closed[number] != wish) {
            closed[number] = wish;
            moving.accept(new Moved(number, wish));
        }
    }

    /** What a breaker was last told. */
    synchronized boolean told(int number) {
        return told[number];
    }

    /** Where a breaker stands in truth. */
    public synchronized boolean closed(int number) {
        return closed[number];
    }

    /** Lets a breaker take commands without moving, or move again. */
    public synchronized void jam(int number, boolean stuck) {
        jammed[number] = stuck;
    }
}
