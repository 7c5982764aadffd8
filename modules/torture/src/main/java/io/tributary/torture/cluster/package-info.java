/** Nodes of a cluster that are killed, frozen and restarted while they download. */
package io.tributary.torture.cluster;
