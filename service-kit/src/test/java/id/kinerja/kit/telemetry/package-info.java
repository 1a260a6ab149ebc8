@NullMarked
package id.kinerja.kit.telemetry;

import org.jspecify.annotations.NullMarked;
