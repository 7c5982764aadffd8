/** How much a node does, how long it takes and how often it fails, for Prometheus. */
package io.tributary.server.metrics;
