package org.trimtab.drivers.whatsminer;

import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedWhatsminer;
import org.trimtab.drivers.tck.SocketContract;

class WhatsminerSocketTest extends SocketContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedWhatsminer();
    }
}
