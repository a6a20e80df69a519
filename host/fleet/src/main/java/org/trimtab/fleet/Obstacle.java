package org.trimtab.fleet;

/** Why a device is left out of a plan. */
public enum Obstacle {
    /** The site file says that it is never to be curtailed. */
    EXEMPT("exempt by the site file"),
    /** Its family, or this very device, cannot do it. */
    CANNOT("cannot do this"),
    /** It was asleep before we came. */
    ASLEEP_ALREADY("asleep already"),
    /** It could not be read. */
    UNREADABLE("cannot be read"),
    /** These verbs did not command it, so there is nothing to restore. */
    NOT_OURS("not commanded by these verbs; --others-too restores it all the same"),
    /** It must sleep or run for longer first, and for longer than we wait. */
    TOO_SOON("its shortest sleep or run is not over"),
    /** Its settings could not be read before the first command. */
    NO_SNAPSHOT("its settings cannot be read; --without-snapshot commands it all the same"),
    /** It cannot be held that low. */
    CAP_TOO_LOW("cannot be held that low");

    private final String text;

    Obstacle(String text) {
        this.text = text;
    }

    /** For people. */
    public String text() {
        return text;
    }
}
