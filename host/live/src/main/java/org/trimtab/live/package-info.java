@NullMarked
package org.trimtab.live;

import org.jspecify.annotations.NullMarked;
