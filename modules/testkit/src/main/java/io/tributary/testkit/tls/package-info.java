/** Certificates made at run time, right ones and wrong ones. */
package io.tributary.testkit.tls;
