/** Python for the tasks that hold us against other programs: an environment of pinned packages, made once. */

export interface Python {
  /** Runs a script to its end with `input` on its stdin. Throws when it fails. */
  readonly run: (script: string, args: readonly string[], input: string) => Promise<void>;
}

/** Each of `requirements` is a file of pins; the environment is made again when one changes. */
export async function python(name: string, requirements: readonly string[]): Promise<Python> {
  const home = Deno.env.get("XDG_CACHE_HOME") ?? `${Deno.env.get("HOME") ?? "/tmp"}/.cache`;
  const cache = `${home}/${name}`;
  const pins = (await Promise.all(requirements.map((file) => Deno.readTextFile(file)))).join("");
  const made = await Deno.readTextFile(`${cache}/pins.txt`).catch(() => "");
  if (made !== pins) {
    console.log(`Making a Python environment in ${cache}`);
    await Deno.mkdir(cache, { recursive: true });
    await command("python3", ["-m", "venv", "--clear", `${cache}/venv`], "");
    const wanted = requirements.flatMap((file) => ["-r", file]);
    await command(`${cache}/venv/bin/pip`, ["install", "-q", "--disable-pip-version-check", ...wanted], "");
    await Deno.writeTextFile(`${cache}/pins.txt`, pins);
  }
  return { run: (script, args, input) => command(`${cache}/venv/bin/python`, [script, ...args], input) };
}

async function command(program: string, args: readonly string[], input: string): Promise<void> {
  const child = new Deno.Command(program, {
    args: [...args],
    stdin: "piped",
    stdout: "inherit",
    stderr: "inherit",
  }).spawn();
  const writer = child.stdin.getWriter();
  await writer.write(new TextEncoder().encode(input));
  await writer.close();
  const { code } = await child.status;
  if (code !== 0) throw new Error(`Cannot go on: ${program} ${args[0]} ended with code ${code}, 0 needed`);
}
