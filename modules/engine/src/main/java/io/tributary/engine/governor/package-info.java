/**
 * What requests and bytes there may be at a time, and whose turn it is: limits of the node, the
 * cluster and each job, buckets that ask for fewer requests, and fair shares between jobs.
 */
package io.tributary.engine.governor;
