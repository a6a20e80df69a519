@NullMarked
package org.trimtab.operators;

import org.jspecify.annotations.NullMarked;
