package org.trimtab.resource;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a switch is moved and how its position is read. */
public sealed interface SwitchLine {
    /** The port such switches answer on when nothing else is said. */
    int usualPort();

    /**
     * A coil of a relay or breaker over Modbus TCP.
     *
     * @param unit Modbus unit id, 1 to 247
     * @param coil address of the coil, from 0
     * @param contact address of the discrete input that an auxiliary contact drives, which shows where the breaker
     *     stands; null to believe the coil itself
     * @param closedWhenSet true when a set coil means closed
     */
    record ModbusCoil(int unit, int coil, @Nullable Integer contact, boolean closedWhenSet)
            implements SwitchLine {
        private static final int ADDRESS_MAX = 65_535;

        public ModbusCoil {
            if (unit < 1 || unit > 247) {
                throw new IllegalArgumentException("Modbus unit " + unit + " is not 1 to 247");
            }
            checkAddress("coil", coil);
            if (contact != null) {
                checkAddress("contact", contact);
            }
        }

        private static void checkAddress(String what, int address) {
            if (address < 0 || address > ADDRESS_MAX) {
                throw new IllegalArgumentException(
                        what + " " + address + " is not an address from 0 to " + ADDRESS_MAX);
            }
        }

        @Override
        public int usualPort() {
            return 502;
        }
    }

    /**
     * An outlet of a power distribution unit over SNMP.
     *
     * @param control object identifier that is written to move it
     * @param status object identifier that shows its position; often the same
     * @param closedValue integer that means closed, in both
     * @param openValue integer that means open, in both
     */
    record SnmpOutlet(String control, String status, int closedValue, int openValue)
            implements SwitchLine {
        private static final Pattern OID = Pattern.compile("[0-2](\\.\\d{1,10}){2,127}");

        public SnmpOutlet {
            checkOid(control);
            checkOid(status);
            if (closedValue == openValue) {
                throw new IllegalArgumentException("closed and open cannot both be " + openValue);
            }
        }

        private static void checkOid(String oid) {
            if (!OID.matcher(oid).matches()) {
                throw new IllegalArgumentException(
                        "\""
                                + oid
                                + "\" is not an object identifier such as"
                                + " 1.3.6.1.4.1.318.1.1.4.4.2.1.3.1");
            }
        }

        @Override
        public int usualPort() {
            return 161;
        }
    }
}
