package org.trimtab.dispatch;

import org.trimtab.quantity.Power;

/** The state a command asks a device to be in. Asking twice is the same as asking once. */
public sealed interface Action {
    /** Stop work and draw no more than standby power. */
    State SLEEP = State.SLEEP;

    /** Be at work as before our first command: awake, and under no cap of ours. */
    State WAKE = State.WAKE;

    boolean isSleep();

    boolean isWake();

    /** How it is written in records: {@code SLEEP}, {@code WAKE}, or {@code CAP_AT 1800 W}. */
    String text();

    /**
     * Reads what {@link #text} wrote.
     *
     * @throws IllegalArgumentException when it is none of them
     */
    static Action parse(String text) {
        if (!text.startsWith(CapAt.PREFIX)) {
            return State.valueOf(text);
        }
        if (!text.matches(CapAt.PREFIX + "-?\\d{1,19} W")) {
            throw new IllegalArgumentException("\"" + text + "\" is no cap in watts");
        }
        String watts = text.substring(CapAt.PREFIX.length(), text.length() - 2);
        return new CapAt(Power.ofWatts(Long.parseLong(watts)));
    }

    /** The two states without a figure. */
    enum State implements Action {
        SLEEP,
        WAKE;

        @Override
        public boolean isSleep() {
            return this == SLEEP;
        }

        @Override
        public boolean isWake() {
            return this == WAKE;
        }

        @Override
        public String text() {
            return name();
        }
    }

    /**
     * Work on at no more than this power. A driver picks the highest level the device has at or below it, and says no
     * when the device has none.
     *
     * @param most highest power to draw, above standby
     */
    record CapAt(Power most) implements Action {
        private static final String PREFIX = "CAP_AT ";

        @Override
        public boolean isSleep() {
            return false;
        }

        @Override
        public boolean isWake() {
            return false;
        }

        @Override
        public String text() {
            return PREFIX + most.watts() + " W";
        }
    }
}
