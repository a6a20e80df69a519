package org.trimtab.fleet;

import org.trimtab.dispatch.Action;
import org.trimtab.quantity.Power;
import org.trimtab.quantity.Share;
import org.trimtab.resource.Device;

/** What devices shall do. */
public sealed interface Wish {
    /** The state asked of a device. */
    Action action(Device device);

    /** Sleep. */
    record Curtail() implements Wish {
        @Override
        public Action action(Device device) {
            return Action.SLEEP;
        }
    }

    /**
     * Work as before our first command.
     *
     * @param othersToo true to wake devices too that these verbs did not put to sleep
     */
    record Restore(boolean othersToo) implements Wish {
        @Override
        public Action action(Device device) {
            return Action.WAKE;
        }
    }

    /** Draw no more than this, each. */
    record HoldAt(Power most) implements Wish {
        @Override
        public Action action(Device device) {
            return new Action.CapAt(most);
        }
    }

    /** Draw no more than this share of full power, each. */
    record HoldAtShare(Share most) implements Wish {
        @Override
        public Action action(Device device) {
            return new Action.CapAt(most.of(device.running()));
        }
    }
}
