/**
 * How lanes write to a disk that their node does not see: over HTTP, to the node that does.
 *
 * <p>{@code PUT /v1/parts/{temporaryName}?run=&lane=&offset=} carries a few mebibytes in frames,
 * each with the CRC of its bytes. Nothing is written of a frame whose CRC differs, and nothing of a
 * part is reported before all of it is written.
 */
package io.tributary.engine.dataport;
