package org.trimtab.openadr.vtn.push;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Turns a host name into its addresses. */
@FunctionalInterface
interface Resolver {
    /** The system's own resolver. */
    Resolver SYSTEM = InetAddress::getAllByName;

    InetAddress[] addresses(String host) throws UnknownHostException;
}
