/**
 * What goes wrong with which request: {@link io.tributary.testkit.fault.When} selects, {@link
 * io.tributary.testkit.fault.Fault} acts.
 */
package io.tributary.testkit.fault;
