package org.trimtab.evidence;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened, as the evidence tells it.
 *
 * @param sequence counts from 1 without gaps
 * @param kind what it is about
 * @param at the time of the step in which the site knew it
 * @param causedBy id of the instruction or command it follows from; null when it follows from nothing
 * @param body what happened
 */
public record EvidenceRecord(
        long sequence,
        EvidenceKind kind,
        Instant at,
        @Nullable String causedBy,
        Json.Fields body) {}
