/** Which requests of browsers are answered at all: the rest were led here by somebody else. */
package io.tributary.server.guard;
