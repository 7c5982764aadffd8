/** Reading an object in order, in parallel: what {@code tributary cat} does. */
package io.tributary.engine.cat;
