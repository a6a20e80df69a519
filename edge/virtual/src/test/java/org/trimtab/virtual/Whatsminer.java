package org.trimtab.virtual;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;
import org.apache.commons.codec.digest.Md5Crypt;
import org.trimtab.resource.Endpoint;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Speaks to a Whatsminer by both its interfaces; written without a look at the other side's code. */
final class Whatsminer {
    private Whatsminer() {}

    static byte[] frame(String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(4 + text.length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(text.length)
                .put(text)
                .array();
    }

    static JsonNode hear(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        byte[] text = new byte[Integer.reverseBytes(in.readInt())];
        in.readFully(text);
        return JsonMapper.shared().readTree(text);
    }

    /** One request of API 3 on a connection of its own. */
    static JsonNode ask3(Endpoint endpoint, String json) throws IOException {
        try (Socket socket = Wire.dial(endpoint)) {
            socket.getOutputStream().write(frame(json));
            return hear(socket);
        }
    }

    static JsonNode command3(
            Endpoint endpoint, String command, String parameter, String salt, long time)
            throws IOException {
        return ask3(endpoint, signed3(command, parameter, "super", salt, time));
    }

    static String signed3(
            String command, String parameter, String password, String salt, long time) {
        byte[] digest = digest("SHA-256", command + password + salt + time);
        String token = Base64.getEncoder().encodeToString(digest).substring(0, 8);
        return "{\"cmd\":\""
                + command
                + "\",\"ts\":"
                + time
                + ",\"token\":\""
                + token
                + "\",\"account\":\"super\",\"param\":"
                + parameter
                + "}";
    }

    static String salt3(Endpoint endpoint) throws IOException {
        return ask3(endpoint, "{\"cmd\":\"get.device.info\",\"param\":\"salt\"}")
                .at("/msg/salt")
                .asString();
    }

    static JsonNode ask2(Endpoint endpoint, String json) throws IOException {
        String heard = Wire.tell(endpoint, json).text();
        return JsonMapper.shared().readTree(heard.replace("\0", ""));
    }

    /** A token of API 2. */
    record Token(String sign, byte[] aes) {
        static Token of(Endpoint endpoint, String password) throws IOException {
            JsonNode given = ask2(endpoint, "{\"cmd\":\"get_token\"}").path("Msg");
            String key = crypt(password, given.path("salt").asString());
            String sign =
                    crypt(key + given.path("time").asString(), given.path("newsalt").asString());
            return new Token(sign, digest("SHA-256", key));
        }

        /** The bytes of a sealed command; the fill is zero bytes, or as PKCS 7 says. */
        String seal(String fields, boolean pkcs) {
            byte[] text =
                    ("{" + fields + ",\"token\":\"" + sign + "\"}")
                            .getBytes(StandardCharsets.UTF_8);
            byte[] filled = Arrays.copyOf(text, (text.length / 16 + 1) * 16);
            if (pkcs) {
                Arrays.fill(
                        filled, text.length, filled.length, (byte) (filled.length - text.length));
            }
            return "{\"enc\":1,\"data\":\""
                    + Base64.getEncoder().encodeToString(run(Cipher.ENCRYPT_MODE, filled))
                    + "\"}";
        }

        JsonNode open(JsonNode reply) {
            if (!reply.has("enc")) {
                return reply;
            }
            byte[] sealed = Base64.getDecoder().decode(reply.path("enc").asString());
            String text = new String(run(Cipher.DECRYPT_MODE, sealed), StandardCharsets.UTF_8);
            return JsonMapper.shared().readTree(text.replace("\0", ""));
        }

        private byte[] run(int mode, byte[] text) {
            try {
                Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
                cipher.init(mode, new SecretKeySpec(aes, "AES"));
                return cipher.doFinal(text);
            } catch (GeneralSecurityException e) {
                throw new AssertionError(e);
            }
        }

        /** Gives a command and opens the reply. */
        JsonNode command(Endpoint endpoint, String fields) throws IOException {
            return open(ask2(endpoint, seal(fields, false)));
        }
    }

    private static String crypt(String text, String salt) {
        return Md5Crypt.md5Crypt(text.getBytes(StandardCharsets.UTF_8), "$1$" + salt + "$")
                .split("\\$")[3];
    }

    private static byte[] digest(String name, String text) {
        try {
            return MessageDigest.getInstance(name).digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
