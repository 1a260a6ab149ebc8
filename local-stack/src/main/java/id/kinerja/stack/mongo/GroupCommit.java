package id.kinerja.stack.mongo;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import org.h2.mvstore.MVStore;

/**
 * Makes a change durable before its answer leaves, with one commit for all changes that wait at the same moment.
 *
 * <p>Changes run side by side, a commit runs alone: what is on disk never holds a document without its index entry.
 */
final class GroupCommit {

    private static final int TARGET_FILL_PERCENT = 50;
    private static final int COMPACTION_BYTES = 4 << 20;

    private final MVStore store;
    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final AtomicLong begun = new AtomicLong();
    private volatile long durable;

    GroupCommit(MVStore store) {
        this.store = store;
    }

    <T> T change(Supplier<T> command) {
        lock.readLock().lock();
        try {
            begun.incrementAndGet();
            return command.get();
        } finally {
            lock.readLock().unlock();
            awaitDurable();
        }
    }

    /** A reader waits as well for what it may have seen: nobody learns of a change that a crash could still undo. */
    <T> T read(Supplier<T> command) {
        T answer = command.get();
        awaitDurable();
        return answer;
    }

    private void awaitDurable() {
        long seen = begun.get();
        if (durable >= seen) {
            return;
        }
        lock.writeLock().lock();
        try {
            if (durable < seen) {
                long covered = begun.get();
                store.commit();
                durable = covered;
            }
        } finally {
            lock.writeLock().unlock();
        }
    }

    /** Gives back the room of replaced documents, alone as well: moving pages commits. */
    void compact() {
        lock.writeLock().lock();
        try {
            if (!store.isClosed()) {
                store.compact(TARGET_FILL_PERCENT, COMPACTION_BYTES);
            }
        } finally {
            lock.writeLock().unlock();
        }
    }
}
