package org.trimtab.openadr.legacy;

/**
 * Our answer to one version of an event.
 *
 * @param requestId the request id of the list in which it came
 */
record EventReply(String requestId, String eventId, long modificationNumber, EventAnswer answer) {}
