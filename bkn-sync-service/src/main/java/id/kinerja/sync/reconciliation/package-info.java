/**
 * Compares, on an operator's command and in the nights, what was delivered with what e-Kinerja holds; keeps what differs
 * and sends it again on command.
 */
@NullMarked
package id.kinerja.sync.reconciliation;

import org.jspecify.annotations.NullMarked;
