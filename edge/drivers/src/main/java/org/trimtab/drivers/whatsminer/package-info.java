/** MicroBT's WhatsMiner machines, in both versions of their API. */
@NullMarked
package org.trimtab.drivers.whatsminer;

import org.jspecify.annotations.NullMarked;
