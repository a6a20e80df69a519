package org.trimtab.openadr.vtn.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AddressGuardTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "0.0.0.0",
                "10.1.2.3",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "169.254.169.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.0.0.8",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "203.0.113.7",
                "224.0.0.251",
                "255.255.255.255",
                "::",
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:192.168.0.1",
                "::10.0.0.1",
                "64:ff9b::a00:1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "ff02::fb",
                "2001:db8::1",
                "2001::1",
                "2002:a00:1::"
            })
    void shouldRefuseWhenAnAddressIsReserved(String text) throws UnknownHostException {
        assertThat(AddressGuard.isPublic(InetAddress.getByName(text))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "8.8.8.8",
                "100.63.255.255",
                "100.128.0.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "198.20.0.1",
                "::ffff:8.8.8.8",
                "2606:4700::1111",
                "2a00:1450:4001::1"
            })
    void shouldAllowWhenAnAddressIsPublic(String text) throws UnknownHostException {
        assertThat(AddressGuard.isPublic(InetAddress.getByName(text))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "::", "224.0.0.1", "ff02::1", "255.255.255.255"})
    void shouldNameNoMachineWhenAnAddressStandsForMany(String text) throws UnknownHostException {
        assertThat(AddressGuard.isOneMachine(InetAddress.getByName(text))).isFalse();
    }
}
