package id.kinerja.sync.feed;

import java.util.List;

/**
 * A part of a feed, in the order of the last change.
 *
 * @param items may be fewer than were asked for although more follow, where entries in between have nobody to be named by
 * @param cursor opaque, never null: where to go on, at once or at any later time
 * @param more whether there is more to read now
 */
record FeedPage<T>(List<T> items, String cursor, boolean more) {

    FeedPage {
        items = List.copyOf(items);
    }
}
