/** Protocol buffers without their descriptions: the fields of a message by number. */
import { BinaryReader, WireType } from "@bufbuild/protobuf/wire";
import { damaged } from "./unreadable.ts";

/** A message as it came over the wire; absent fields read as proto3 says, as zero or empty. */
export interface WireMessage {
  readonly number: (field: number) => number;
  readonly text: (field: number) => string;
  /** undefined where the field is absent. */
  readonly bytes: (field: number) => Uint8Array | undefined;
  /** Repeated 32-bit floats, packed or one by one. */
  readonly floats: (field: number) => readonly number[];
  /** All messages of a repeated field. */
  readonly messages: (field: number) => readonly WireMessage[];
}

/** A person's collection has fewer of anything; each takes far more memory than it has bytes. */
const MOST_FIELDS = 300_000;

type WireValue = number | Uint8Array;

/** Throws Unreadable on bytes that are no message; `what` is what they are called then. */
export function readMessage(bytes: Uint8Array, what: string): WireMessage {
  const fields = errorsTold(what, () => fieldsOf(bytes));
  const last = (field: number) => fields.get(field)?.at(-1);
  const lastBytes = (field: number) => {
    const value = last(field);
    return value instanceof Uint8Array ? value : undefined;
  };
  return {
    number: (field) => {
      const value = last(field);
      return typeof value === "number" ? value : 0;
    },
    text: (field) => new TextDecoder().decode(lastBytes(field)),
    bytes: lastBytes,
    floats: (field) =>
      (fields.get(field) ?? []).flatMap((value) =>
        typeof value === "number" ? [value] : packedFloats(value, what)
      ),
    messages: (field) =>
      (fields.get(field) ?? []).flatMap((value) =>
        value instanceof Uint8Array ? [readMessage(value, what)] : []
      ),
  };
}

function fieldsOf(bytes: Uint8Array): ReadonlyMap<number, readonly WireValue[]> {
  const reader = new BinaryReader(bytes);
  const fields = new Map<number, WireValue[]>();
  for (let count = 0; reader.pos < reader.len; count++) {
    if (count >= MOST_FIELDS) throw new RangeError(`More than ${MOST_FIELDS} fields`);
    const [field, type] = reader.tag();
    const value = valueOf(reader, { field, type });
    if (value === undefined) continue;
    const values = fields.get(field);
    if (values === undefined) fields.set(field, [value]);
    else values.push(value);
  }
  return fields;
}

function valueOf(
  reader: BinaryReader,
  { field, type }: { readonly field: number; readonly type: WireType },
): WireValue | undefined {
  switch (type) {
    case WireType.Varint:
      return Number(reader.int64());
    case WireType.Bit32:
      return reader.float();
    case WireType.LengthDelimited:
      return reader.bytes();
    default:
      reader.skip(type, field);
      return undefined;
  }
}

function packedFloats(bytes: Uint8Array, what: string): readonly number[] {
  if (bytes.length % 4 !== 0) throw damaged(what);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Array.from({ length: bytes.length / 4 }, (_, index) => view.getFloat32(index * 4, true));
}

function errorsTold<Value>(what: string, read: () => Value): Value {
  try {
    return read();
  } catch {
    // The reader throws plain errors on lengths and tags that cannot be.
    throw damaged(what);
  }
}
