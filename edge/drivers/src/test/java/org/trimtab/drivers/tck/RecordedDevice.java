package org.trimtab.drivers.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.trimtab.drivers.api.Driver;
import org.trimtab.drivers.api.Exchange;
import org.trimtab.drivers.api.PriorState;
import org.trimtab.resource.Device;

/** A device made of recordings: it answers as a real one was heard to, and obeys. */
public interface RecordedDevice {
    /** A driver for its family. */
    Driver driver(PriorState priorState);

    /** What its driver knows of it, at the given port. */
    Device device(int port);

    /** Its whole answer to a request, as the transport would hand it on. */
    byte[] answer(byte[] request);

    /** Its whole answer to an exchange; for devices that serve more than one port. */
    default byte[] answer(Exchange exchange) {
        return answer(exchange.request());
    }

    /** Every port its driver may use when its main one is the given one. */
    default Set<Integer> ports(int port) {
        return Set.of(port);
    }

    /**
     * Whether a poll can do without the answer to this exchange when it meets this fault, because the device has
     * another interface to be read by.
     */
    default boolean spares(Exchange exchange, Fault fault) {
        return false;
    }

    /** The model its fingerprint tells; null when it tells none before a login. */
    default @Nullable String fingerprintModel() {
        return device(1).model();
    }

    /** Whether it sleeps. */
    boolean asleep();

    /** The mode it works in when awake; a wake must bring it back. */
    String workMode();

    /** Its pools, exactly as it holds them. */
    String pools();

    /** How many requests it has been sent that make it act. */
    int acts();

    /** From now on it takes orders and does nothing about them. */
    void turnDeaf();

    /** A recording that ships with the tests. */
    static byte[] recording(String name) {
        return Recordings.READ.computeIfAbsent(name, Recordings::read).clone();
    }

    /** Recordings read so far. */
    final class Recordings {
        private static final Map<String, byte[]> READ = new ConcurrentHashMap<>();

        private Recordings() {}

        private static byte[] read(String name) {
            String path = "/org/trimtab/drivers/recordings/" + name;
            try (InputStream file = RecordedDevice.class.getResourceAsStream(path)) {
                if (file == null) {
                    throw new IllegalStateException("no recording " + name);
                }
                return file.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
