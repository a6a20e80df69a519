package org.trimtab.engine;

/** What the site can promise. */
final class Offers {
    long withSome(long watts) {
        return watts;
    }
}
