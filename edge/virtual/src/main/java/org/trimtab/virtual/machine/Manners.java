package org.trimtab.virtual.machine;

import java.time.Duration;

/**
 * How machines of a group answer.
 *
 * @param reading time to answer a question
 * @param command time to answer a command that changes the machine; it acts at the end of it on an Antminer, at once
 *     on LuxOS
 * @param restart how long the interface is away when the mining process restarts or the machine reboots
 * @param clockSkewMost how far a machine's clock may be off, either way
 * @param login who may log in, where the protocol asks
 * @param habits what is assumed of it
 */
public record Manners(
        Span reading,
        Span command,
        Duration restart,
        Duration clockSkewMost,
        Login login,
        Habits habits) {

    /** With the usual habits. */
    public Manners(
            Span reading, Span command, Duration restart, Duration clockSkewMost, Login login) {
        this(reading, command, restart, clockSkewMost, login, Habits.USUAL);
    }

    /**
     * A login.
     *
     * @param user name
     * @param password secret
     */
    public record Login(String user, String password) {
        /** What the maker ships. */
        public static final Login FACTORY = new Login("root", "root");

        /** What a family's maker ships. */
        public static Login of(Family family) {
            return switch (family) {
                case WHATSMINER -> new Login("super", "super");
                case WHATSMINER_V2, VNISH, AURADINE -> new Login("admin", "admin");
                case PROTO -> new Login("", "proto");
                case EPIC -> new Login("", "letmein");
                default -> FACTORY;
            };
        }

        @Override
        public String toString() {
            return "Login[" + user + "]";
        }
    }

    /** Answers as fast as the machine under it allows; for tests and measurements of the other side. */
    public static final Manners INSTANT =
            new Manners(Span.NONE, Span.NONE, Duration.ZERO, Duration.ZERO, Login.FACTORY);

    /** What real machines of this family are like, as far as is known. */
    public static Manners of(Family family) {
        Span reading = Span.ofMillis(5, 50);
        return switch (family) {
            case ANTMINER ->
                    new Manners(
                            reading,
                            Span.ofMillis(1_000, 4_000),
                            Duration.ofSeconds(20),
                            Duration.ofSeconds(2),
                            Login.FACTORY);
            default ->
                    new Manners(
                            reading,
                            reading,
                            Duration.ofSeconds(40),
                            Duration.ofSeconds(2),
                            Login.of(family));
        };
    }

    public Manners withRestart(Duration restart) {
        return new Manners(reading, command, restart, clockSkewMost, login, habits);
    }

    public Manners withReading(Span reading) {
        return new Manners(reading, command, restart, clockSkewMost, login, habits);
    }

    public Manners withCommand(Span command) {
        return new Manners(reading, command, restart, clockSkewMost, login, habits);
    }

    public Manners withLogin(Login login) {
        return new Manners(reading, command, restart, clockSkewMost, login, habits);
    }

    public Manners withClockSkewMost(Duration clockSkewMost) {
        return new Manners(reading, command, restart, clockSkewMost, login, habits);
    }

    public Manners withHabits(Habits habits) {
        return new Manners(reading, command, restart, clockSkewMost, login, habits);
    }
}
