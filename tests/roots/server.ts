/** A server as its own process: started with the permissions it ships with, on a free port, over a folder of its own. */
import { afterAll } from "vitest";
import { serverPermissions } from "../../src/permissions.ts";
import { readSettings, SETTING_NAMES } from "../../src/settings.ts";

export type Environment = Readonly<Record<string, string>>;

export interface Server {
  readonly origin: string;
  /** Ends the process and waits until it is gone. */
  readonly stop: (signal: Deno.Signal) => Promise<number>;
}

export interface Ended {
  readonly code: number;
  readonly output: string;
}

const folders: string[] = [];
const running = new Set<Deno.ChildProcess>();

afterAll(async () => {
  for (const process of running) {
    process.kill("SIGKILL");
    await process.status;
  }
  for (const folder of folders) await Deno.remove(folder, { recursive: true });
});

export async function freshFolder(): Promise<string> {
  const folder = await Deno.makeTempDir({ prefix: "rehearsal-" });
  folders.push(folder);
  return folder;
}

/** A port that nobody listened on a moment ago. */
export function freePort(): string {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return String(port);
}

function commandOf(environment: Environment): Deno.Command {
  const settings = readSettings(environment);
  const permissions = settings.ok ? serverPermissions(settings.value) : ["-A"];
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", ...permissions, "src/main.ts"],
    ...onlyWith(environment),
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
}

/** The variables of this process, but of the program's settings only those given: Vitest sets a BASE_URL of its own. */
export function onlyWith(environment: Environment) {
  const others = Object.entries(Deno.env.toObject()).filter(([name]) =>
    !SETTING_NAMES.some((setting) => setting === name)
  );
  return { clearEnv: true, env: { ...Object.fromEntries(others), ...environment } };
}

/** Starts a server and waits until it says that it is ready. Throws with its output when it ends instead. */
export async function startServer(environment: Environment): Promise<Server> {
  return await watched(commandOf(environment));
}

/** Waits until a server of any command says that it is ready. */
export async function watched(command: Deno.Command): Promise<Server> {
  const process = command.spawn();
  running.add(process);
  const said: string[] = [];
  const errors = collect(process.stderr, (text) => said.push(text));
  const ready = Promise.withResolvers<string>();
  const output = collect(process.stdout, (text) => {
    said.push(text);
    const address = /ready at (\S+)\s/.exec(said.join(""))?.[1];
    if (address !== undefined) ready.resolve(address);
  });
  const ended = process.status.then(async ({ code }) => {
    running.delete(process);
    await Promise.all([errors, output]);
    ready.reject(new Error(`The server ended with code ${code}: ${said.join("")}`));
    return code;
  });
  const origin = await ready.promise;
  return {
    origin: origin.replace("0.0.0.0", "127.0.0.1"),
    stop: (signal) => {
      process.kill(signal);
      return ended;
    },
  };
}

/** Runs the server until it ends by itself. */
export async function runServer(environment: Environment): Promise<Ended> {
  return endedOf(await commandOf(environment).output());
}

interface Around {
  readonly environment: Environment;
  readonly folder: string;
  /** What stands on the standard input. */
  readonly input: string;
}

/** Runs a program to its end with everything allowed. */
export async function runProgram(args: readonly string[], around: Around): Promise<Ended> {
  const process = new Deno.Command(Deno.execPath(), {
    args: ["run", "--no-prompt", "-A", ...args],
    ...onlyWith(around.environment),
    cwd: around.folder,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
  const writer = process.stdin.getWriter();
  await writer.write(new TextEncoder().encode(around.input));
  await writer.close();
  return endedOf(await process.output());
}

function endedOf({ code, stdout, stderr }: Deno.CommandOutput): Ended {
  const read = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, output: `${read(stdout)}${read(stderr)}` };
}

async function collect(stream: ReadableStream<Uint8Array>, take: (text: string) => void): Promise<void> {
  const decoder = new TextDecoder();
  for await (const bytes of stream) take(decoder.decode(bytes, { stream: true }));
}
