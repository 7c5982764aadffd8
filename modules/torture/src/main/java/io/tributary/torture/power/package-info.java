/** The power goes: what is left on the disk is mounted again, and the download goes on. */
package io.tributary.torture.power;
