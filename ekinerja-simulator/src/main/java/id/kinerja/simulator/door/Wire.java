package id.kinerja.simulator.door;

import id.kinerja.simulator.call.Reply;
import id.kinerja.simulator.scenario.Holds;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;

/** The ways in which a reply can leave, or not leave, the simulator. */
final class Wire {

    private static final byte[] FILLER = new byte[64 * 1024];

    static {
        Arrays.fill(FILLER, (byte) ' ');
    }

    private Wire() {}

    static void send(HttpServletResponse response, Reply reply) throws IOException {
        head(response, reply);
        response.setContentLength(reply.body().length);
        response.getOutputStream().write(reply.body());
    }

    /** A well-formed HTTP message whose JSON ends in the middle. */
    static void sendTruncated(HttpServletResponse response, Reply reply) throws IOException {
        int half = Math.max(1, reply.body().length / 2);
        send(
                response,
                new Reply(
                        reply.status(),
                        reply.contentType(),
                        Arrays.copyOf(reply.body(), half),
                        reply.outcome(),
                        reply.stored()));
    }

    /** Half of the message, then nothing more on this connection. */
    static void sendHalfAndBreak(HttpServletResponse response, Reply reply, boolean reset) throws IOException {
        head(response, reply);
        response.setContentLength(reply.body().length);
        ServletOutputStream out = response.getOutputStream();
        out.write(reply.body(), 0, reply.body().length / 2);
        out.flush();
        BreakableHttpProtocol.breakConnection(reset);
    }

    /** A body that never ends: a byte, a pause, a byte; until the longest hold, a release or the client's leaving. */
    static void trickle(HttpServletResponse response, Reply reply, Duration pause, Holds holds) throws IOException {
        head(response, reply);
        ServletOutputStream out = response.getOutputStream();
        long rounds = Math.max(1, holds.longest().toMillis() / Math.max(1, pause.toMillis()));
        for (long round = 0; round < rounds && !holds.closed(); round++) {
            // Leading blanks are legal JSON, so that only a time limit on the whole body helps the client.
            out.write(' ');
            out.flush();
            if (holds.hold(pause)) {
                break;
            }
        }
        out.write(reply.body());
    }

    static void sendOversized(HttpServletResponse response, Reply reply, long bytes) throws IOException {
        head(response, reply);
        response.setContentLengthLong(bytes + reply.body().length);
        ServletOutputStream out = response.getOutputStream();
        for (long left = bytes; left > 0; left -= FILLER.length) {
            out.write(FILLER, 0, (int) Math.min(left, FILLER.length));
        }
        out.write(reply.body());
    }

    private static void head(HttpServletResponse response, Reply reply) {
        response.setStatus(reply.status());
        if (reply.body().length > 0) {
            response.setContentType(reply.contentType());
        }
    }
}
