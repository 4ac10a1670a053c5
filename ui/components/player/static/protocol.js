/** Messages from the server, taken apart. The form is described in `message.py`. */

const TYPES = { u1: Uint8Array, i4: Int32Array, f4: Float32Array };

let last = Promise.resolve();

/**
 * @typedef {{name: string, start: number, shape: number[], values: Uint8Array|Int32Array|Float32Array}} Block
 * @param {Uint8Array|ArrayBuffer} data
 * @returns {Promise<{header: object, blocks: Block[], bytes: number}>} settled in the order of the calls
 */
export function decode(data) {
  const message = last.then(() => unfold(data));
  last = message.catch(() => undefined);
  return message;
}

async function unfold(data) {
  const stream = new Blob([data]).stream().pipeThrough(new DecompressionStream("deflate"));
  const buffer = await new Response(stream).arrayBuffer();
  const length = new DataView(buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 4, length)));
  let offset = 4 + length;
  const blocks = header.blocks.map(({ name, start, shape, dtype }) => {
    const Type = TYPES[dtype];
    const size = shape.reduce((product, n) => product * n, 1) * Type.BYTES_PER_ELEMENT;
    const values = new Type(buffer.slice(offset, offset + size)); // a copy, so that it is aligned
    offset += size;
    return { name, start, shape, values };
  });
  return { header, blocks, bytes: data.byteLength };
}
