package org.trimtab.drivers.whatsminer;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedWhatsminer;

class WhatsminerContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedWhatsminer();
    }
}
