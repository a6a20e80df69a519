@NullMarked
package org.trimtab.store;

import org.jspecify.annotations.NullMarked;
