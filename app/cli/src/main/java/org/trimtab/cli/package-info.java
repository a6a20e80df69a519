@NullMarked
package org.trimtab.cli;

import org.jspecify.annotations.NullMarked;
