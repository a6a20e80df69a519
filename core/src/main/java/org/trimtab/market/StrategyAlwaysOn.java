package org.trimtab.market;

/** Runs whatever energy costs. */
public final class StrategyAlwaysOn implements Strategy {
    /** Its name. */
    public static final String ID = "always-on";

    private static final StrategyDecision RUN =
            new StrategyDecision(new StrategyDecision.Ask.Run(), DecisionReason.ALWAYS_ON);

    @Override
    public String id() {
        return ID;
    }

    @Override
    public StrategyDecision decide(AsOfMarket known, StrategyState state) {
        return RUN;
    }
}
