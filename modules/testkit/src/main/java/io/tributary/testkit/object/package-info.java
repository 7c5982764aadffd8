/** Objects with their validators, and how RFC 9110 has them answered. */
package io.tributary.testkit.object;
