import { crc32 } from "node:zlib";
import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { expect, test } from "vitest";
import { isZip, readZip, type ZipLimits } from "../../src/decks/zip.ts";

const limits: ZipLimits = { entries: 20, entryBytes: 5_000_000, totalBytes: 8_000_000 };

test("readZip() gives back what was packed, packed or stored", () => {
  const path = fc.stringMatching(/^[a-zé]{1,8}(\/[a-z ]{1,5}x){0,2}\.md$/);
  const files = fc.dictionary(path, fc.uint8Array({ maxLength: 3000 }), { maxKeys: 8 });
  fc.assert(fc.property(files, fc.constantFrom(0 as const, 6 as const), (given, level) => {
    const wanted = Object.entries(given).map(([name, bytes]) => [name.normalize("NFC"), [...bytes]]);
    const read = readZip(zipSync(given, { level }), limits);
    expect(read.ok).toBe(true);
    const entries = read.ok ? read.value : [];
    const unpacked = entries.map(({ name, bytes }) => {
      const result = bytes();
      return [name, result.ok ? [...result.value] : undefined];
    });
    expect(unpacked).toEqual(wanted);
  }));
});

test("readZip() leaves folders out and sees a comment after the end", () => {
  const packed = zipSync({ "a/": new Uint8Array(0), "a/b.txt": strToU8("b") });
  const commented = new Uint8Array(packed.length + 5);
  commented.set(packed);
  commented[packed.length - 2] = 5;
  const read = readZip(commented, limits);
  expect(read).toMatchObject({ ok: true, value: [{ name: "a/b.txt", size: 1 }] });
});

test.each<[string, Uint8Array<ArrayBuffer>, RegExp]>([
  ["a path that leaves the folder", zipSync({ "../a": strToU8("x") }), /unsafe name/],
  ["an absolute path", zipSync({ "/a": strToU8("x") }), /unsafe name/],
  ["a drive", zipSync({ "C:\\a": strToU8("x") }), /unsafe name/],
  ["a backslash path that leaves the folder", zipSync({ "b\\..\\..\\a": strToU8("x") }), /unsafe name/],
  ["too large a file", zipSync({ a: new Uint8Array(5_000_001) }, { level: 0 }), /5.0 MB unpacked/],
  ["a file that unpacks a thousandfold", zipSync({ a: new Uint8Array(4_000_000) }), /400 times/],
  [
    "too much together",
    zipSync({ a: new Uint8Array(4_100_000), b: new Uint8Array(4_100_000) }, { level: 0 }),
    /more than 8.0 MB/,
  ],
  [
    "too many files",
    zipSync(Object.fromEntries(Array.from({ length: 21 }, (_, i) => [`f${i}`, strToU8("x")]))),
    /21 files; at most 20/,
  ],
  ["no directory", strToU8("PK\u0003\u0004 and nothing more"), /damaged or cut off/],
])("readZip() refuses %s", (_, bytes, message) => {
  const read = readZip(bytes, limits);
  expect(read.ok ? "taken" : read.error.message).toMatch(message);
});

test("readZip() refuses encryption, foreign packing and a name that stands twice", () => {
  const set = (offset: number, value: number) => {
    const bytes = zipSync({ a: strToU8("x"), b: strToU8("y") }, { level: 0 });
    const central = bytes.findIndex((_, at) =>
      bytes[at] === 0x50 && bytes[at + 2] === 1 && bytes[at + 3] === 2
    );
    bytes[central + offset] = value;
    const read = readZip(bytes, limits);
    return read.ok ? "taken" : read.error.message;
  };
  expect(set(8, 1)).toMatch(/encrypted/);
  expect(set(10, 12)).toMatch(/method 12/);
  expect(set(46, "b".charCodeAt(0))).toMatch(/twice/);
});

test("readZip() refuses links", () => {
  const bytes = zipSync({ a: [strToU8("/etc/passwd"), { os: 3, attrs: 0o120777 << 16 }] });
  const read = readZip(bytes, limits);
  expect(read.ok ? "taken" : read.error.message).toBe("a in the zip file is a link to another file");
});

test("readZip() reads the 64-bit kind, and holds it to the same limits", () => {
  const read = readZip(largeZip({ name: "a.md", text: "hello", count: 1n }), limits);
  const [entry] = read.ok ? read.value : [];
  expect(entry).toMatchObject({ name: "a.md", size: 5 });
  expect(entry?.bytes()).toEqual({ ok: true, value: strToU8("hello") });
  const many = readZip(largeZip({ name: "a.md", text: "hello", count: 2n ** 60n }), limits);
  expect(many.ok ? "taken" : many.error.message).toMatch(/at most 20/);
});

/** One stored file whose sizes and place stand in the fields of 64 bits only. */
function largeZip(
  { name, text, count }: { readonly name: string; readonly text: string; readonly count: bigint },
) {
  const [path, content] = [strToU8(name), strToU8(text)];
  const [local, central] = [30 + path.length + content.length, 46 + path.length + 28];
  const bytes = new Uint8Array(local + central + 56 + 20 + 22);
  const view = new DataView(bytes.buffer);
  const set = (at: number, numbers: readonly (readonly [offset: number, value: number])[]) => {
    for (const [offset, value] of numbers) view.setUint32(at + offset, value, true);
  };
  const crc = crc32(content);
  set(0, [[0, 0x04034b50], [14, crc], [18, content.length], [22, content.length], [26, path.length]]);
  bytes.set(path, 30);
  bytes.set(content, 30 + path.length);
  set(local, [[0, 0x02014b50], [16, crc], [20, 0xffffffff], [24, 0xffffffff], [
    28,
    path.length | (28 << 16),
  ]]);
  set(local, [[42, 0xffffffff]]);
  bytes.set(path, local + 46);
  const extra = local + 46 + path.length;
  set(extra, [[0, 1 | (24 << 16)], [4, content.length], [12, content.length]]);
  const end = local + central;
  set(end, [[0, 0x06064b50], [48, local]]);
  view.setBigUint64(end + 32, count, true);
  set(end + 56, [[0, 0x07064b50], [8, end]]);
  set(end + 76, [[0, 0x06054b50], [8, 0xffffffff], [16, 0xffffffff]]);
  return bytes;
}

test("bytes() says that a damaged entry is damaged", () => {
  const packed = zipSync({ "a.md": strToU8("all work and no play ".repeat(50)) });
  const damaged = packed.slice();
  damaged[45] = (damaged[45] ?? 0) ^ 0x5a;
  const read = readZip(damaged, limits);
  expect(read.ok && read.value[0]?.bytes()).toMatchObject({
    ok: false,
    error: { message: expect.stringMatching(/a.md in the zip file is damaged/) },
  });
});

test("readZip() never throws, whatever the bytes", () => {
  const start = zipSync({ "a.md": strToU8("text"), "b.md": strToU8("text ".repeat(40)) });
  const change = fc.array(fc.tuple(fc.nat(start.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
  fc.assert(
    fc.property(change, fc.nat(start.length), (changes, length) => {
      const bytes = start.slice(0, length);
      for (const [at, value] of changes) bytes[at] = value;
      const read = readZip(bytes, limits);
      if (read.ok) { for (const entry of read.value) entry.bytes(); }
      expect(typeof isZip(bytes)).toBe("boolean");
    }),
    { numRuns: 1000 },
  );
});
