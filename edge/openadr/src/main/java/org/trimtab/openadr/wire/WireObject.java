package org.trimtab.openadr.wire;

/** An object the API addresses by an id. */
public sealed interface WireObject permits Program, Event, Report, Subscription, Ven, Resource {
    /** What the server wrote. */
    Meta meta();
}
