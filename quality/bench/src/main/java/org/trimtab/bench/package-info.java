@NullMarked
package org.trimtab.bench;

import org.jspecify.annotations.NullMarked;
