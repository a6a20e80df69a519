/** The operations of the OpenADR 3.1.0 YAML over HTTP. */
@NullMarked
package org.trimtab.openadr.vtn.rest;

import org.jspecify.annotations.NullMarked;
