@NullMarked
package org.trimtab.meters;

import org.jspecify.annotations.NullMarked;
