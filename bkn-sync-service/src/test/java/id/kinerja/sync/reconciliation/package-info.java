@NullMarked
package id.kinerja.sync.reconciliation;

import org.jspecify.annotations.NullMarked;
