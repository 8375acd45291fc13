import { type Api, apiClient, type Reached } from "./api.ts";

/** A tenant opened through the public door, with callers for its people. */
export type TestTenant = {
  id: string;
  admin: Api;
  /** A user with these roles, and a caller with a key of theirs. */
  person(input: {
    roles: string[];
    departmentId?: string;
    name?: string;
    email?: string;
    phone?: string;
  }): Promise<{ id: string; key: string; api: Api }>;
};

/** Where a test's tenant has its clocks. */
export const TIME_ZONE = "Asia/Shanghai";

let people = 0;

/** Creates something and insists on 201. */
export async function made(api: Api, path: string, body: unknown): Promise<{ id: string; [field: string]: unknown }> {
  const reply = await api.post(path, body);
  if (reply.status !== 201) throw new Error(`POST ${path} → ${reply.status} ${JSON.stringify(reply.body)}`);
  return reply.body;
}

/** An id of the same form that no record has. */
export const unlike = (id: string): string => id.slice(0, -1) + (id.endsWith("Z") ? "Y" : "Z");

/** Opens a tenant of its own for a test. */
export async function openTenant(stack: Reached, name = "上海云帆软件有限公司"): Promise<TestTenant> {
  const operator = stack.api(stack.operatorKey);
  const input = { name, locale: "zh-CN", timeZone: TIME_ZONE, currency: "CNY" };
  const { id, adminKey } = (await made(operator, "/v1/tenants", input)) as { id: string; adminKey?: string };
  const admin = apiClient(stack.baseUrl, adminKey);
  return {
    id,
    admin,
    person: async ({ roles, departmentId, name: called = "王芳", email, phone }) => {
      people += 1;
      const address = email ?? `person${people}@example.com`;
      const user = await made(admin, "/v1/users", { name: called, email: address, phone, roles, departmentId });
      const { key } = (await made(admin, `/v1/users/${user.id}/api-keys`, { name: "test" })) as unknown as {
        key: string;
      };
      return { id: user.id, key, api: apiClient(stack.baseUrl, key) };
    },
  };
}
