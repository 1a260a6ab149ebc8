package id.kinerja.kit.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Bounds what a request may bring and keeps JSON bodies at hand, because the digest that goes with an idempotency key
 * is taken over the bytes as they came.
 */
final class RequestBodyFilter extends OncePerRequestFilter {

    static final String BODY = RequestBodyFilter.class.getName() + ".body";

    private static final int JSON_LIMIT = 256 * 1024;

    private final Problems problems;

    RequestBodyFilter(Problems problems) {
        this.problems = problems;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        var contentType = request.getContentType();
        // Files are read as streams by the endpoints that take them, which bound them themselves.
        return contentType != null && contentType.startsWith("text/csv");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        if (request.getContentLengthLong() > JSON_LIMIT) {
            problems.write(request, response, HttpStatus.CONTENT_TOO_LARGE, "request-too-large");
            return;
        }
        var body = request.getInputStream().readNBytes(JSON_LIMIT + 1);
        if (body.length > JSON_LIMIT) {
            problems.write(request, response, HttpStatus.CONTENT_TOO_LARGE, "request-too-large");
            return;
        }
        request.setAttribute(BODY, body);
        chain.doFilter(new Buffered(request, body), response);
    }

    private static final class Buffered extends HttpServletRequestWrapper {

        private final byte[] body;

        Buffered(HttpServletRequest request, byte[] body) {
            super(request);
            this.body = body;
        }

        @Override
        public ServletInputStream getInputStream() {
            var bytes = new ByteArrayInputStream(body);
            return new ServletInputStream() {
                @Override
                public int read() {
                    return bytes.read();
                }

                @Override
                public int read(byte[] target, int offset, int length) {
                    return bytes.read(target, offset, length);
                }

                @Override
                public boolean isFinished() {
                    return bytes.available() == 0;
                }

                @Override
                public boolean isReady() {
                    return true;
                }

                @Override
                public void setReadListener(ReadListener listener) {
                    throw new UnsupportedOperationException("requests are read synchronously");
                }
            };
        }
    }
}
