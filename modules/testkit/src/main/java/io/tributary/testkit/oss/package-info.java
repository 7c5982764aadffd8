/** The semantics of Alibaba Cloud OSS, its signatures included; an implementation of its own. */
package io.tributary.testkit.oss;
