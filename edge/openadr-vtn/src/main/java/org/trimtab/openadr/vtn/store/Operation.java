package org.trimtab.openadr.vtn.store;

/** What was done to an object, by the names of a notification's {@code operation}. */
public enum Operation {
    CREATE,
    UPDATE,
    DELETE
}
