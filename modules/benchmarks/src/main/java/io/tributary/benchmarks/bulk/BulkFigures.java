package io.tributary.benchmarks.bulk;

import io.tributary.benchmarks.tool.Outcome;
import java.util.OptionalInt;

/**
 * One run of one tool.
 *
 * @param requests at the origin, where somebody counts
 * @param smallSeconds from the start until the last of the smallest objects had its name
 */
record BulkFigures(Outcome outcome, OptionalInt requests, double smallSeconds) {}
