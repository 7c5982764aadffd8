/** What was tried for a download, from its journal in tables that can be asked. */
package io.tributary.engine.history;
