package io.tributary.benchmarks.figure;

import io.tributary.benchmarks.origin.Traffic;
import io.tributary.benchmarks.tool.Outcome;

/**
 * One run of one tool.
 *
 * @param firstRequestSeconds from the start of the run to the arrival of its first request
 */
public record Measurement(Outcome outcome, Traffic traffic, double firstRequestSeconds) {}
