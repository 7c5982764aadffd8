/** A PostgreSQL server for tests and for trying a cluster out. Nothing here is for production. */
package io.tributary.testkit.postgres;
