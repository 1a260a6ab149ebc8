/** What can stand in the way of a delivery, who must act, what to do and when it goes on: one table, in two languages. */
@NullMarked
package id.kinerja.sync.remedy;

import org.jspecify.annotations.NullMarked;
