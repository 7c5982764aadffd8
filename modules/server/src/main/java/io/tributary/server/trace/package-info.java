/** Downloads as traces of OpenTelemetry. */
package io.tributary.server.trace;
