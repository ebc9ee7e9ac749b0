/** Reads bytes as text in the encoding that they seem to have. */

export const encodings = ["utf-8", "utf-16le", "utf-16be", "windows-1252"] as const;

export type Encoding = (typeof encodings)[number];

export interface DecodedText {
  /** Line ends are "\n"; no byte order mark. */
  readonly text: string;
  readonly encoding: Encoding;
}

/** undefined where the bytes are no text in `chosen`, or in any encoding that is guessed without it. */
export function decodeText(bytes: Uint8Array, chosen: string | undefined): DecodedText | undefined {
  const encoding = encodings.find((known) => known === chosen) ?? guessEncoding(bytes);
  if (encoding === undefined) return undefined;
  const text = decoded(bytes, encoding);
  if (text === undefined || text.includes("\0")) return undefined;
  return { text: text.replace(/^\uFEFF/, "").replace(/\r\n?/g, "\n"), encoding };
}

function guessEncoding(bytes: Uint8Array): Encoding | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const start = bytes.subarray(0, 2000);
  const zeros = [0, 1].map((odd) => start.filter((byte, index) => byte === 0 && index % 2 === odd).length);
  const [even = 0, odd = 0] = zeros;
  if (even + odd > 0) {
    if (odd > start.length / 5 && even === 0) return "utf-16le";
    if (even > start.length / 5 && odd === 0) return "utf-16be";
    return undefined;
  }
  if (decoded(bytes, "utf-8") !== undefined) return "utf-8";
  const unprintable = start.filter((byte) => byte < 32 && ![9, 10, 12, 13].includes(byte)).length;
  return unprintable === 0 ? "windows-1252" : undefined;
}

function decoded(bytes: Uint8Array, encoding: Encoding): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
