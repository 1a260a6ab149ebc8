@NullMarked
package id.kinerja.sync.remedy;

import org.jspecify.annotations.NullMarked;
