/** How much each node fetches: asked for by whoever watches, never sent around. */
package io.tributary.engine.meter;
