/**
 * What does not grow: memory, the journal and recovery, from small objects to huge ones. Objects
 * are sparse files, and what is downloaded is emptied behind the writer, so that neither takes
 * room.
 */
package io.tributary.benchmarks.limits;
