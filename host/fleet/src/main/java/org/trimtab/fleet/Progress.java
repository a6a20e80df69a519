package org.trimtab.fleet;

/** Is told how a long piece of work comes along, a few times a second, on the thread that does it. */
public interface Progress {
    /** Tells nobody. */
    Progress SILENT = (_, _, _) -> {};

    /**
     * So much is done.
     *
     * @param what the work, such as {@code reading}
     * @param done how much of it
     * @param of how much there is
     */
    void at(String what, int done, int of);
}
