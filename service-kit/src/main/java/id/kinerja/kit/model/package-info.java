@NullMarked
package id.kinerja.kit.model;

import org.jspecify.annotations.NullMarked;
