/** Where the program is tortured, and what is looked at meanwhile. */
package io.tributary.torture.arena;
