package org.trimtab.meters.intake;

/**
 * Something about a file that its reader should know.
 *
 * @param line line it was found at, counted from 1; 0 when it is about the file as a whole
 * @param kind what it is
 * @param what what was found, with the value
 * @param done what was done about it, or should be
 */
public record Finding(int line, Kind kind, String what, String done) {
    /** What can be found. */
    public enum Kind {
        /** Intervals nobody read. */
        GAP,
        /** The same interval twice with the same value. */
        DUPLICATE,
        /** The same interval twice with different values. */
        CONTRADICTION,
        /** Intervals that overlap without being the same. */
        OVERLAP,
        /** Intervals of another length than most. */
        LENGTH_CHANGE,
        /** Some rows are stamped with their start, others with their end. */
        MIXED_STAMPS,
        /** Stamps that do not lie on the grid of the others. */
        OFF_GRID,
        /** Rows that do not rise in time. */
        OUT_OF_ORDER,
        /** Levels below zero: the site fed in, or the sign is wrong. */
        NEGATIVE,
        /** A cumulative register went back to zero at its end. */
        ROLL_OVER,
        /** A cumulative register went back for no known reason. */
        REGISTER_BACK,
        /** Stamps that do not fit the time zone they are said to be in. */
        ZONE,
        /** A row that cannot be read. */
        UNREADABLE,
        /** A value no meter has. */
        OUT_OF_RANGE,
        /** Values that were estimated, not measured, or are in doubt. */
        QUALITY,
        /** Something in the file that was not used. */
        LEFT_OUT,
        /** A grid event outside the time the meter was read. */
        EVENT_OUTSIDE,
        /** Grid events that overlap. */
        EVENT_OVERLAP
    }

    @Override
    public String toString() {
        return (line == 0 ? "" : "line " + line + ": ") + what + "; " + done;
    }
}
