/** How the HTTP API of a node does under load. */
package io.tributary.benchmarks.api;
