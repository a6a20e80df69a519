@NullMarked
package org.trimtab.server;

import org.jspecify.annotations.NullMarked;
