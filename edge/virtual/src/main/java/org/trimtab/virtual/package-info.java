@NullMarked
package org.trimtab.virtual;

import org.jspecify.annotations.NullMarked;
