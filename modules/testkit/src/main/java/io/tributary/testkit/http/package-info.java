/** HTTP/1.1 messages, as far as an object server needs them. */
package io.tributary.testkit.http;
