package org.trimtab.virtual.meter;

import com.ghgande.j2mod.modbus.procimg.IllegalAddressException;
import com.ghgande.j2mod.modbus.procimg.InputRegister;
import com.ghgande.j2mod.modbus.procimg.Register;
import com.ghgande.j2mod.modbus.procimg.SimpleProcessImage;
import com.ghgande.j2mod.modbus.procimg.SimpleRegister;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The registers of a meter. They are replaced as a whole, so that a read never sees halves of two values. While it is
 * silent a read hangs, as with a meter whose line is dead.
 */
final class RegisterImage extends SimpleProcessImage {
    private static final long SILENCE_SECONDS_MAX = 120;

    private final int base;
    private volatile short[] words = {};
    private volatile CountDownLatch voice = new CountDownLatch(0);

    RegisterImage(int unit, int base) {
        super(unit);
        this.base = base;
    }

    void show(short[] words) {
        this.words = words;
    }

    synchronized void goSilent(boolean silent) {
        if (silent && voice.getCount() == 0) {
            voice = new CountDownLatch(1);
        } else if (!silent) {
            voice.countDown();
        }
    }

    @Override
    public Register[] getRegisterRange(int address, int count) throws IllegalAddressException {
        awaitVoice();
        short[] seen = words;
        int first = address - base;
        if (first < 0 || first + count > seen.length) {
            throw new IllegalAddressException();
        }
        Register[] registers = new Register[count];
        for (int i = 0; i < count; i++) {
            registers[i] = new SimpleRegister(seen[first + i]);
        }
        return registers;
    }

    @Override
    public InputRegister[] getInputRegisterRange(int address, int count)
            throws IllegalAddressException {
        return getRegisterRange(address, count);
    }

    @Override
    public Register getRegister(int address) throws IllegalAddressException {
        return getRegisterRange(address, 1)[0];
    }

    @Override
    public InputRegister getInputRegister(int address) throws IllegalAddressException {
        return getRegisterRange(address, 1)[0];
    }

    @Override
    public int getRegisterCount() {
        return words.length;
    }

    private void awaitVoice() throws IllegalAddressException {
        try {
            if (!voice.await(SILENCE_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new IllegalAddressException();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalAddressException();
        }
    }
}
