/** What programs ask of a cluster, from a node of it or from outside. */
package io.tributary.engine.client;
