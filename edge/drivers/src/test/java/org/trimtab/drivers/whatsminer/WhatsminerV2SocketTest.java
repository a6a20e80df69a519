package org.trimtab.drivers.whatsminer;

import org.trimtab.drivers.tck.RecordedDevice;
import org.trimtab.drivers.tck.RecordedWhatsminerV2;
import org.trimtab.drivers.tck.SocketContract;

class WhatsminerV2SocketTest extends SocketContract {
    @Override
    protected RecordedDevice recorded() {
        return new RecordedWhatsminerV2();
    }
}
