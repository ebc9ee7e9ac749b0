/** Writes protocol buffers without their descriptions: fields of a message by number, empty ones left out. */
import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";

export type WireField =
  | readonly [field: number, kind: "number", value: number]
  | readonly [field: number, kind: "text", value: string]
  | readonly [field: number, kind: "float", value: number]
  | readonly [field: number, kind: "floats", value: readonly number[]]
  | readonly [field: number, kind: "bytes", value: Uint8Array]
  /** Present even where it is empty. */
  | readonly [field: number, kind: "message", value: Uint8Array];

export function wireMessage(fields: readonly WireField[]): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  for (const field of fields) write(writer, field);
  return new Uint8Array(writer.finish());
}

function write(writer: BinaryWriter, [field, kind, value]: WireField): void {
  switch (kind) {
    case "number":
      if (value !== 0) writer.tag(field, WireType.Varint).int64(value);
      break;
    case "text":
      if (value !== "") writer.tag(field, WireType.LengthDelimited).string(value);
      break;
    case "float":
      if (value !== 0) writer.tag(field, WireType.Bit32).float(value);
      break;
    case "floats":
      if (value.length === 0) break;
      writer.tag(field, WireType.LengthDelimited).fork();
      for (const item of value) writer.float(item);
      writer.join();
      break;
    case "bytes":
      if (value.length > 0) writer.tag(field, WireType.LengthDelimited).bytes(value);
      break;
    case "message":
      writer.tag(field, WireType.LengthDelimited).bytes(value);
      break;
  }
}
