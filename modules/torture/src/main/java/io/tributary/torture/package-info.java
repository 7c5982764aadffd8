/** The harness from its command line to the table of its results. */
package io.tributary.torture;
