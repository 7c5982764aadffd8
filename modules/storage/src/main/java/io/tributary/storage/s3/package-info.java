/**
 * Objects in S3 and in stores that speak its language: where they are, signed requests,
 * credentials, and what the service's errors mean. The bytes travel through {@link
 * io.tributary.storage.http}.
 */
package io.tributary.storage.s3;
