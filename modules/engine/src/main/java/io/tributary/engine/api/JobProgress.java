package io.tributary.engine.api;

/**
 * A look at a running job, a few times a second.
 *
 * @param listing whether there is more to list
 * @param counts recorded so far
 * @param openObjects handed out and not recorded yet
 * @param bytesPerSecond payload, smoothed over a few seconds
 * @param note the last thing worth a line; empty for none
 */
public record JobProgress(
    boolean listing, JobCounts counts, long openObjects, double bytesPerSecond, String note) {}
