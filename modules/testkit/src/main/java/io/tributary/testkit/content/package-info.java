/** Bytes of objects: arrays, and contents of any size that take no memory. */
package io.tributary.testkit.content;
