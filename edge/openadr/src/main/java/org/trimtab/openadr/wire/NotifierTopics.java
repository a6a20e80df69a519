package org.trimtab.openadr.wire;

import org.trimtab.openadr.wire.Rules.Must;

/**
 * The answer to a look-up of topics.
 *
 * @param topics by operation
 * @param extras properties the text does not know
 */
public record NotifierTopics(@Must OperationTopics topics, Extras extras) {}
