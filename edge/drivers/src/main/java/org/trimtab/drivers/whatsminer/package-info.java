/**
 * MicroBT's WhatsMiner machines: API V3 in length-prefixed frames with salted tokens, and the older V2 with encrypted
 * commands.
 */
@NullMarked
package org.trimtab.drivers.whatsminer;

import org.jspecify.annotations.NullMarked;
