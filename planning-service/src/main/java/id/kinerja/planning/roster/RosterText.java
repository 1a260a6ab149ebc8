package id.kinerja.planning.roster;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.apache.commons.io.ByteOrderMark;
import org.apache.commons.io.input.BOMInputStream;

/**
 * How a file was saved: spreadsheets write UTF-8 with or without a byte order mark, or Windows-1252, and separate by
 * comma or, where the comma is the decimal sign as in Indonesia, by semicolon.
 */
sealed interface RosterText {

    /** @param separator the one of the two that the first line has more of */
    record Readable(Charset charset, char separator) implements RosterText {}

    /** It cannot be told what the bytes of this line mean. */
    record Undecided(long line, String code) implements RosterText {}

    static RosterText of(RosterFile.Content content) throws IOException {
        try (var in = BOMInputStream.builder()
                .setInputStream(content.open())
                .setByteOrderMarks(ByteOrderMark.UTF_8, ByteOrderMark.UTF_16LE, ByteOrderMark.UTF_16BE)
                .get()) {
            var mark = in.getBOM();
            if (mark != null && !mark.equals(ByteOrderMark.UTF_8)) {
                return new Undecided(1, "encoding-unknown");
            }
            var bytes = new Bytes();
            bytes.readAll(in);
            return bytes.judged(mark != null);
        }
    }

    /** What was seen of the bytes, one after the other. */
    final class Bytes {

        private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

        private long line = 1;
        private long semicolons;
        private long commas;
        private boolean multibyte;
        /** Lines of the first byte that is not UTF-8, and of the first that Windows-1252 does not know; 0 for none. */
        private long notUtf8;

        private long notWindows;

        /** The rest of a UTF-8 sequence: how many bytes must follow, and the bounds of the next. */
        private int missing;

        private int least;
        private int most;

        void readAll(InputStream in) throws IOException {
            var buffer = new byte[64 * 1024];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                for (int i = 0; i < read; i++) {
                    next(buffer[i] & 0xFF);
                }
            }
            if (missing > 0) {
                brokenUtf8();
            }
        }

        private void next(int b) {
            if (missing > 0) {
                if (b >= least && b <= most) {
                    multibyte |= --missing == 0;
                    least = 0x80;
                    most = 0xBF;
                } else {
                    brokenUtf8();
                    missing = 0;
                    lead(b);
                }
            } else {
                lead(b);
            }
            boolean control = b < 0x20 && b != '\t' && b != '\r' && b != '\n';
            if (notWindows == 0 && (control || b == 0x81 || b == 0x8D || b == 0x8F || b == 0x90 || b == 0x9D)) {
                notWindows = line;
            }
            if (line == 1) {
                semicolons += b == ';' ? 1 : 0;
                commas += b == ',' ? 1 : 0;
            }
            line += b == '\n' ? 1 : 0;
        }

        /** The first byte of a character, by the table of well-formed sequences in RFC 3629. */
        private void lead(int b) {
            if (b < 0x80) {
                if (b == 0) {
                    brokenUtf8();
                }
                return;
            }
            if (b < 0xC2 || b > 0xF4) {
                brokenUtf8();
                return;
            }
            missing = b < 0xE0 ? 1 : b < 0xF0 ? 2 : 3;
            least = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
            most = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
        }

        private void brokenUtf8() {
            if (notUtf8 == 0) {
                notUtf8 = line;
            }
        }

        RosterText judged(boolean saysUtf8) {
            char separator = semicolons > commas ? ';' : ',';
            if (notUtf8 == 0) {
                return new Readable(StandardCharsets.UTF_8, separator);
            }
            if (saysUtf8) {
                return new Undecided(notUtf8, "not-utf-8");
            }
            if (multibyte) {
                return new Undecided(notUtf8, "encoding-mixed");
            }
            return notWindows == 0
                    ? new Readable(WINDOWS_1252, separator)
                    : new Undecided(notWindows, "encoding-unknown");
        }
    }
}
