/** Where a VTN keeps its objects and what happened to them: one file, or a PostgreSQL database. */
@NullMarked
package org.trimtab.openadr.vtn.store;

import org.jspecify.annotations.NullMarked;
