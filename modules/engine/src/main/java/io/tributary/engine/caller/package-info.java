/** What callers hold of what is under way. */
package io.tributary.engine.caller;
