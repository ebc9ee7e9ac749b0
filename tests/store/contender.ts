/** Another program: writes to the database at argument 1 as often as argument 2 says. */
import { sql } from "drizzle-orm";
import { openStore } from "../../src/store/open.ts";

const [url, times] = Deno.args;
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const opened = await openStore({
  url: String(url),
  authToken: undefined,
  migrations: "migrations",
  busyTimeoutMs: 5000,
  process: undefined,
  pause,
  observe: () => {},
  gapMs: 0,
  thread: undefined,
});
if (!opened.ok) throw new Error(opened.error.message);
console.log("ready");
for (let i = 0; i < Number(times); i++) {
  await opened.value.write([sql`update setting set value = value + 1 where key = 'count'`]);
  await pause(0);
}
await opened.value.close();
