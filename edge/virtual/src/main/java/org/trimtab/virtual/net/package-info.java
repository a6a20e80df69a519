/** One thread that answers for thousands of addresses. */
@NullMarked
package org.trimtab.virtual.net;

import org.jspecify.annotations.NullMarked;
