/** Structured logs, one JSON line for each event, on standard error. */
import { configure, getConsoleSink, getLogger, jsonLinesFormatter } from "@logtape/logtape";
import type { Log } from "./http/site.ts";
import type { Settings } from "./settings.ts";

export async function openLog(level: Settings["logLevel"]): Promise<Log> {
  await configure({
    sinks: { console: getConsoleSink({ formatter: jsonLinesFormatter, levelMap: ALL_TO_STDERR }) },
    loggers: [
      { category: "rehearsal", lowestLevel: level, sinks: ["console"] },
      { category: ["logtape", "meta"], lowestLevel: "error", sinks: ["console"] },
    ],
  });
  const logger = getLogger("rehearsal");
  return {
    info: (event, properties) => logger.info(event, { ...properties }),
    error: (event, properties) => logger.error(event, { ...properties }),
  };
}

const ALL_TO_STDERR = {
  trace: "error",
  debug: "error",
  info: "error",
  warning: "error",
  error: "error",
  fatal: "error",
} as const;
