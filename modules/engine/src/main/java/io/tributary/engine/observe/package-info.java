/** What a node does, for who counts it. */
package io.tributary.engine.observe;
