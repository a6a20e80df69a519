package org.trimtab.dispatch;

/** Why a device is in a plan. */
public enum Because {
    /** Its work is worth least per MWh among those that may be asked. */
    CHEAPEST,
    /** It is behind a feeder or transformer that carries too much. */
    FEEDER_LIMIT,
    /** It fits what was left better than the next in merit. */
    FITS_THE_REST,
    /** Others gave less than was counted on. */
    REFILL,
    /** More had fallen than is owed; it may work again. */
    GIVE_BACK,
    /** It belongs to the armed under-frequency plan. */
    ARMED,
    /** A person holds it. */
    HELD,
    /** Its power costs more than its work earns. */
    PRICE
}
