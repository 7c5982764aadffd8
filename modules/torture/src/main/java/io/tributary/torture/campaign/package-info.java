/** Seeded cases, run side by side, and counted. */
package io.tributary.torture.campaign;
