/** Takes the files out of a multipart body while it arrives: only what is just being read is held in memory. */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { Busboy, type BusboyFileStream } from "@fastify/busboy";

export interface ArrivingFile {
  /** Of the form. */
  readonly field: string;
  /** Without folders; empty where the form has a file field in which none was chosen. */
  readonly name: string;
  readonly content: AsyncIterable<Uint8Array>;
}

export interface MultipartLimits {
  /** Of the whole body. */
  readonly bytes: number;
  readonly files: number;
}

/** What is wrong with a body: `broken` when it is no multipart, or ends before its end. */
export class MultipartFault extends Error {
  constructor(readonly kind: "broken" | "too_large" | "too_many", options?: ErrorOptions) {
    super(`The multipart body is ${kind.replace("_", " ")}`, options);
  }
}

/** What stands in other fields is passed over; nobody needs more of it than this. */
const AROUND = { fieldSize: 10_000, fields: 100, headerPairs: 20, headerSize: 16_000 };

/** Each file is read before the next is asked for; what is left of it by then is passed over. Throws MultipartFault. */
export async function* filesOf(request: Request, limits: MultipartLimits): AsyncGenerator<ArrivingFile> {
  const parser = parserOf(request.headers.get("content-type") ?? "", limits);
  const { body } = request;
  if (body === null) throw new MultipartFault("broken");
  const ended = new AbortController();
  let current: BusboyFileStream | undefined;
  const arriving = new ReadableStream<ArrivingFile & { readonly stream: BusboyFileStream }>({
    start(controller) {
      const fail = (error: unknown) => {
        const fault = error instanceof MultipartFault
          ? error
          : new MultipartFault("broken", { cause: error });
        current?.destroy(fault);
        controller.error(fault);
      };
      parser.on("file", (field, stream, name) => {
        // A failure is heard where the file is read; unheard it would end the whole program.
        stream.on("error", () => undefined);
        current = stream;
        controller.enqueue({ field, name: name ?? "", content: contentOf(stream), stream });
      });
      parser.on("filesLimit", () => parser.destroy(new MultipartFault("too_many")));
      pipeline(Readable.from(counted(body, limits.bytes)), parser, { signal: ended.signal })
        .then(() => controller.close(), fail);
    },
  });
  try {
    for await (const { stream, ...file } of arriving) {
      yield file;
      stream.resume();
    }
  } finally {
    ended.abort();
  }
}

function parserOf(type: string, { files }: MultipartLimits): InstanceType<typeof Busboy> {
  if (!/^multipart\/form-data\s*;/i.test(type)) throw new MultipartFault("broken");
  try {
    return new Busboy({ headers: { "content-type": type }, limits: { ...AROUND, files } });
  } catch (error) {
    // It has no boundary.
    throw new MultipartFault("broken", { cause: error });
  }
}

/** The sender may say too little of the length, or nothing. */
async function* counted(body: ReadableStream<Uint8Array>, most: number): AsyncGenerator<Uint8Array> {
  let size = 0;
  for await (const bytes of body) {
    size += bytes.length;
    if (size > most) throw new MultipartFault("too_large");
    yield bytes;
  }
}

async function* contentOf(stream: BusboyFileStream): AsyncGenerator<Uint8Array> {
  try {
    // Whoever has read enough leaves the rest to be passed over; a stream that is destroyed would hold the parser up.
    yield* stream.iterator({ destroyOnReturn: false });
  } catch (error) {
    throw error instanceof MultipartFault ? error : new MultipartFault("broken", { cause: error });
  }
}
