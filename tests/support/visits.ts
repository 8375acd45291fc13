import type { Stack } from "../../infra/local/stack.ts";

/** A visitor without any credential, who follows no redirect by themselves. */
export function visitorOf(stack: () => Pick<Stack, "baseUrl">) {
  const visit = (path: string, init: RequestInit = {}) =>
    fetch(`${stack().baseUrl}${path}`, { redirect: "manual", ...init });
  const sentForm = (path: string, fields: Record<string, string>) =>
    visit(path, {
      method: "POST",
      body: new URLSearchParams(fields).toString(),
      headers: { "content-type": "application/x-www-form-urlencoded" },
    });
  return { visit, sentForm };
}
