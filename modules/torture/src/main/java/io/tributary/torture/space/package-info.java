/** A file system that is too small, and then is not any more. */
package io.tributary.torture.space;
