package org.trimtab.drivers.transport;

/**
 * One JSON text ended by a NUL byte; by a line feed after its outermost closing brace; or by the end of the stream.
 * Firmware does all three, and some leave the stream open without any mark, so a text whose braces are balanced
 * counts as whole when nothing more comes.
 */
final class CgminerFrame implements ReplyFrame {
    private int scanned;
    private int depth;
    private boolean begun;
    private boolean balanced;
    private boolean inText;
    private boolean escaped;
    private boolean json;
    private int length;

    @Override
    public State grown(byte[] bytes, int to) {
        while (scanned < to) {
            byte b = bytes[scanned];
            if (b == 0 || (balanced && b == '\n')) {
                length = scanned;
                return State.WHOLE;
            }
            scanned++;
            look(b);
        }
        length = scanned;
        return balanced ? State.BALANCED : State.MORE;
    }

    @Override
    public boolean wholeAtEnd() {
        // Text that never was JSON is as whole as it gets: let it be called garbled, not cut off.
        return begun && (balanced || !json);
    }

    @Override
    public int replyLength() {
        return length;
    }

    private void look(byte b) {
        if (!begun && b > ' ') {
            begun = true;
            json = b == '{' || b == '[' || b == ',';
        }
        if (inText) {
            if (escaped) {
                escaped = false;
            } else if (b == '\\') {
                escaped = true;
            } else if (b == '"') {
                inText = false;
            }
        } else if (b == '"') {
            inText = true;
        } else if (b == '{' || b == '[') {
            depth++;
            balanced = false;
        } else if (b == '}' || b == ']') {
            depth = Math.max(0, depth - 1);
            balanced = depth == 0;
        }
    }
}
