package org.trimtab.virtual.web;

/** The pages of one machine. Called by the switchboard's one thread only. */
public interface WebSite {
    /** Answers a request; commands are counted and obeyed here. */
    Page serve(HttpRequest request);

    /** Whether a request would change the machine, so that it counts even when it is not understood. */
    boolean commands(HttpRequest request);

    /** What is said to a request too many. */
    default Page tooMany() {
        return Page.of(429, "{\"err\":\"Too many requests\"}");
    }
}
