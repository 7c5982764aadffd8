/** The harness: seeded cases, run side by side, counted, and told in a table. */
package io.tributary.torture;
