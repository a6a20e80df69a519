package org.trimtab.drivers.api;

import java.time.Duration;

/**
 * One request on one connection and how to know its answer is whole.
 *
 * @param port TCP port on the device
 * @param request the bytes to send
 * @param framing how the answer ends
 * @param within longest time from connecting to the whole answer
 * @param acts true when the request itself makes the device act: its last byte is the command's last byte
 * @param encryption whether the connection is encrypted
 */
public record Exchange(
        int port,
        byte[] request,
        Framing framing,
        Duration within,
        boolean acts,
        Encryption encryption) {
    /** An exchange in plain text. */
    public Exchange(int port, byte[] request, Framing framing, Duration within, boolean acts) {
        this(port, request, framing, within, acts, Encryption.NONE);
    }
}
