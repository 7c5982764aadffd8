/**
 * Objects in Alibaba Cloud OSS: where they are, signed requests, credentials, and what the
 * service's errors mean. The bytes travel through {@link io.tributary.storage.http}.
 */
package io.tributary.storage.oss;
