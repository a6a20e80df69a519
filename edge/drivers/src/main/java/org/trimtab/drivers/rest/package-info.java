/**
 * JSON over HTTP behind a token, as several families speak it: what to ask, how to log in, and a talk that asks one
 * thing after the other and logs in when it must. Pure; the families' conversations drive it.
 */
@NullMarked
package org.trimtab.drivers.rest;

import org.jspecify.annotations.NullMarked;
