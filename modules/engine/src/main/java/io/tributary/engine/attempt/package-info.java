/** What a download tried, and what came of it: noted in memory, journaled with other events. */
package io.tributary.engine.attempt;
