/** Uploads over the web: they go to the disk as they arrive, and what does not arrive whole leaves nothing. */
import { sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { settledImport } from "../../src/actions/imports/desk.ts";
import type { ImportUploads } from "../../src/actions/imports/uploads.ts";
import { uploadFilesIn } from "../../src/upload_files.ts";
import { openSite, ORIGIN, type Served } from "./site.ts";

const BOUNDARY = "----part7MA4YWxkTrZu0gW";
const TYPE = `multipart/form-data; boundary=${BOUNDARY}`;
const WORDS = "#separator:tab\n#guid column:1\n#deck:Latin\nw1\taqua\twater\n";
const PIECE = 16_384;

interface Part {
  readonly disposition: string;
  readonly content: string;
}

function filePart(name: string, content: string, field = "files"): Part {
  return {
    disposition: `form-data; name="${field}"; filename="${name}"\r\nContent-Type: application/octet-stream`,
    content,
  };
}

const fieldPart = (name: string, content: string): Part => (
  { disposition: `form-data; name="${name}"`, content }
);

function bodyOf(...parts: readonly Part[]): string {
  const written = parts.map(({ disposition, content }) =>
    `--${BOUNDARY}\r\nContent-Disposition: ${disposition}\r\n\r\n${content}\r\n`
  );
  return `${written.join("")}--${BOUNDARY}--\r\n`;
}

/** In pieces, without a length, as a sender that does not know it sends. */
function streamOf(
  body: string,
  end: "whole" | "goes away" = "whole",
): ReadableStream<Uint8Array<ArrayBuffer>> {
  const bytes = new TextEncoder().encode(body);
  let at = 0;
  return new ReadableStream({
    pull(controller) {
      if (at < bytes.length) controller.enqueue(bytes.slice(at, at += PIECE));
      else if (end === "whole") controller.close();
      else controller.error(new TypeError("The connection was lost"));
    },
  });
}

let folder: string;
let site: Served;

beforeEach(async () => {
  folder = await Deno.makeTempDir({ prefix: "rehearsal-" });
  site = await openSite({ decks: {}, uploads: uploadFilesIn(folder) });
  return () => Deno.remove(folder, { recursive: true });
});

async function send(
  body: string | ReadableStream<Uint8Array<ArrayBuffer>>,
  headers: Readonly<Record<string, string>> = { "content-type": TYPE },
): Promise<Response> {
  return await site.app.request("/import", {
    method: "POST",
    body,
    headers: { host: "127.0.0.1:8000", origin: ORIGIN, "sec-fetch-site": "same-origin", ...headers },
  });
}

/** Names and contents of what was kept, when it is read. */
async function kept(response: Response) {
  expect(response.status).toBe(303);
  const id = Number(/\d+/.exec(response.headers.get("location") ?? "")?.[0]);
  await settledImport(site.imports, id);
  const [run] = await site.store.db.all<{ files: string }>(
    sql`select files from import_run where id = ${id}`,
  );
  const files: { name: string; size: number }[] = JSON.parse(run?.files ?? "[]");
  return await Promise.all(files.map(async ({ name, size }, file) => {
    const bytes = await site.imports.uploads.read({ importId: id, file });
    expect(bytes?.length).toBe(size);
    return [name, new TextDecoder().decode(bytes)];
  }));
}

async function expectNothingLeft(): Promise<void> {
  expect([...Deno.readDirSync(folder)]).toEqual([]);
  expect(await site.store.db.all(sql`select id from import_run`)).toEqual([]);
  expect(site.imports.live.size).toBe(0);
  expect(site.logged).toEqual([]);
}

describe("an upload", () => {
  test("is kept as it was sent, several files at once, among other fields", async () => {
    const long = `${WORDS}${
      Array.from({ length: 20_000 }, (_, row) => `r${row}\tfront ${row}\tback\n`).join("")
    }`;
    const body = bodyOf(
      fieldPart("before", "x".repeat(50_000)),
      filePart("words.txt", WORDS),
      fieldPart("between", "y"),
      filePart("größe 🙂.txt", long),
      filePart("other.txt", "of another field", "else"),
      fieldPart("after", "z"),
    );
    const expected = [["words.txt", WORDS], ["größe 🙂.txt", long]];
    expect(await kept(await send(streamOf(body)))).toEqual(expected);
    expect(await kept(await send(body))).toEqual(expected);
  });

  test("goes by names without folders, and what begins like the boundary is content", async () => {
    const content = `${WORDS}w2\tline\tone\r\n--${BOUNDARY.slice(0, -1)}\tline\ttwo\r\n`;
    const body = bodyOf(filePart("C:\\Users\\me\\a.txt", content), filePart("../../b.txt", WORDS));
    expect(await kept(await send(body))).toEqual([["a.txt", content], ["b.txt", WORDS]]);
  });

  test("leaves out a file field in which nothing was chosen, wherever it stands", async () => {
    const body = bodyOf(filePart("", ""), filePart("words.txt", WORDS), filePart("", ""));
    expect(await kept(await send(body))).toEqual([["words.txt", WORDS]]);
  });

  test("keeps a file without a name that has content, and one without content that has a name", async () => {
    const response = await send(bodyOf(filePart("", WORDS), filePart("words.txt", WORDS)));
    expect(await kept(response)).toEqual([["file", WORDS], ["words.txt", WORDS]]);
    const id = Number(
      /\d+/.exec((await send(bodyOf(filePart("empty.txt", "")))).headers.get("location") ?? ""),
    );
    await settledImport(site.imports, id);
    expect(await (await site.app.request(`/imports/${id}`, { headers: { host: "127.0.0.1:8000" } })).text())
      .toContain("The file is empty");
  });

  test("holds no more in memory than is just being read", async () => {
    const [most, total] = [4_500_000, 300];
    let [sent, written, ahead] = [0, 0, 0];
    const { uploads } = site.imports;
    const counting: ImportUploads = {
      ...uploads,
      arrive: async () => {
        const arrival = await uploads.arrive();
        async function* counted(content: AsyncIterable<Uint8Array>) {
          for await (const bytes of content) {
            written += bytes.length;
            ahead = Math.max(ahead, sent - written);
            yield bytes;
          }
        }
        return { ...arrival, keep: (file, content, limit) => arrival.keep(file, counted(content), limit) };
      },
    };
    site = await openSite({ decks: {}, uploads: counting });
    const piece = new TextEncoder().encode("x".repeat(most / total));
    const [head, tail] = bodyOf(filePart("large.apkg", "|")).split("|").map((text) =>
      new TextEncoder().encode(text)
    );
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start: (controller) => controller.enqueue(head),
      pull(controller) {
        if (sent < most) {
          sent += piece.length;
          controller.enqueue(piece.slice());
        } else {
          controller.enqueue(tail);
          controller.close();
        }
      },
    });
    expect((await send(body)).status).toBe(303);
    expect(written).toBe(most);
    expect(ahead).toBeLessThan(500_000);
  });
});

