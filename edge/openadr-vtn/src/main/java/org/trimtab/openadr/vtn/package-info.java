/** The server side of OpenADR 3.1.0 (a virtual top node): what a utility or an aggregator runs. */
@NullMarked
package org.trimtab.openadr.vtn;

import org.jspecify.annotations.NullMarked;
