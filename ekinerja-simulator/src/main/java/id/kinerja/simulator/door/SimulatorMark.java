package id.kinerja.simulator.door;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Marks every answer with {@code X-Simulator: true} and serves loopback and private networks only (S14). Whatever a
 * record or a call carries, a browser that looks at it runs and loads nothing but the simulator's own page.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class SimulatorMark extends OncePerRequestFilter {

    private static final String OWN_PAGE_ONLY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; "
                    + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        response.setHeader("X-Simulator", "true");
        response.setHeader("Content-Security-Policy", OWN_PAGE_ONLY);
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (isTestNetwork(request.getRemoteAddr())) {
            chain.doFilter(request, response);
        } else {
            response.sendError(HttpServletResponse.SC_FORBIDDEN, "The simulator serves test networks only");
        }
    }

    /** True for loopback, link-local and private addresses, which no host on the open internet has. */
    static boolean isTestNetwork(String remoteAddress) {
        try {
            InetAddress address = InetAddress.ofLiteral(remoteAddress);
            byte[] bytes = address.getAddress();
            boolean uniqueLocal = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
            return address.isLoopbackAddress()
                    || address.isSiteLocalAddress()
                    || address.isLinkLocalAddress()
                    || uniqueLocal;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
