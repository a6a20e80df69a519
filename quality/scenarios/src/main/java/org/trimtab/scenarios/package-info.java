/** Whole ways through the real pieces: virtual mine, live site, server and command line, and what goes wrong. */
@NullMarked
package org.trimtab.scenarios;

import org.jspecify.annotations.NullMarked;
