/** Many objects at a time, by this program and others: how long a tree takes. */
package io.tributary.benchmarks.bulk;
