package org.trimtab.store.journal;

import java.time.Instant;
import org.trimtab.engine.SiteDefinition;

/**
 * What every journal file says first.
 *
 * @param createdAt when the file was begun
 * @param build version of the program that wrote it; replay promises identical decisions on the same build only
 * @param segment place of the file within its journal, counting from 1
 * @param firstStep number of the first step in it
 * @param definition the site its steps were decided for
 */
public record JournalHeader(
        Instant createdAt, String build, int segment, long firstStep, SiteDefinition definition) {}
