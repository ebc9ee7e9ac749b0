/** Runs every test: finds a Chromium or installs one, builds what the pages need, then hands over to Vitest. */
import { buildIslands } from "../src/build_islands.ts";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/usr/bin/google-chrome-stable",
  "/snap/bin/chromium",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

const chromium = find() ?? await install();
if (chromium === undefined) {
  console.error(
    "The browser tests need Chromium, and none was found. Install the package chromium (or Chrome), " +
      "or set CHROMIUM_PATH to the program.",
  );
  Deno.exit(1);
}

await buildIslands();
const vitest = new Deno.Command(Deno.execPath(), {
  args: ["run", "-A", "npm:vitest@5.1.0", "run", ...Deno.args],
  env: { CHROMIUM_PATH: chromium },
});
Deno.exit((await vitest.spawn().status).code);

function find(): string | undefined {
  const named = Deno.env.get("CHROMIUM_PATH");
  if (named !== undefined && named !== "") {
    if (exists(named)) return named;
    console.error(`CHROMIUM_PATH names ${named}, where there is no file.`);
    Deno.exit(1);
  }
  return PLACES.find(exists);
}

/** Debian and its kin, as root: the package chromium. */
async function install(): Promise<string | undefined> {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0 || !exists("/usr/bin/apt-get")) return undefined;
  console.log("No Chromium found: installing the package chromium.");
  for (const args of [["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "chromium"]]) {
    const { code } = await new Deno.Command("apt-get", {
      args,
      env: { DEBIAN_FRONTEND: "noninteractive" },
      stdout: "null",
    }).output();
    if (code !== 0) {
      console.error(`apt-get ${args.join(" ")} failed with code ${code}.`);
      return undefined;
    }
  }
  return PLACES.find(exists);
}

function exists(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}
