/** Faults of the network and of the server, kills, and files that are tampered with. */
package io.tributary.torture.fault;