describe("an upload is refused and leaves nothing when", () => {
  const small = filePart("a.txt", WORDS);
  const large = filePart("large.apkg", "x".repeat(3_000_000));

  test.each<[string, string | ReadableStream<Uint8Array<ArrayBuffer>>, number, string]>([
    ["there is no file in it", bodyOf(fieldPart("files", "text")), 422, "No file was chosen"],
    ["no file was chosen", bodyOf(filePart("", "")), 422, "No file was chosen"],
    ["it has no part at all", `--${BOUNDARY}--\r\n`, 422, "No file was chosen"],
    [
      "there are too many files",
      bodyOf(small, small, small, small, small),
      422,
      "5 files were chosen; at most 3 are taken",
    ],
    ["there are more than are counted", bodyOf(...Array(1001).fill(small)), 422, "More than 1000 files"],
    [
      "its files are too large together",
      streamOf(bodyOf(large, large)),
      413,
      "At most 4 MB are taken at once",
    ],
    [
      "its files are a little too large",
      streamOf(bodyOf(filePart("a", "x".repeat(5_000_001)))),
      422,
      "The files are too large: at most 4 MB",
    ],
    [
      "other fields are too large",
      streamOf(bodyOf(filePart("a", "x".repeat(6_000_000), "else"))),
      413,
      "At most 4 MB are taken at once",
    ],
    ["it ends in a file", streamOf(bodyOf(small, large).slice(0, 2_000_000)), 400, "did not arrive whole"],
    ["it ends before a file", bodyOf(small, large).slice(0, 300), 400, "did not arrive whole"],
    ["it ends in a field", bodyOf(small, fieldPart("a", "b")).slice(0, -60), 400, "did not arrive whole"],
    ["it is empty", "", 400, "did not arrive whole"],
    ["it is no multipart", streamOf("x".repeat(3_000_000)), 400, "did not arrive whole"],
    ["the sender goes away in a file", streamOf(bodyOf(small, large), "goes away"), 400, "did not arrive"],
    [
      "the sender goes away in a second file",
      streamOf(bodyOf(small, large).slice(0, 2_000_000), "goes away"),
      400,
      "did not arrive whole",
    ],
  ])("%s", async (_, body, status, words) => {
    const response = await send(body);
    expect([response.status, await response.text()]).toEqual([status, expect.stringContaining(words)]);
    await expectNothingLeft();
  });

  test.each([
    ["the type of its body has no boundary", "multipart/form-data"],
    ["it is an ordinary form", "application/x-www-form-urlencoded"],
    ["it is JSON", "application/json"],
    ["the boundary is another one", "multipart/form-data; boundary=other"],
  ])("%s", async (_, type) => {
    const response = await send(bodyOf(small), { "content-type": type });
    expect([response.status, await response.text()]).toEqual([
      400,
      expect.stringContaining("did not arrive whole"),
    ]);
    await expectNothingLeft();
  });

  test("its length is known to be too large, before any of it is read", async () => {
    const body = new ReadableStream<Uint8Array<ArrayBuffer>>({
      pull: (controller) => controller.error(new Error("It was read")),
    }, { highWaterMark: 0 });
    const response = await send(body, { "content-type": TYPE, "content-length": "5200000" });
    expect([response.status, await response.text()]).toEqual([413, expect.stringContaining("At most 4 MB")]);
    await expectNothingLeft();
  });

  test("the disk fails", async () => {
    await Deno.remove(folder);
    await Deno.writeTextFile(folder, "no folder");
    expect((await send(bodyOf(small))).status).toBe(500);
    expect(await site.store.db.all(sql`select id from import_run`)).toEqual([]);
  });
});

test("of two uploads at once only one takes the last place", async () => {
  for (const _ of [1, 2]) await kept(await send(bodyOf(filePart("a.txt", WORDS))));
  const gates = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const [first, second] = gates.map(({ promise }) => {
    const bytes = new TextEncoder().encode(bodyOf(filePart("a.txt", WORDS)));
    return send(
      new ReadableStream({
        async start(controller) {
          controller.enqueue(bytes.slice(0, 200));
          await promise;
          controller.enqueue(bytes.slice(200));
          controller.close();
        },
      }),
    );
  });
  gates[0]?.resolve();
  expect((await first)?.status).toBe(303);
  gates[1]?.resolve();
  const refused = await second;
  expect([refused?.status, await refused?.text()]).toEqual([422, expect.stringContaining("3 imports wait")]);
  expect((await send(streamOf(bodyOf(filePart("a.txt", WORDS))))).status).toBe(422);
  await settledImport(site.imports, 3);
  expect([...Deno.readDirSync(folder)].map(({ name }) => name).sort()).toEqual(["1", "2", "3"]);
});
