/** The HTTP API of a node as its callers see it: the command line, and programs. */
package io.tributary.engine.client.http;
