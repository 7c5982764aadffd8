/** Directories of web servers, as their index pages show them: nginx, in HTML and JSON. */
package io.tributary.storage.index;
