/** Messages from the server, taken apart. The form is described in `message.py`. */

const TYPES = { u1: Uint8Array, i4: Int32Array, f4: Float32Array };

/**
 * @typedef {{name: string, start: number, shape: number[], values: Uint8Array|Int32Array|Float32Array}} Block
 * @param {Uint8Array|ArrayBuffer} data
 * @returns {{header: object, blocks: Block[], bytes: number}}
 */
export function decode(data) {
  const bytes = data instanceof Uint8Array ? data : new Uint8Array(data);
  const length = new DataView(bytes.buffer, bytes.byteOffset, 4).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(4, 4 + length)));
  let offset = 4 + length;
  const blocks = header.blocks.map(({ name, start, shape, dtype }) => {
    const Type = TYPES[dtype];
    const size = shape.reduce((product, n) => product * n, 1) * Type.BYTES_PER_ELEMENT;
    // A copy: it is aligned whatever the offset, and lets go of the message.
    const values = new Type(bytes.slice(offset, offset + size).buffer);
    offset += size;
    return { name, start, shape, values };
  });
  return { header, blocks, bytes: bytes.byteLength };
}
