/** Signing in and out, for a server that is open to other machines. */
import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";
import { rateLimiter } from "hono-rate-limiter";
import { z } from "zod";
import { personOfToken, signIn, signOut } from "../../actions/sign_in.ts";
import { renderDocument } from "../../pages/document.tsx";
import { SignInPage } from "../../pages/sign_in.tsx";
import type { Person } from "../../store/people.ts";
import { readForm } from "../forms.ts";
import { HttpProblem } from "../problem.ts";
import { type App, type AppContext, backTo, type Site, wantsJson } from "../site.ts";

const COOKIE = "rehearsal_session";
const TRIES = 10;
const WINDOW_MS = 15 * 60_000;

const form = z.object({
  name: z.string().max(100),
  password: z.string().max(1000),
  next: z.string().max(500).default("/"),
});

export function signInRoutes(app: App, site: Site): void {
  const limit = rateLimiter({
    windowMs: WINDOW_MS,
    limit: TRIES,
    keyGenerator: clientOf,
    skipSuccessfulRequests: true,
    handler: () => {
      throw new HttpProblem(429, {
        title: "Too many tries",
        detail: `There were ${TRIES} wrong passwords within a quarter of an hour.`,
        mend: "Wait a quarter of an hour and try again.",
      });
    },
  });

  app.get(
    "/sign-in",
    (c) => sendSignIn(c, site, { problem: undefined, name: "", next: c.req.query("next") ?? "/" }),
  );

  app.post("/sign-in", limit, async (c) => {
    const { name, password, next } = await readForm(c, form);
    const signedIn = await signIn(site.store, site.vault, { name, password, now: site.now() });
    if (signedIn === undefined) {
      return sendSignIn(c, site, { problem: "Name or password is wrong.", name, next });
    }
    setCookie(c, COOKIE, signedIn.token, {
      httpOnly: true,
      sameSite: "Lax",
      secure: site.baseUrl.startsWith("https:"),
      path: "/",
      expires: new Date(signedIn.expiresAt),
    });
    return backTo(c, next);
  });

  app.post("/sign-out", async (c) => {
    const token = getCookie(c, COOKIE);
    if (token !== undefined) await signOut(site.store, site.vault, token);
    deleteCookie(c, COOKIE, { path: "/" });
    return backTo(c, "/sign-in");
  });
}

/** The address that a request comes from; behind a proxy, that of the proxy. */
function clientOf(c: Context): string {
  const remote: unknown = c.env?.remoteAddr;
  return typeof remote === "object" && remote !== null && "hostname" in remote
    ? String(remote.hostname)
    : "unknown";
}

/** The person of the session cookie; undefined when nobody is signed in. */
export async function signedInPerson(c: AppContext, site: Site): Promise<Person | undefined> {
  const token = getCookie(c, COOKIE);
  return token === undefined
    ? undefined
    : await personOfToken(site.store, site.vault, { token, now: site.now() });
}

/** Leads to the sign-in page, and from there back. */
export function askToSignIn(c: AppContext): Response {
  if (wantsJson(c)) {
    throw new HttpProblem(401, {
      title: "You are not signed in",
      detail: "Your session has ended.",
      mend: "Sign in again; what you had answered before is safe.",
    });
  }
  const { pathname, search } = new URL(c.req.url);
  const next = c.req.method === "GET" ? `${pathname}${search}` : "/";
  return c.redirect(`/sign-in?${new URLSearchParams({ next })}`, 303);
}

interface SignIn {
  readonly problem: string | undefined;
  readonly name: string;
  readonly next: string;
}

function sendSignIn(c: AppContext, site: Site, model: SignIn): Response {
  const html = renderDocument({
    shell: {
      theme: "system",
      keys: false,
      userName: "",
      canSignOut: false,
      notice: undefined,
      undo: undefined,
    },
    title: "Sign in",
    assets: site.assets(),
    body: SignInPage({ model }),
    frame: "page",
  });
  c.header("Cache-Control", "no-store");
  return c.html(html, model.problem === undefined ? 200 : 403);
}
