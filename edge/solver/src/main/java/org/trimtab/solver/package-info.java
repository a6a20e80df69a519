/** Linear and mixed-integer programs, solved by HiGHS: how a day is planned when hours hang together. */
@NullMarked
package org.trimtab.solver;

import org.jspecify.annotations.NullMarked;
