/** Who may talk to the server from a browser, and what browsers are told to forbid. */
import { expect, test } from "vitest";
import { get, openSite, ORIGIN, post, signedIn } from "./site.ts";

const OPEN = await openSite();
const CLOSED = await openSite({ password: true });

test.each(["127.0.0.1:8000", "localhost:8000", "LOCALHOST", "[::1]:8000", "127.8.9.10"])(
  "a server that is open to this machine answers to %s",
  async (host) => expect((await get(OPEN, "/", { host })).status).toBe(200),
);

test.each([
  "cards.example.org",
  "localhost.evil.example",
  "127.0.0.1.evil.example",
  "evil.example:8000",
  "localhost:8000@evil.example",
  "192.168.1.5:8000",
  "",
])("a foreign name that resolves to this machine is refused: %j", async (host) => {
  const response = await get(OPEN, "/", { host });
  expect(response.status).toBe(421);
  expect(await response.text()).toContain("answers only on this machine");
});

test("a foreign name is refused on every path, files and the sign of life included", async () => {
  for (const path of ["/healthz", "/static/islands/x.js", "/media/a/b.svg", "/sign-in", "/nowhere"]) {
    expect([path, (await get(OPEN, path, { host: "evil.example" })).status]).toEqual([path, 421]);
  }
});

const OWN = { origin: ORIGIN, "sec-fetch-site": "same-origin" };
const UNSAFE = ["POST", "PUT", "PATCH", "DELETE"] as const;

/** Sends nothing to an address that does not exist: 404 is what passes the rule, 403 what does not. */
async function sent(site: typeof OPEN, method: string, headers: Readonly<Record<string, string>>) {
  const response = await site.app.request("/nowhere", {
    method,
    headers: { host: "127.0.0.1:8000", ...headers },
    body: "{}",
  });
  return response.status;
}

const FOREIGN: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ["another site", { origin: "https://evil.example", "sec-fetch-site": "cross-site" }],
  ["another site, by Origin alone", { origin: "https://evil.example" }],
  ["another site, by Sec-Fetch-Site alone", { "sec-fetch-site": "cross-site" }],
  ["another port of this machine", { origin: "http://127.0.0.1:9000", "sec-fetch-site": "same-site" }],
  ["a sandboxed frame", { origin: "null", "sec-fetch-site": "cross-site" }],
  ["https under the same name", { origin: "https://127.0.0.1:8000" }],
  ["an Origin that begins as ours", { origin: `${ORIGIN}.evil.example` }],
  ["an Origin that contradicts Sec-Fetch-Site", { origin: ORIGIN, "sec-fetch-site": "cross-site" }],
];

for (const method of UNSAFE) {
  test.each(FOREIGN)(`${method} from %s is refused`, async (_, headers) => {
    expect(await sent(OPEN, method, headers)).toBe(403);
    expect(await sent(OPEN, method, { ...headers, "content-type": "application/json" })).toBe(403);
    expect(await sent(CLOSED, method, headers)).toBe(403);
  });

  test(`${method} from one of our own pages passes, open or signed in`, async () => {
    expect(await sent(OPEN, method, OWN)).toBe(404);
    expect(await sent(OPEN, method, { origin: ORIGIN })).toBe(404);
    expect(await sent(OPEN, method, { "sec-fetch-site": "same-origin" })).toBe(404);
    expect(await sent(CLOSED, method, { ...OWN, ...await signedIn(CLOSED) })).toBe(404);
  });

  test(`${method} without either header passes while open and is refused with a password`, async () => {
    expect(await sent(OPEN, method, {})).toBe(404);
    expect(await sent(CLOSED, method, await signedIn(CLOSED))).toBe(403);
  });
}

test("localhost is as good an origin as 127.0.0.1, each under its own name", async () => {
  const own = { host: "localhost:8000", origin: "http://localhost:8000" };
  expect((await post(OPEN, "/undo", { back: "/" }, own)).status).toBe(303);
  expect((await post(OPEN, "/undo", { back: "/" }, { ...own, host: "127.0.0.1:8000" })).status).toBe(403);
});

test("with a password, people come by whatever name of the machine they use; behind https by one only", async () => {
  const lan = { host: "192.168.1.5:8000", origin: "http://192.168.1.5:8000" };
  const headers = { ...await signedIn(CLOSED), ...lan };
  expect((await post(CLOSED, "/undo", { back: "/" }, headers)).status).toBe(303);
  const secure = await openSite({ password: true, baseUrl: "https://cards.example.org" });
  const plain = { host: "cards.example.org", origin: "http://cards.example.org" };
  expect((await post(secure, "/undo", { back: "/" }, plain)).status).toBe(403);
  expect(
    (await post(secure, "/undo", { back: "/" }, { ...plain, origin: "https://cards.example.org" })).status,
  )
    .toBe(303);
});

test("a refused form says from where it came and what the site is called", async () => {
  const response = await post(OPEN, "/undo", { back: "/" }, { origin: "https://evil.example" });
  expect(await response.text()).toContain("It came from https://evil.example; this site is http://127.0.0.1");
});

test("every response forbids foreign scripts, framing and guessing of types", async () => {
  for (const path of ["/", "/review", "/nowhere", "/healthz"]) {
    const { headers } = await get(OPEN, path);
    const policy = headers.get("content-security-policy") ?? "";
    expect(policy).toMatch(/default-src 'self'/);
    expect(policy).toMatch(/script-src 'self'(;|$)/);
    expect(policy).toMatch(/frame-ancestors 'none'/);
    expect(policy).toMatch(/form-action 'self'/);
    expect(policy).toMatch(/base-uri 'none'/);
    expect(policy.replace(/style-src-attr [^;]+/, "")).not.toContain("unsafe");
    expect(headers.get("x-frame-options")).toBe("DENY");
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("same-origin");
  }
});

test("pages carry no inline script and no inline handler", async () => {
  for (const path of ["/", "/review", "/decks/all-types", "/cards/1", "/settings", "/presets/1"]) {
    const html = await (await get(OPEN, path)).text();
    expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(html).not.toMatch(/<[^>]+\son[a-z]+=/);
  }
});

test("pages of a person are not kept by any cache", async () => {
  for (const path of ["/", "/review", "/cards/1", "/settings"]) {
    expect((await get(OPEN, path)).headers.get("cache-control")).toContain("no-store");
  }
});

test("a form of more than 1 MB is refused in words", async () => {
  const response = await post(OPEN, "/review/check", { card: "1", version: "0", x: "y".repeat(1_000_001) });
  expect(response.status).toBe(413);
  expect(await response.text()).toContain("larger than 1 MB");
});
