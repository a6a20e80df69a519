package org.trimtab.market;

/** The normal distribution. */
final class Normal {
    private Normal() {}

    /**
     * The chance of a value below {@code z} standard deviations, to 1e-7 (Abramowitz and Stegun 26.2.17).
     */
    static double below(double z) {
        if (z < 0) {
            return 1 - below(-z);
        }
        double t = 1 / (1 + (0.2316419 * z));
        double series =
                t
                        * (0.319381530
                                + (t
                                        * (-0.356563782
                                                + (t
                                                        * (1.781477937
                                                                + (t
                                                                        * (-1.821255978
                                                                                + (t
                                                                                        * 1.330274429))))))));
        return 1 - (Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI) * series);
    }
}
