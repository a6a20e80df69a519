package org.trimtab.openadr.vtn.push;

import org.trimtab.openadr.vtn.access.ObjectKind;

/** The twelve look-ups of topics under {@code /notifiers/mqtt/topics} (openadr3.yaml 3.1.0). */
public enum TopicGroup {
    /** {@code programs}: of all programs. */
    PROGRAMS(ObjectKind.PROGRAM, Of.ALL),
    /** {@code programs/{programID}}: of one program. */
    PROGRAM(ObjectKind.PROGRAM, Of.PROGRAM),
    /** {@code programs/{programID}/events}: of the events of one program. */
    PROGRAM_EVENTS(ObjectKind.EVENT, Of.PROGRAM),
    /** {@code events}: of all events. */
    EVENTS(ObjectKind.EVENT, Of.ALL),
    /** {@code reports}: of all reports. */
    REPORTS(ObjectKind.REPORT, Of.ALL),
    /** {@code subscriptions}: of all subscriptions. */
    SUBSCRIPTIONS(ObjectKind.SUBSCRIPTION, Of.ALL),
    /** {@code vens}: of all vens. */
    VENS(ObjectKind.VEN, Of.ALL),
    /** {@code vens/{venID}}: of one ven. */
    VEN(ObjectKind.VEN, Of.VEN),
    /** {@code resources}: of all resources. */
    RESOURCES(ObjectKind.RESOURCE, Of.ALL),
    /** {@code vens/{venID}/events}: of the events one ven may see. */
    VEN_EVENTS(ObjectKind.EVENT, Of.VEN),
    /** {@code vens/{venID}/programs}: of the programs one ven may see. */
    VEN_PROGRAMS(ObjectKind.PROGRAM, Of.VEN),
    /** {@code vens/{venID}/resources}: of the resources of one ven. */
    VEN_RESOURCES(ObjectKind.RESOURCE, Of.VEN);

    /** What a group is narrowed to. */
    enum Of {
        ALL,
        PROGRAM,
        VEN
    }

    private final ObjectKind kind;
    private final Of of;

    TopicGroup(ObjectKind kind, Of of) {
        this.kind = kind;
        this.of = of;
    }

    ObjectKind kind() {
        return kind;
    }

    Of of() {
        return of;
    }

    /** Whether it is about one ven, and so may be asked for by that ven's client. */
    public boolean isOfOneVen() {
        return of == Of.VEN;
    }

    /** Whether an object of it is named by its id, so that its creation cannot be listened to. */
    boolean isOfOneObject() {
        return this == PROGRAM || this == VEN;
    }
}
