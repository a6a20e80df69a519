package org.trimtab.dispatch;

/** The state a command asks a device to be in. Asking twice is the same as asking once. */
public enum Action {
    SLEEP,
    WAKE
}
