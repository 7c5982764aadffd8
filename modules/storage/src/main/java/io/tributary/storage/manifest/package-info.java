/** Manifests: files that name objects of any place, a line each, listed as prefixes are. */
package io.tributary.storage.manifest;
