package org.trimtab.openadr.vtn.push;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the telling goes.
 *
 * @param telling whether this process is the one that tells; what follows of hosts and broker is known to that one only
 * @param fannedOut the last change deliveries were made of
 * @param waiting deliveries that wait or are under way
 * @param delivered deliveries that were taken, of those still remembered
 * @param dead deliveries that were given up, of those still remembered
 * @param hostsLeftAlone callback hosts nobody can reach, left alone for now
 * @param brokerConnected whether the broker is there; null without one, or when another process tells
 * @param published the last change the broker confirmed; null without one
 */
public record PushStatus(
        boolean telling,
        long fannedOut,
        long waiting,
        long delivered,
        long dead,
        List<String> hostsLeftAlone,
        @Nullable Boolean brokerConnected,
        @Nullable Long published) {
    public PushStatus {
        hostsLeftAlone = List.copyOf(hostsLeftAlone);
    }
}
