package org.trimtab.solver;

import java.util.Arrays;

/**
 * A linear programme: variables with bounds and a worth each, and rows that bound sums of them. What is sought is the
 * greatest sum of worths. Some variables may have to be whole numbers.
 */
public final class LinearProgram {
    /** Most variables and most rows. */
    public static final int SIZE_MAX = 5_000_000;

    private double[] least = new double[64];
    private double[] most = new double[64];
    private double[] worth = new double[64];
    private boolean[] whole = new boolean[64];
    private double[] rowLeast = new double[64];
    private double[] rowMost = new double[64];
    private int[] entryRow = new int[256];
    private int[] entryVariable = new int[256];
    private double[] entryValue = new double[256];
    private int variables;
    private int rows;
    private int entries;

    /** Adds a variable; its number is what the call returns. */
    public int variable(double lowest, double highest, double worthOfOne) {
        if (variables == least.length) {
            int size = grown(variables);
            least = Arrays.copyOf(least, size);
            most = Arrays.copyOf(most, size);
            worth = Arrays.copyOf(worth, size);
            whole = Arrays.copyOf(whole, size);
        }
        least[variables] = lowest;
        most[variables] = highest;
        worth[variables] = worthOfOne;
        return variables++;
    }

    /** Adds a variable that must be a whole number. */
    public int wholeVariable(double lowest, double highest, double worthOfOne) {
        int variable = variable(lowest, highest, worthOfOne);
        whole[variable] = true;
        return variable;
    }

    /** Adds a row whose sum must lie between two values, which may be infinite. */
    public int row(double lowest, double highest) {
        if (rows == rowLeast.length) {
            int size = grown(rows);
            rowLeast = Arrays.copyOf(rowLeast, size);
            rowMost = Arrays.copyOf(rowMost, size);
        }
        rowLeast[rows] = lowest;
        rowMost[rows] = highest;
        return rows++;
    }

    /** Adds {@code factor} times a variable to a row; each pair of row and variable once. */
    public void add(int row, int variable, double factor) {
        if (entries == entryRow.length) {
            int size = Math.multiplyExact(entries, 2);
            entryRow = Arrays.copyOf(entryRow, size);
            entryVariable = Arrays.copyOf(entryVariable, size);
            entryValue = Arrays.copyOf(entryValue, size);
        }
        entryRow[entries] = row;
        entryVariable[entries] = variable;
        entryValue[entries++] = factor;
    }

    private static int grown(int size) {
        if (size >= SIZE_MAX) {
            throw new IllegalArgumentException(
                    "the plan has more than "
                            + SIZE_MAX
                            + " unknowns; shorten its horizon or coarsen its intervals");
        }
        return Math.min(SIZE_MAX, size * 2);
    }

    /** How many variables there are. */
    public int variables() {
        return variables;
    }

    int rows() {
        return rows;
    }

    int entries() {
        return entries;
    }

    double least(int variable) {
        return least[variable];
    }

    double most(int variable) {
        return most[variable];
    }

    double worth(int variable) {
        return worth[variable];
    }

    boolean isWhole(int variable) {
        return whole[variable];
    }

    double rowLeast(int row) {
        return rowLeast[row];
    }

    double rowMost(int row) {
        return rowMost[row];
    }

    int entryRow(int entry) {
        return entryRow[entry];
    }

    int entryVariable(int entry) {
        return entryVariable[entry];
    }

    double entryValue(int entry) {
        return entryValue[entry];
    }
}
