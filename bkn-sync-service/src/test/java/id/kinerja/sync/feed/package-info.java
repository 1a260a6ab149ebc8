@NullMarked
package id.kinerja.sync.feed;

import org.jspecify.annotations.NullMarked;
