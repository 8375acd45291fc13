import type { Api } from "./api.ts";

let events = 0;

/** So many logins a day of a customer, on days of Shanghai. */
export const logins = (accountId: string, days: readonly string[], value = 1): object[] =>
  days.map((day) => ({
    insertId: `login-${events++}`,
    accountId,
    metric: "logins",
    value,
    at: `${day}T02:00:00.000Z`,
  }));

/** A model of which the score is a hundred from ten days of logins in four weeks on. */
export const loginModel = (admin: Api, fields: object = {}) =>
  admin.post("/v1/health-models", {
    name: "登录",
    metrics: [
      { metric: "logins", weight: 90, measure: "days", fullAt: 10 },
      { metric: "seats", weight: 10, measure: "average", fullAt: 10 },
    ],
    ...fields,
  });
