package org.trimtab.virtual.net;

import java.time.Duration;
import java.util.ArrayDeque;

/** One machine's side of the switchboard: who speaks there, and which connections wait their turn. */
final class Line {
    final Speaker speaker;
    final long idleNanos;
    private final ArrayDeque<Connection> waiting = new ArrayDeque<>();

    Line(Speaker speaker) {
        this.speaker = speaker;
        this.idleNanos = speaker.idleMost().toNanos();
    }

    void join(Connection connection) {
        if (speaker.oneAtATime()) {
            waiting.addLast(connection);
        }
    }

    boolean isTurnOf(Connection connection) {
        return !speaker.oneAtATime() || waiting.peekFirst() == connection;
    }

    /** Takes a connection out; who waited behind it is served in the next round. */
    void leave(Connection connection, Switchboard board) {
        boolean served = waiting.peekFirst() == connection;
        waiting.remove(connection);
        Connection next = waiting.peekFirst();
        if (served && next != null) {
            board.later(Duration.ZERO, next::takeTurn);
        }
    }
}
