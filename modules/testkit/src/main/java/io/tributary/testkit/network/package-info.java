/**
 * Hosts with links of their own speed, which can be cut, all on one Linux machine: network
 * namespaces around a switch.
 */
package io.tributary.testkit.network;
