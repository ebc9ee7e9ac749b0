/** Builds what the browser loads: islands, the module that wakes them, the style sheet, fonts and icons. */
import * as esbuild from "esbuild";
import { type Assets } from "./ui/assets.ts";
import { ICONS } from "./ui/icon.tsx";

const OUT = "static/islands";
const AT = "/static/islands/";
const BOOT = "src/ui/boot.ts";
const CSS = "static/app.css";
const ICON = "static/icon.svg";
/** Fonts of the first words on every page; the others load when they are met. */
const PRELOAD = /(serif-4|sans-3)-latin-wght-normal-.*\.woff2$/;

if (import.meta.main) {
  const assets = await buildIslands();
  console.log(`Built ${Object.keys(assets.islands).length} islands into ${OUT}`);
}

/** Builds once, writes static/islands/manifest.json and returns what stands in it. Throws when the code does not build. */
export async function buildIslands(): Promise<Assets> {
  await Deno.remove(OUT, { recursive: true }).catch(() => undefined);
  const result = await esbuild.build({ ...options(), metafile: true });
  await esbuild.stop();
  return await writeManifest(result.metafile);
}

/** Builds at every change of a source until `stop` is called. A build that fails is printed and leaves the last good one. */
export async function watchIslands(
  onBuilt: (assets: Assets) => void,
): Promise<{ readonly stop: () => Promise<void> }> {
  const report: esbuild.Plugin = {
    name: "report",
    setup(build) {
      build.onEnd(async ({ errors, metafile }) => {
        if (errors.length === 0 && metafile !== undefined) onBuilt(await writeManifest(metafile));
      });
    },
  };
  const settings = options();
  const context = await esbuild.context({ ...settings, plugins: [...settings.plugins, report] });
  await context.watch();
  return {
    stop: async () => {
      await context.dispose();
      await esbuild.stop();
    },
  };
}

function options() {
  const islands = [...Deno.readDirSync("islands")].map((entry) => entry.name).filter((name) =>
    name.endsWith(".tsx")
  );
  return {
    entryPoints: [...islands.sort().map((name) => `islands/${name}`), BOOT, CSS, ICON],
    outdir: OUT,
    entryNames: "[name]-[hash]",
    chunkNames: "shared-[hash]",
    assetNames: "[name]-[hash]",
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    minify: true,
    metafile: true,
    legalComments: "none",
    logLevel: "warning",
    jsx: "automatic",
    jsxImportSource: "preact",
    loader: { ".woff2": "file", ".svg": "copy" },
    plugins: [onlyWoff2()],
  } satisfies esbuild.BuildOptions;
}

/** KaTeX names three formats of each font; every browser that runs this page reads the first. */
function onlyWoff2(): esbuild.Plugin {
  return {
    name: "only-woff2",
    setup(build) {
      build.onLoad({ filter: /katex\.min\.css$/ }, async ({ path }) => {
        const source = await Deno.readTextFile(path);
        const contents = source.replaceAll(/,url\([^)]*\.(?:woff|ttf)\) format\("(?:woff|truetype)"\)/g, "");
        return { contents, loader: "css" };
      });
    },
  };
}

async function writeManifest(metafile: esbuild.Metafile): Promise<Assets> {
  const addressOf = (file: string) => AT + file.slice(OUT.length + 1);
  const built = new Map<string, string>();
  for (const [file, { entryPoint }] of Object.entries(metafile.outputs)) {
    if (entryPoint !== undefined) built.set(entryPoint, addressOf(file));
    else if (/\/icon-[^/]*\.svg$/.test(file)) built.set(ICON, addressOf(file));
  }
  const find = (source: string) => {
    const address = built.get(source);
    if (address === undefined) {
      throw new Error(`Cannot write the manifest: the build made nothing of ${source}`);
    }
    return address;
  };
  const islands = [...built.keys()].filter((source) => source.startsWith("islands/"));
  const assets: Assets = {
    boot: find(BOOT),
    css: find(CSS),
    icon: find(ICON),
    preload: Object.keys(metafile.outputs).filter((file) => PRELOAD.test(file)).map(addressOf),
    sprite: await makeSprite(),
    islands: Object.fromEntries(
      islands.map((source) => [source.slice("islands/".length, -".tsx".length), find(source)]),
    ),
  };
  await Deno.writeTextFile(`${OUT}/manifest.json`, `${JSON.stringify(assets, undefined, 1)}\n`);
  return assets;
}

/** One hidden SVG with a symbol for each icon in use. */
async function makeSprite(): Promise<string> {
  const symbols = await Promise.all(
    Object.entries(ICONS).map(async ([name, drawing]) => {
      const svg = await Deno.readTextFile(`node_modules/lucide-static/icons/${drawing}.svg`);
      const inner = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg)?.[1];
      if (inner === undefined) throw new Error(`Cannot make an icon of ${drawing}.svg: it holds no <svg>`);
      return `<symbol id="icon-${name}" viewBox="0 0 24 24">${inner.replaceAll(/\s*\n\s*/g, "")}</symbol>`;
    }),
  );
  return `<svg class="sprite" width="0" height="0" aria-hidden="true">${symbols.join("")}</svg>`;
}
