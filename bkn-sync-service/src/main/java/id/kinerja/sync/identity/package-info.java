/**
 * Who an employee is, by number, name and birth date, and whether the national registry agrees. This service keeps these
 * facts because it must; they leave it towards the registry only.
 */
@NullMarked
package id.kinerja.sync.identity;

import org.jspecify.annotations.NullMarked;
