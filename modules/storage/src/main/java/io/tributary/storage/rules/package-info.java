/** From where a node may fetch at all, and which addresses it never connects to. */
package io.tributary.storage.rules;
