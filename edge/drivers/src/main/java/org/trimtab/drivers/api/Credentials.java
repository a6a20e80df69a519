package org.trimtab.drivers.api;

/**
 * How to log in at a device. Its text form shows no password.
 *
 * @param user user name; may be empty
 * @param password password; may be empty
 */
public record Credentials(String user, String password) {
    @Override
    public String toString() {
        return "Credentials[" + user + "]";
    }
}
