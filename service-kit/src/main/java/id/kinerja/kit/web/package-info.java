@NullMarked
package id.kinerja.kit.web;

import org.jspecify.annotations.NullMarked;
