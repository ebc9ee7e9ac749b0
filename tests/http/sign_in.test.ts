/** Signing in and out: one password, cookies that only the browser holds, and the way back. */
import { expect, test } from "vitest";
import { DAY } from "../actions/house.ts";
import { signIn, type Vault } from "../../src/actions/sign_in.ts";
import { get, openSite, PASSWORD, post, QUICK_VAULT, type Served, signedIn } from "./site.ts";

const SITE = await openSite({ password: true });

function enter(site: Served, password: string, next = "/"): Promise<Response> {
  return post(site, "/sign-in", { name: "Ada", password, next });
}

test.each(["/", "/review?deck=all-types", "/decks/all-types", "/cards/1", "/settings", "/presets/1", "/x"])(
  "GET %s leads a stranger to the sign-in page, and from there back",
  async (path) => {
    const response = await get(SITE, path);
    expect(response.status).toBe(303);
    expect(response.headers.get("location")).toBe(`/sign-in?${new URLSearchParams({ next: path })}`);
    const back = await enter(SITE, PASSWORD, path);
    expect([back.status, back.headers.get("location")]).toEqual([303, path]);
  },
);

test.each(["/review/answer", "/undo", "/cards/1/suspend", "/settings", "/presets/1/delete"])(
  "POST %s of a stranger changes nothing",
  async (path) => {
    const response = await post(SITE, path, { version: "0", card: "1", rating: "3", back: "/" });
    expect(response.headers.get("location")).toBe("/sign-in?next=%2F");
    const json = await post(SITE, path, { version: "0" }, { accept: "application/json" });
    expect(json.status).toBe(401);
    expect(await json.json()).toMatchObject({ error: { title: "You are not signed in" } });
  },
);

test("a wrong password and a wrong name are answered alike", async () => {
  const texts = await Promise.all(
    [["Ada", "wrong"], ["Nobody", PASSWORD]].map(async ([name = "", password = ""]) => {
      const response = await post(SITE, "/sign-in", { name, password, next: "/" });
      expect([response.status, response.headers.get("set-cookie")]).toEqual([403, null]);
      return (await response.text()).replaceAll(name, "");
    }),
  );
  expect(texts[0]).toContain("Name or password is wrong.");
  expect(texts[0]).toBe(texts[1]);
});

test("an unknown name costs as much work as a wrong password", async () => {
  const { store } = SITE;
  const work: string[] = [];
  const counting: Vault = {
    ...QUICK_VAULT,
    hashPassword: (password) => {
      work.push("derived");
      return QUICK_VAULT.hashPassword(password);
    },
    checkPassword: (password, hash) => {
      work.push("derived");
      return QUICK_VAULT.checkPassword(password, hash);
    },
  };
  for (const name of ["Ada", "Nobody"]) {
    expect(await signIn(store, counting, { name, password: "wrong", now: SITE.clock.now })).toBeUndefined();
    expect(work.splice(0)).toEqual(["derived"]);
  }
});

test("the cookie is out of reach of scripts and other sites, and of plain http under https", async () => {
  const plain = (await enter(SITE, PASSWORD)).headers.get("set-cookie") ?? "";
  expect(plain).toMatch(/HttpOnly/);
  expect(plain).toMatch(/SameSite=Lax/);
  expect(plain).toMatch(/Path=\//);
  expect(plain).not.toMatch(/Secure/);
  const secure = await openSite({ password: true, baseUrl: "https://cards.example.org" });
  const response = await post(secure, "/sign-in", { name: "ada", password: PASSWORD, next: "/" }, {
    host: "cards.example.org",
    origin: "https://cards.example.org",
  });
  expect(response.headers.get("set-cookie")).toMatch(/; Secure/);
});

test("signing out ends the session on the server, not only in the browser", async () => {
  const cookie = await signedIn(SITE);
  expect((await get(SITE, "/", cookie)).status).toBe(200);
  const out = await post(SITE, "/sign-out", {}, cookie);
  expect([out.status, out.headers.get("location")]).toEqual([303, "/sign-in"]);
  expect((await get(SITE, "/", cookie)).status).toBe(303);
});

test("a session ends after 90 days", async () => {
  const site = await openSite({ password: true });
  const cookie = await signedIn(site);
  site.clock.now += 90 * DAY - 1;
  expect((await get(site, "/", cookie)).status).toBe(200);
  site.clock.now += 1;
  expect((await get(site, "/", cookie)).status).toBe(303);
});

test("a made-up cookie is nobody's", async () => {
  expect((await get(SITE, "/", { cookie: "rehearsal_session=abc" })).status).toBe(303);
});

test.each([
  "https://evil.example/",
  "//evil.example",
  "/\\evil.example",
  "\\\\evil.example",
  "/.//evil.example",
  "/a/..//evil.example",
  "/%2e//evil.example",
  "/\t/evil.example",
  "javascript:alert(1)",
  "evil.example",
  "",
  "/[",
  "http://[",
  "//",
])("after signing in nobody is led to %j", async (next) => {
  const location = (await enter(SITE, PASSWORD, next)).headers.get("location") ?? "";
  expect(new URL(location, "http://own").origin).toBe("http://own");
  expect(location).toMatch(/^\/(?!\/)/);
});

test("the eleventh wrong password within a quarter of an hour is refused, even if it is right", async () => {
  const site = await openSite({ password: true });
  for (let i = 0; i < 10; i++) expect((await enter(site, "wrong")).status).toBe(403);
  const refused = await enter(site, PASSWORD);
  expect(refused.status).toBe(429);
  expect(await refused.text()).toContain("Wait a quarter of an hour");
});

test("right passwords are never too many", async () => {
  for (let i = 0; i < 12; i++) expect((await enter(SITE, PASSWORD)).status).toBe(303);
});
