@NullMarked
package id.kinerja.sync.audit;

import org.jspecify.annotations.NullMarked;
