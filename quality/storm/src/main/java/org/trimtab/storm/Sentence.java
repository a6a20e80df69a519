package org.trimtab.storm;

/** Something that must hold all the time, in words a person understands. */
interface Sentence {
    String text();

    /** Looks at a turn. Throws {@link Broken} when the sentence does not hold. */
    void see(Turn turn);

    default Broken broken(String detail) {
        return new Broken(text(), detail);
    }
}
