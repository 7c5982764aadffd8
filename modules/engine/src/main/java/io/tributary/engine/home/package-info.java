/** The node where a download's file is, and how the others reach its disk. */
package io.tributary.engine.home;
