package org.trimtab.market;

/** Why a strategy decided as it did. */
public enum DecisionReason {
    /** It always runs. */
    ALWAYS_ON,
    /** The price is above the break-even of at least some devices. */
    ABOVE_BREAK_EVEN,
    /** The price is below the break-even of all that run or could. */
    BELOW_BREAK_EVEN,
    /** No price is known; nothing changes. */
    PRICE_UNKNOWN,
    /** The schedule says off. */
    SCHEDULED_OFF,
    /** The schedule says on. */
    SCHEDULED_ON,
    /** All that can run runs, because it earns. */
    EARNS,
    /** Some sleep, because energy is worth more than their work. */
    ENERGY_IS_DEAR,
    /** The price would allow a change, but a start costs more than it would bring. */
    START_IS_DEAR,
    /** It runs although energy is dear, because a reserve sold or worth selling is held. */
    HOLDS_RESERVE,
    /** It sleeps because this may become a coincident peak. */
    COINCIDENT_PEAK,
    /** It stays lower to keep the month's demand down. */
    DEMAND_CHARGE,
    /** What was sold cannot be held with what there is. */
    SOLD_TOO_MUCH,
    /** No plan was found in the time there was; every device goes by its break-even. */
    NO_PLAN_IN_TIME
}
