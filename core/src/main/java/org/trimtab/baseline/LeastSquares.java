package org.trimtab.baseline;

/**
 * Ordinary least squares by the normal equations, solved by Gaussian elimination with pivoting. A column that the
 * others already explain gets no weight. A statistic: it works in doubles, in one fixed order, so that the same data
 * give the same bits everywhere.
 */
final class LeastSquares {
    /** A pivot smaller than this share of the largest is a column explained by the others. */
    private static final double EXPLAINED = 1e-9;

    private final double[] weights;

    private LeastSquares(double[] weights) {
        this.weights = weights;
    }

    /**
     * Fits weights.
     *
     * @param rows one row of explaining values for each observation
     * @param observed what was observed in each
     */
    static LeastSquares fit(double[][] rows, double[] observed) {
        int columns = rows[0].length;
        double[][] equations = new double[columns][columns + 1];
        for (int r = 0; r < rows.length; r++) {
            double[] row = rows[r];
            for (int i = 0; i < columns; i++) {
                // Most values of a row are 0: a day is of one kind.
                if (row[i] != 0) {
                    double[] equation = equations[i];
                    for (int j = 0; j < columns; j++) {
                        equation[j] += row[i] * row[j];
                    }
                    equation[columns] += row[i] * observed[r];
                }
            }
        }
        return new LeastSquares(solve(equations, columns));
    }

    private static double[] solve(double[][] equations, int columns) {
        int[] rowOf = new int[columns];
        double[] size = new double[columns];
        for (int i = 0; i < columns; i++) {
            rowOf[i] = -1;
            size[i] = equations[i][i];
        }
        boolean[] used = new boolean[columns];
        for (int step = 0; step < columns; step++) {
            int pivot = pivot(equations, used, size);
            if (pivot < 0) {
                break;
            }
            used[pivot] = true;
            rowOf[pivot] = pivot;
            eliminate(equations, pivot, columns);
        }
        double[] weights = new double[columns];
        for (int i = 0; i < columns; i++) {
            weights[i] = rowOf[i] < 0 ? 0 : equations[i][columns] / equations[i][i];
        }
        return weights;
    }

    /** The unused column with the most of its own left; -1 when the others explain all that are left. */
    private static int pivot(double[][] equations, boolean[] used, double[] size) {
        int best = -1;
        double most = EXPLAINED;
        for (int i = 0; i < used.length; i++) {
            double left = size[i] > 0 ? equations[i][i] / size[i] : 0;
            if (!used[i] && left > most) {
                best = i;
                most = left;
            }
        }
        return best;
    }

    private static void eliminate(double[][] equations, int pivot, int columns) {
        for (int row = 0; row < columns; row++) {
            double times = equations[row][pivot] / equations[pivot][pivot];
            if (row != pivot && times != 0) {
                for (int column = 0; column <= columns; column++) {
                    equations[row][column] -= times * equations[pivot][column];
                }
                equations[row][pivot] = 0;
            }
        }
    }

    /** What the weights say of another row. */
    double at(double[] row) {
        double sum = 0;
        for (int i = 0; i < row.length; i++) {
            sum += weights[i] * row[i];
        }
        return sum;
    }
}
