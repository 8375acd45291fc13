import { escapeHtml, page } from "./pages.ts";

/** Somebody who may sign in, as the page shows them. */
export type Shown = { username: string; name: string; email: string; roles: string; tenantId: string; tenant: string };

const STYLE =
  "main{max-width:44rem;margin:auto}form{margin:0}ul{list-style:none;padding:0}li{margin:.4rem 0}" +
  "button{font:inherit;width:100%;min-height:3rem;text-align:left;padding:.5rem .9rem;border:1px solid #767f8d;border-radius:.4rem;background:#fff;color:inherit;cursor:pointer}" +
  "button:hover,button:focus-visible{border-color:#0a58ca;outline:2px solid #0a58ca}small{display:block;color:#5b6675}";

const WORDS = {
  en: {
    title: "Sign in",
    who: "As whom?",
    nobody: "Nobody may sign in yet. Whoever is made a user with a mail address may.",
  },
  "zh-CN": { title: "登录", who: "以谁的身份登录？", nobody: "还没有可以登录的人。带邮箱的用户创建之后即可登录。" },
} as const;

export type Language = keyof typeof WORDS;

/**
 * The page on which a person of this machine's tenants is chosen, each by one click. `asked` is what the application asked
 * for, handed on as it came.
 */
export function signInPage(language: Language, people: readonly Shown[], asked: URLSearchParams): string {
  const words = WORDS[language];
  const hidden = [...asked]
    .map(([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`)
    .join("");
  const button = ({ username, name, email, roles }: Shown): string =>
    `<li><button name="username" value="${escapeHtml(username)}">${escapeHtml(name)}` +
    `<small>${escapeHtml([email, roles].filter(Boolean).join(" · "))}</small></button></li>`;
  const tenants = [...Map.groupBy(people, ({ tenantId }) => tenantId).values()].map(
    (some) => `<h2>${escapeHtml(some[0]?.tenant ?? "")}</h2><ul>${some.map(button).join("")}</ul>`,
  );
  const list = people.length > 0 ? `<form method="post">${hidden}${tenants.join("")}</form>` : `<p>${words.nobody}</p>`;
  const body = `<main><h1>${words.title}</h1>${people.length > 0 ? `<p>${words.who}</p>` : ""}${list}</main>`;
  return page(words.title, body, { language, style: STYLE });
}

/** Says why a request of an application cannot be answered by going back to it. */
export const refusedPage = (detail: string): string =>
  page("Sign in", `<main><h1>This cannot be signed in to</h1><p>${escapeHtml(detail)}</p></main>`, { style: STYLE });
