/** A watch over tests; the one place here that knows JUnit. */
package io.tributary.testkit.watch;
