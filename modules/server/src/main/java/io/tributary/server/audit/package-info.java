/** Who asked a node for what, and what became of it. */
package io.tributary.server.audit;
