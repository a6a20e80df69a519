/** Who may see and do what: scopes, ownership and targets, for REST and notifications alike. */
@NullMarked
package org.trimtab.openadr.vtn.access;

import org.jspecify.annotations.NullMarked;
