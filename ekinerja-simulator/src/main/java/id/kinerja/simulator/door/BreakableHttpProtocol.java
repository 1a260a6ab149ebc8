package id.kinerja.simulator.door;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardSocketOptions;
import org.apache.coyote.ActionCode;
import org.apache.coyote.Processor;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.Http11Processor;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.jspecify.annotations.Nullable;

/** Tomcat's HTTP/1.1 with one thing more: the connection of the current request can be broken on purpose (S9). */
public final class BreakableHttpProtocol extends Http11NioProtocol {

    private static final ThreadLocal<@Nullable BreakableProcessor> CURRENT = new ThreadLocal<>();

    /** Breaks the connection of the request that this thread serves, with a TCP reset or with a plain close. */
    static void breakConnection(boolean reset) {
        BreakableProcessor processor = CURRENT.get();
        if (processor == null) {
            throw new IllegalStateException("no connection is being served on this thread");
        }
        processor.breakConnection(reset);
    }

    @Override
    protected Processor createProcessor() {
        return new BreakableProcessor(this);
    }

    private static final class BreakableProcessor extends Http11Processor {

        private BreakableProcessor(BreakableHttpProtocol protocol) {
            super(protocol, protocol.getAdapter());
        }

        @Override
        public SocketState service(SocketWrapperBase<?> socket) throws IOException {
            CURRENT.set(this);
            try {
                return super.service(socket);
            } finally {
                CURRENT.remove();
            }
        }

        private void breakConnection(boolean reset) {
            try {
                if (reset && getSocketWrapper().getSocket() instanceof NioChannel channel) {
                    // A close with linger 0 discards what is unsent and sends RST instead of FIN.
                    channel.getIOChannel().setOption(StandardSocketOptions.SO_LINGER, 0);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            action(ActionCode.CLOSE_NOW, null);
            if (getSocketWrapper() instanceof NioSocketWrapper wrapper) {
                wrapper.close();
                // The reset leaves when the selector lets go of the channel; do not wait for its next round.
                wrapper.getPoller().getSelector().wakeup();
            }
        }
    }
}
