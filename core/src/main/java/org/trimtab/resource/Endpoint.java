package org.trimtab.resource;

/**
 * Where something answers on the network.
 *
 * @param host address or host name
 * @param port TCP port, 1 to 65535
 */
public record Endpoint(String host, int port) implements Comparable<Endpoint> {
    public Endpoint {
        if (host.isBlank() || host.length() > 253) {
            throw new IllegalArgumentException("host \"" + host + "\" must be 1 to 253 characters");
        }
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " must lie between 1 and 65535");
        }
    }

    @Override
    public int compareTo(Endpoint other) {
        int byHost = host.compareTo(other.host);
        return byHost != 0 ? byHost : Integer.compare(port, other.port);
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
