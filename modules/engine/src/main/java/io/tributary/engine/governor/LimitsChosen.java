package io.tributary.engine.governor;

/** Journaled: these limits were chosen for the cluster. It is all that there is to know of them. */
record LimitsChosen(ChosenLimits limits) {}
