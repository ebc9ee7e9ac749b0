/** The layer table of the README is the law: who may import what, and who may touch the outside world. */
import { expect, test } from "vitest";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path";

interface Layer {
  readonly folder: string;
  readonly layers: readonly string[];
  /** Layers of which only types may be imported. */
  readonly types: readonly string[];
  readonly packages: readonly string[];
}

const CORE = ["base", "tensor", "expressions", "text", "questions", "scheduling", "decks"];

const TABLE: readonly Layer[] = [
  { folder: "src/base", layers: [], types: [], packages: [] },
  { folder: "src/tensor", layers: ["base"], types: [], packages: [] },
  { folder: "src/expressions", layers: ["base", "tensor"], types: [], packages: [] },
  {
    folder: "src/text",
    layers: ["base", "tensor", "expressions"],
    types: [],
    packages: [
      "katex",
      "markdown-it",
      "sanitize-html",
      "highlight.js",
      "yaml",
      "re2js",
      "css-tree",
      "entities",
    ],
  },
  { folder: "src/questions", layers: ["base", "tensor", "expressions", "text"], types: [], packages: [] },
  { folder: "src/scheduling", layers: ["base"], types: [], packages: ["ts-fsrs"] },
  {
    folder: "src/decks",
    layers: ["base", "expressions", "text", "questions"],
    types: ["scheduling"],
    packages: [
      "zod",
      "yaml",
      "fflate",
      "sql.js",
      "node:zlib",
      "node:crypto",
      "csv-parse",
      "@bufbuild/protobuf",
    ],
  },
  {
    folder: "src/store",
    layers: ["base"],
    types: ["decks", "scheduling", "questions"],
    packages: ["drizzle-orm", "@libsql/client"],
  },
  { folder: "src/actions", layers: [...CORE, "store"], types: [], packages: [] },
  {
    folder: "src/ui",
    layers: ["base", "text"],
    types: ["questions", "scheduling", "decks"],
    packages: ["preact"],
  },
  {
    folder: "islands",
    layers: ["base", "tensor", "expressions", "text", "questions", "scheduling", "ui"],
    types: [],
    packages: ["preact", "@preact/signals"],
  },
  {
    folder: "src/pages",
    layers: ["base", "text", "questions", "scheduling", "decks", "ui", "islands"],
    types: ["actions"],
    packages: ["preact", "preact-render-to-string"],
  },
  {
    folder: "src/http",
    layers: ["base", "actions", "pages"],
    types: ["decks", "scheduling", "questions", "store"],
    packages: ["hono", "hono-rate-limiter", "zod", "@fastify/busboy", "node:stream"],
  },
  {
    folder: "src/workers",
    layers: ["base", "decks", "scheduling", "questions", "store"],
    types: [],
    packages: ["fflate", "@libsql/client", "node:v8"],
  },
];

const OUTSIDE = /\bDeno\.|\bprocess\.|\bDate\.now\(|\bnew Date\(\)|\bMath\.random\(/;

for (const layer of TABLE) {
  test(`${layer.folder} imports downward only`, () => {
    const wrong: string[] = [];
    for (const file of sourcesUnder(layer.folder)) {
      for (const { specifier, typeOnly } of importsOf(readFileSync(file, "utf8"))) {
        const problem = specifier.startsWith(".")
          ? relativeProblem(layer, file, specifier, typeOnly)
          : packageProblem(layer, specifier);
        if (problem !== undefined) wrong.push(`${file}: ${problem}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test(`${layer.folder} takes time, randomness and the machine as arguments`, () => {
    if (layer.folder === "src/workers") return;
    const wrong = sourcesUnder(layer.folder).filter((file) =>
      withoutComments(readFileSync(file, "utf8")).match(OUTSIDE) !== null
    );
    expect(wrong).toEqual([]);
  });
}

test("every folder of src stands in the layer table", () => {
  const known = new Set(TABLE.map((layer) => layer.folder));
  const folders = readdirSync("src").filter((name) => statSync(join("src", name)).isDirectory());
  expect(folders.filter((name) => !known.has(`src/${name}`))).toEqual([]);
});

test("no folder is a drawer for everything", () => {
  const drawers = allFolders("src").filter((folder) => /\/(utils?|helpers?|common|lib|misc)$/.test(folder));
  expect(drawers).toEqual([]);
});

test("importsOf() sees every form of import", () => {
  const source =
    `import a from "a";\nimport type { B } from "./b.ts";\nexport { c } from "../c.ts";\nimport "d";\nconst e = await import("./e.ts");`;
  expect(importsOf(source).map((found) => [found.specifier, found.typeOnly])).toEqual([
    ["a", false],
    ["./b.ts", true],
    ["../c.ts", false],
    ["d", false],
    ["./e.ts", false],
  ]);
});

function relativeProblem(layer: Layer, file: string, specifier: string, typeOnly: boolean) {
  const target = normalize(join(dirname(file), specifier));
  if (!/\.tsx?$/.test(target)) return `${specifier} does not end in .ts or .tsx`;
  const home = layer.folder;
  if (!relative(home, target).startsWith("..")) return undefined;
  const name = target.startsWith("islands/") ? "islands" : /^src\/([^/]+)\//.exec(target)?.[1];
  if (name !== undefined && layer.layers.includes(name)) return undefined;
  if (name !== undefined && layer.types.includes(name)) {
    return typeOnly ? undefined : `${specifier} may be imported for its types only`;
  }
  return `${specifier} is not below ${home}`;
}

function packageProblem(layer: Layer, specifier: string) {
  const allowed = layer.packages.some((name) => specifier === name || specifier.startsWith(`${name}/`));
  return allowed ? undefined : `${specifier} is not a package of this layer`;
}

function importsOf(source: string): { specifier: string; typeOnly: boolean }[] {
  const found: { specifier: string; typeOnly: boolean; at: number }[] = [];
  const patterns = [
    /^\s*(import|export)(\s+type)?\s[^;"']*?from\s+["']([^"']+)["']/gm,
    /^\s*(import)()\s+["']([^"']+)["']/gm,
    /\b(import)()\(\s*["']([^"']+)["']/g,
  ];
  for (const pattern of patterns) {
    for (const match of source.matchAll(pattern)) {
      found.push({ specifier: match[3] ?? "", typeOnly: Boolean(match[2]), at: match.index });
    }
  }
  return found.sort((a, b) => a.at - b.at).map(({ specifier, typeOnly }) => ({ specifier, typeOnly }));
}

function withoutComments(source: string): string {
  return source.replace(/\/\*[\s\S]*?\*\//g, "").replace(/(^|\s)\/\/.*$/gm, "$1");
}

function sourcesUnder(folder: string): string[] {
  return allFolders(folder).flatMap((dir) =>
    readdirSync(dir).filter((name) => /\.tsx?$/.test(name)).map((name) => join(dir, name))
  );
}

function allFolders(folder: string): string[] {
  let names: string[];
  try {
    names = readdirSync(folder);
  } catch {
    return [];
  }
  const inner = names.map((name) => join(folder, name)).filter((path) => statSync(path).isDirectory());
  return [folder, ...inner.flatMap(allFolders)];
}
