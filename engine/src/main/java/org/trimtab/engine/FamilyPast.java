package org.trimtab.engine;

import org.trimtab.dispatch.ObeyRecord;

/**
 * How a family had obeyed when a journal ended.
 *
 * @param family its name
 * @param obeyed how its devices have obeyed together
 */
public record FamilyPast(String family, ObeyRecord.Past obeyed) {}
