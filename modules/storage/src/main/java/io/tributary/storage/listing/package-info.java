/** What is where: pages of the objects under a prefix, whoever keeps them. */
package io.tributary.storage.listing;
