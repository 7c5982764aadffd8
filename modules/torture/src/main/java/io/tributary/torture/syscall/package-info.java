/** System calls that fail: strace lets every so many fail that concern the download's files. */
package io.tributary.torture.syscall;
