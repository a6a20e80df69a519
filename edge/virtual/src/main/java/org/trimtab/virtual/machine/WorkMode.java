package org.trimtab.virtual.machine;

import java.util.Arrays;
import java.util.Optional;

/** How a machine works. The numbers are those of the stock Antminer configuration. */
public enum WorkMode {
    NORMAL(0, "normal", 1.0, 1.0),
    SLEEP(1, "sleep", 0.0, 0.0),
    /** More work for more power. */
    HIGH(2, "high", 1.06, 1.04),
    /** Less work for much less power. */
    LOW(3, "low", 0.72, 0.80);

    private final int number;
    private final String text;
    private final double powerFactor;
    private final double workFactor;

    WorkMode(int number, String text, double powerFactor, double workFactor) {
        this.number = number;
        this.text = text;
        this.powerFactor = powerFactor;
        this.workFactor = workFactor;
    }

    public int number() {
        return number;
    }

    public String text() {
        return text;
    }

    /** Power at full work, as a share of that in normal mode. */
    public double powerFactor() {
        return powerFactor;
    }

    /** Hash rate at full work, as a share of that in normal mode. */
    public double workFactor() {
        return workFactor;
    }

    /** The mode with this number, if there is one. */
    public static Optional<WorkMode> of(int number) {
        return Arrays.stream(values()).filter(mode -> mode.number == number).findFirst();
    }

    /** Reads the name used in files. */
    public static WorkMode parse(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.text.equals(text))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException(
                                "work mode \""
                                        + text
                                        + "\" is not one of normal, sleep, high, low"));
    }
}
