/** Who may ask, and which requests of browsers are answered at all. */
package io.tributary.server.guard;
