package org.trimtab.fleet;

/** What became of a device that was selected. */
public enum Ending {
    /** It was seen in the state asked for, by a reading from after the command. */
    CONFIRMED("confirmed"),
    /** It said yes, and a reading from after its time shows that it did not obey. */
    DISOBEYED("said yes, did not"),
    /** It said no. */
    REFUSED("refused"),
    /** The command never reached it. */
    UNREACHABLE("unreachable"),
    /** It may have obeyed; nobody could see it. */
    UNCERTAIN("uncertain"),
    /** It cannot do this. */
    UNSUPPORTED("unsupported"),
    /** It was not commanded, because the work was stopped before. */
    NOT_SENT("not sent"),
    /** It was left out of the plan. */
    LEFT_OUT("left out");

    private final String text;

    Ending(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
