/** OpenADR 3.1.0 as it stands on the wire: a record for each schema, numbers as decimals, unknown values kept. */
@NullMarked
package org.trimtab.openadr.wire;

import org.jspecify.annotations.NullMarked;
