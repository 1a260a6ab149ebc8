/** bkn-sync-service and the e-Kinerja simulator alone, under loads and faults that no school could play in a test. */
@NullMarked
package id.kinerja.system.sync;

import org.jspecify.annotations.NullMarked;
