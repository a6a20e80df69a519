/**
 * How the VTN tells others of a change: webhooks and MQTT. Both start from the changes the store wrote in the same
 * transaction as the object, so nothing that was answered with success is ever forgotten.
 */
@NullMarked
package org.trimtab.openadr.vtn.push;

import org.jspecify.annotations.NullMarked;
