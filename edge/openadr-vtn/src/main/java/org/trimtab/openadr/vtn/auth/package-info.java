/** Who is calling: clients and their secrets, tokens of our own and of an outside issuer. */
@NullMarked
package org.trimtab.openadr.vtn.auth;

import org.jspecify.annotations.NullMarked;
