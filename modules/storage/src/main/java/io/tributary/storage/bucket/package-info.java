/**
 * What stores of buckets have in common: access keys and their renewal, the server's clock, how
 * keys of objects are written in requests, how errors and listings are read.
 */
package io.tributary.storage.bucket;
