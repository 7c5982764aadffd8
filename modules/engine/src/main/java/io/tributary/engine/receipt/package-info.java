/** What a job leaves in writing: a line about each object, which can be checked later. */
package io.tributary.engine.receipt;
