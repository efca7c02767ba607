/**
 * Receivers as they must not be, in place of the pipeline's own: what the tests of networks are there to find. They are
 * careless in one thing each, and right in all others.
 */
import { type Bytes } from '../../shared/bytes.ts';
import { plainPart, SEGMENT_PLAINTEXT, SEGMENT_SIZE, storedPart } from '../../shared/crypto/body.ts';
import { startFloeDecryption } from '../../shared/crypto/floe.ts';
import { labelled } from '../../shared/crypto/labels.ts';
import { SHARE_FLOE } from '../../shared/crypto/manifest.ts';
import { receiveBody } from '../../shared/transfer/receive.ts';

/** Compares no digest, and leaves zeros where a segment does not open. */
export const withoutDigests: typeof receiveBody = async function* (manifest, shareId, { start, end }, ports) {
  const { geometry } = manifest;
  const options = { key: manifest.bodyKey, aad: labelled('body', shareId), parameters: SHARE_FLOE };
  const decryption = await startFloeDecryption(options, manifest.bodyHeader);
  for (let index = 0; index < geometry.parts; index++) {
    const { offset, size } = storedPart(geometry, index);
    const stored = await ports.get({ offset, size, objectSize: geometry.objectSize }, null);
    const plain: Bytes = new Uint8Array(plainPart(geometry, index).size);
    for (let i = 0; i * SEGMENT_SIZE < size; i++) {
      const segment = stored.subarray(i * SEGMENT_SIZE, (i + 1) * SEGMENT_SIZE);
      const number = index * geometry.partSegments + i;
      const opened = decryption.open(segment, number, number === geometry.segments - 1);
      plain.set(await opened.catch(() => new Uint8Array(0)), i * SEGMENT_PLAINTEXT);
    }
    const at = plainPart(geometry, index).offset;
    yield plain.subarray(Math.max(start - at, 0), Math.max(0, Math.min(end - at, plain.length)));
  }
};

/** Takes a failure for the end of the file. */
export const untilItFails: typeof receiveBody = async function* (...parameters) {
  try {
    yield* receiveBody(...parameters);
  } catch {
    return;
  }
};
