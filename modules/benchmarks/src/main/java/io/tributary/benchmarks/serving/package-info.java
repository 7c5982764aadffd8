/** Nodes of this program that serve, and what is asked of them. */
package io.tributary.benchmarks.serving;
