package id.kinerja.sync.siasn;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** A reply's body up to a limit. What goes on beyond it is not read: the connection is given up. */
final class LimitedBody implements BodySubscriber<byte[]> {

    /** Said by its type: the JDK's own limit can be told from other failures by its words only. */
    static final class TooLarge extends IOException {

        private static final long serialVersionUID = 1L;

        TooLarge(long limit) {
            super("The reply is longer than " + limit + " bytes");
        }
    }

    private final long limit;
    private final BodySubscriber<byte[]> whole = BodySubscribers.ofByteArray();
    private long read;
    private Flow.@Nullable Subscription subscription;

    LimitedBody(long limit) {
        this.limit = limit;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole.getBody();
    }

    @Override
    public void onSubscribe(Flow.Subscription source) {
        subscription = source;
        whole.onSubscribe(source);
    }

    @Override
    public void onNext(List<ByteBuffer> part) {
        read += part.stream().mapToLong(ByteBuffer::remaining).sum();
        if (read <= limit) {
            whole.onNext(part);
        } else if (subscription != null) {
            subscription.cancel();
            subscription = null;
            whole.onError(new TooLarge(limit));
        }
    }

    @Override
    public void onError(Throwable failure) {
        whole.onError(failure);
    }

    @Override
    public void onComplete() {
        whole.onComplete();
    }
}
