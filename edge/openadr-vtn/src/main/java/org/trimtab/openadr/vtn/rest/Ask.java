package org.trimtab.openadr.vtn.rest;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.trimtab.openadr.vtn.access.Caller;

/**
 * A request that has been let in.
 *
 * @param caller who makes it
 * @param path the values in its path by their names
 * @param old whether it came under the base path of 3.0.1
 * @param incoming the request itself
 */
record Ask(Caller caller, Map<String, String> path, Query query, boolean old, Incoming incoming) {

    /** A value of the path. */
    String part(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalStateException("no {" + name + "} in this path");
        }
        return value;
    }

    /** The targets named in the query; null when none are. 3.0.1 calls them by another name. */
    @Nullable List<String> targets() {
        return query.names(old ? "targetValues" : "targets");
    }

    /** A header's value; null when it is not sent. */
    @Nullable String header(String name) {
        return incoming.header(name);
    }

    /** The body, which must be JSON. */
    byte[] json() {
        return incoming.body(Reply.JSON);
    }
}
