package org.trimtab.drivers.whatsminer;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Models by what the machines call themselves, such as {@code M30S++_VH40}: what follows the line is the board. */
final class WhatsminerModel {
    private WhatsminerModel() {}

    /** As a descriptor names it, such as {@code WhatsMiner M30S++}; null when it says nothing. */
    static @Nullable String named(@Nullable String type) {
        if (type == null || type.isBlank()) {
            return null;
        }
        String bare = type.trim().toUpperCase(Locale.ROOT);
        if (bare.startsWith("WHATSMINER")) {
            bare = bare.substring("WHATSMINER".length()).trim();
        }
        int board = bare.indexOf('_');
        return "WhatsMiner " + (board < 0 ? bare : bare.substring(0, board));
    }
}
