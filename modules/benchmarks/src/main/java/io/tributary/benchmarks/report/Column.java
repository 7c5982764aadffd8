package io.tributary.benchmarks.report;

import io.tributary.benchmarks.figure.Series;
import java.util.function.Function;

/**
 * @param cell of a tool that did not fail
 */
record Column(String heading, Function<Series, String> cell) {}
