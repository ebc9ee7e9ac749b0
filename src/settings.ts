/** The settings of the server, read once from the environment; each mistake names its variable. */
import { z } from "zod";
import { err, ok, type Result } from "./base/result.ts";

export const SETTING_NAMES = [
  "HOST",
  "PORT",
  "DATABASE_URL",
  "DATA_DIR",
  "BASE_URL",
  "SECRET",
  "LOG_LEVEL",
] as const;

const schema = z.object({
  HOST: z.string().trim().min(1, "must name an address to listen on, such as 127.0.0.1").default("127.0.0.1"),
  PORT: z.string().regex(/^\d{1,5}$/, "must be a whole number from 1 to 65535").transform(Number)
    .refine((port) => port >= 1 && port <= 65535, "must be a whole number from 1 to 65535").default(8000),
  DATA_DIR: z.string().trim().min(1, "must name a folder").default("./data"),
  DATABASE_URL: z.string().regex(
    /^(file:.+|libsql:\/\/.+|https?:\/\/.+)$/,
    "must start with file:, libsql: or http(s):, such as file:./data/rehearsal.db",
  ).optional(),
  BASE_URL: z.url({ protocol: /^https?$/, error: "must be an address such as https://cards.example.org" })
    .optional(),
  SECRET: z.string().min(32, "must have at least 32 characters; leave it out to have one made and kept")
    .optional(),
  LOG_LEVEL: z.enum(["debug", "info", "warning", "error"], {
    error: "must be one of debug, info, warning, error",
  }).default("info"),
});

export interface Settings {
  readonly host: string;
  readonly port: number;
  readonly dataDir: string;
  readonly databaseUrl: string;
  /** Address under which people reach the server, without a slash at the end. */
  readonly baseUrl: string;
  /** undefined: made at the first start and kept in the data folder. */
  readonly secret: string | undefined;
  readonly logLevel: "debug" | "info" | "warning" | "error";
}

/** Reads settings from variables; empty ones count as absent. */
export function readSettings(
  environment: Readonly<Record<string, string | undefined>>,
): Result<Settings, readonly string[]> {
  const given = Object.fromEntries(
    SETTING_NAMES.map((name) => [name, environment[name]]).filter(([, value]) =>
      value !== undefined && value !== ""
    ),
  );
  const read = schema.safeParse(given);
  if (!read.success) {
    return err(read.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      return `${name} ${issue.message}; found ${
        name === "SECRET" ? "something else" : JSON.stringify(given[name])
      }.`;
    }));
  }
  const { HOST: host, PORT: port, DATA_DIR: dataDir, SECRET: secret, LOG_LEVEL: logLevel } = read.data;
  return ok({
    host,
    port,
    dataDir,
    secret,
    logLevel,
    databaseUrl: read.data.DATABASE_URL ?? `file:${dataDir}/rehearsal.db`,
    baseUrl: (read.data.BASE_URL ?? `http://${host.includes(":") ? `[${host}]` : host}:${port}`).replace(
      /\/+$/,
      "",
    ),
  });
}

/** Whether only this machine can reach an address. */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || host === "[::1]" || /^127(\.\d{1,3}){3}$/.test(host);
}
