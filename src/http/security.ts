/** Who may talk to the server from a browser: own pages only, and by a name that is its own. */
import type { MiddlewareHandler } from "hono";
import { secureHeaders } from "hono/secure-headers";
import { HttpProblem } from "./problem.ts";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);
const LOOPBACK_NAME = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/** Headers of every response. Styles by attribute are KaTeX's; scripts come from files only. */
export function headers(): MiddlewareHandler {
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'self'"],
      scriptSrc: ["'self'"],
      styleSrc: ["'self'"],
      styleSrcAttr: ["'unsafe-inline'"],
      imgSrc: ["'self'", "data:"],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
    referrerPolicy: "same-origin",
    xFrameOptions: "DENY",
    strictTransportSecurity: false,
    // Pictures have a stricter policy of their own.
    overwrite: false,
  });
}

/** Refuses a Host that is not a loopback name: a foreign name that resolves here is DNS rebinding. */
export function loopbackHostOnly(): MiddlewareHandler {
  return async (c, next) => {
    const host = c.req.header("host") ?? "";
    if (!LOOPBACK_NAME.test(host)) {
      throw new HttpProblem(421, {
        title: "This server answers only on this machine",
        detail: `It was called by the name ${JSON.stringify(host)}.`,
        mend: "Open it by 127.0.0.1 or localhost. To reach it from other machines, set a password and HOST.",
      });
    }
    await next();
  };
}

export interface OriginRule {
  /** Address of our own pages. */
  readonly baseUrl: string;
  /** Whether requests without Origin and Sec-Fetch-Site, which no browser sends, may change things. */
  readonly scriptsMayWrite: boolean;
}

/**
 * Every unsafe method must come from one of our own pages. Under plain http those are also the pages of whatever name
 * the browser called us by, for a machine has several; a proxy that speaks https goes by the base address alone.
 */
export function ownOriginOnly(rule: OriginRule): MiddlewareHandler {
  const own = new URL(rule.baseUrl).origin;
  return async (c, next) => {
    if (!SAFE.has(c.req.method)) {
      const origin = c.req.header("origin");
      const site = c.req.header("sec-fetch-site");
      const origins = own.startsWith("https:") ? [own] : [own, `http://${c.req.header("host") ?? ""}`];
      const fromOwnPage = origin !== undefined ? origins.includes(origin) : site === "same-origin";
      const fromScript = origin === undefined && site === undefined && rule.scriptsMayWrite;
      const foreign = site !== undefined && site !== "same-origin" && site !== "none";
      if (foreign || !(fromOwnPage || fromScript)) {
        throw new HttpProblem(403, {
          title: "This form was not sent from this site",
          detail: origin === undefined
            ? "The browser did not say which page sent it."
            : `It came from ${origin}; this site is ${own}.`,
          mend:
            "Open the page here again and send the form from it. Behind a proxy, set BASE_URL to the address that people use.",
        });
      }
    }
    await next();
  };
}
