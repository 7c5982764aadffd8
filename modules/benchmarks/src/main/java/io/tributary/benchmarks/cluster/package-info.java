/**
 * How the bandwidth of nodes adds up: one object, and a cluster of hosts with links of their own.
 */
package io.tributary.benchmarks.cluster;
