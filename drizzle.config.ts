/** Where `deno task migrations` finds the tables and leaves the SQL. */
import { defineConfig } from "drizzle-kit";

export default defineConfig({ dialect: "sqlite", schema: "./src/store/schema.ts", out: "./migrations" });
