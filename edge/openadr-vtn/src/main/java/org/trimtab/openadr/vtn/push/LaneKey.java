package org.trimtab.openadr.vtn.push;

/** One callback of one subscription: what goes through it keeps its order. */
record LaneKey(String subscriptionId, int entry) {}
