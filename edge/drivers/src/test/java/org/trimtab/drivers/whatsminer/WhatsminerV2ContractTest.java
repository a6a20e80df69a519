package org.trimtab.drivers.whatsminer;

import org.trimtab.drivers.tck.DriverContract;
import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedWhatsminerV2;

class WhatsminerV2ContractTest extends DriverContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedWhatsminerV2();
    }
}
