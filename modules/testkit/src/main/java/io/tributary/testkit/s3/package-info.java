/** A server of S3 that others wrote, S3Proxy, in a process of its own, and ways to fill it. */
package io.tributary.testkit.s3;
