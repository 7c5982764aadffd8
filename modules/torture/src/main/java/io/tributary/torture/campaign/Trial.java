package io.tributary.torture.campaign;

import java.nio.file.Path;
import java.util.Random;

/**
 * One case: all that is random in it is drawn from its own seed, so that it can be repeated alone.
 *
 * @param directory empty, and deleted afterwards
 * @param tally of this case, which counts only when the case is survived
 */
public record Trial(CaseId id, Random random, Path directory, Tally tally) {}
