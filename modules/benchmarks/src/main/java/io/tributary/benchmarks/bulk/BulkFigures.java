package io.tributary.benchmarks.bulk;

import io.tributary.benchmarks.tool.Outcome;

/**
 * One run of one tool.
 *
 * @param requests at the origin
 * @param smallSeconds from the start until the last of the smallest objects had its name
 */
record BulkFigures(Outcome outcome, int requests, double smallSeconds) {}
