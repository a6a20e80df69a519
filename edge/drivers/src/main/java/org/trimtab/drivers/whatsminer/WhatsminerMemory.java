package org.trimtab.drivers.whatsminer;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one device from its last answers, so that a command needs one trip: its salt, and how far its clock
 * is off. Safe for use by many threads.
 */
final class WhatsminerMemory {
    private volatile @Nullable String salt;
    private volatile @Nullable Duration ahead;

    /** Learns from an answer; what it does not tell stays as it is. */
    void learn(WhatsminerReply answer, Instant knownAt) {
        learn(answer, answer.whenSeconds(), knownAt);
    }

    /** Learns the salt from one answer and the time from another, known at an instant of ours. */
    void learn(WhatsminerReply answer, @Nullable Long itsSeconds, Instant knownAt) {
        String told = WhatsminerProtocol.salt(answer);
        if (told != null) {
            salt = told;
        }
        Duration its = DeviceClock.ahead(itsSeconds, knownAt);
        if (its != null) {
            ahead = its;
        }
    }

    /** Its salt; null when it must be asked. */
    @Nullable String salt() {
        return salt;
    }

    /** The salt is another by now. */
    void forgetSalt() {
        salt = null;
    }

    /** Its time at an instant of ours, Unix seconds; ours when its is not known. */
    long itsSeconds(Instant ours) {
        Duration its = ahead;
        return (its == null ? ours : ours.plus(its)).getEpochSecond();
    }

    /** Its time less ours; null when it is not known. */
    @Nullable Duration ahead() {
        return ahead;
    }
}
