@NullMarked
package org.trimtab.testkit;

import org.jspecify.annotations.NullMarked;
