/** The command line: one verb, one small class. */
@NullMarked
package org.trimtab.cli;

import org.jspecify.annotations.NullMarked;
