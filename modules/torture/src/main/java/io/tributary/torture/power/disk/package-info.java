/**
 * A disk with a volatile cache, as a file that can be given to a loop device. It runs in a process
 * of its own, because whoever writes to it may have to wait for it.
 */
package io.tributary.torture.power.disk;
