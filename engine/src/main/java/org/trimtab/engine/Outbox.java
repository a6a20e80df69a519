package org.trimtab.engine;

import java.util.ArrayList;
import java.util.List;

/** Gathers what a step decides, in order. */
final class Outbox {
    private List<Output> outputs = new ArrayList<>();

    void add(Output output) {
        outputs.add(output);
    }

    /** Hands out what was gathered and starts afresh. */
    List<Output> empty() {
        List<Output> full = outputs;
        outputs = new ArrayList<>();
        return full;
    }
}
