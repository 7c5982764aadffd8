/**
 * What changes, told as it happens: one feed for each node, which looks at the database and asks
 * the other nodes for all its listeners together, and does nothing while it has none.
 */
package io.tributary.server.live;
