@NullMarked
package org.trimtab.backtest;

import org.jspecify.annotations.NullMarked;
