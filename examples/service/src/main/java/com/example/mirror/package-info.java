/** A small service that downloads and reads objects: docs/java-api.md explains it. */
package com.example.mirror;
