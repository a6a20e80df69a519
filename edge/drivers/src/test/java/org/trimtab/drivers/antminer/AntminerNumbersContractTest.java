package org.trimtab.drivers.antminer;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedAntminer;
import org.trimtab.drivers.tck.RecordedDevice;

/** The generation of firmware that holds its work mode as a number and obeys the name it reports. */
class AntminerNumbersContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedAntminer(RecordedAntminer.Generation.OBEYS_WORK_MODE);
    }
}
