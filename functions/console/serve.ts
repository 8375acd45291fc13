/** How the console's files are served, on one machine and in AWS alike. */

/** Files whose names change with what they hold, and which may so be kept for ever. */
export const ASSETS = "/assets/";
/** The page that every other path begins with; the address in the browser says to the app what to show. */
export const PAGE = "index.html";
/** Where the browser comes back to after signing in. */
export const SIGNED_IN = "/signed-in";
/** What the API answers, beside the console on one host name. */
export const API_PATHS = ["/v1/*", "/docs", "/docs/*", "/openapi.json"] as const;

const YEAR_SECONDS = 31_536_000;
export const KEPT_FOR_EVER = `public, max-age=${YEAR_SECONDS}, immutable`;
export const KEPT_BY_NOBODY = "no-store";

/**
 * What the page may do: run and show what comes from its own host, in nobody's frame; speak with its own host and with
 * `connect`, the origins of issuers and of the bucket that files are put to.
 */
export const policyOf = (connect: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "font-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src ${["'self'", ...connect].join(" ")}`,
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

/** What is said with every file besides its policy. */
export const PERMISSIONS = "camera=(), microphone=(), payment=(), geolocation=(self)";
export const REFERRERS = "no-referrer";
export const HSTS_SECONDS = 2 * YEAR_SECONDS;

/** The headers of a file; `isAsset` where its name says what it holds. */
export const headersOf = (isAsset: boolean, connect: readonly string[]): Record<string, string> => ({
  "cache-control": isAsset ? KEPT_FOR_EVER : KEPT_BY_NOBODY,
  "content-security-policy": policyOf(connect),
  "cross-origin-opener-policy": "same-origin",
  "permissions-policy": PERMISSIONS,
  "referrer-policy": REFERRERS,
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
});
