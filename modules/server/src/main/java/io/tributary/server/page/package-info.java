/** The page for people: files of the program, the same for everybody and without any secret. */
package io.tributary.server.page;
