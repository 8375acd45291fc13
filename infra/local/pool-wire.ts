import type { IncomingMessage } from "node:http";
import { POOL_ID } from "./environment.ts";
import { type Reply, readBody } from "./http.ts";
import { type Pool, PoolRefusal, type PoolUser } from "./pool.ts";

const REQUEST_BYTES_MAX = 64 * 1024;
const TARGET = /^AWSCognitoIdentityProviderService\.(\w+)$/;

type Input = {
  UserPoolId?: string;
  Username?: string;
  GroupName?: string;
  MessageAction?: "RESEND" | "SUPPRESS";
  UserAttributes?: { Name: string; Value?: string }[];
};

const attributesOf = ({ UserAttributes = [] }: Input): Partial<Pick<PoolUser, "email" | "name">> =>
  Object.fromEntries(
    UserAttributes.filter(({ Name }) => Name === "email" || Name === "name").map(({ Name, Value = "" }) => [
      Name,
      Value,
    ]),
  );

function createUser(pool: Pool, input: Input): object {
  const username = input.Username ?? "";
  const { email = "", name = "" } = attributesOf(input);
  const made = input.MessageAction === "RESEND" ? pool.invite(username) : pool.create(username, { email, name });
  return { User: { Username: made.username, Enabled: true, UserStatus: "FORCE_CHANGE_PASSWORD" } };
}

/** The administrators' calls that the product makes. */
const CALLS: Record<string, (pool: Pool, input: Input) => unknown> = {
  AdminCreateUser: createUser,
  AdminUpdateUserAttributes: (pool, input) => pool.update(input.Username ?? "", attributesOf(input)),
  AdminAddUserToGroup: (pool, input) => pool.join(input.Username ?? "", input.GroupName ?? ""),
  CreateGroup: (pool, input) => pool.createGroup(input.GroupName ?? ""),
  AdminUserGlobalSignOut: (pool, input) => pool.signOut(input.Username ?? ""),
  AdminDeleteUser: (pool, input) => pool.delete(input.Username ?? ""),
};

const headers = { "content-type": "application/x-amz-json-1.1" };
const refused = (code: string, message: string): Reply => ({
  status: 400,
  headers,
  body: JSON.stringify({ __type: code, message }),
});

/** Cognito's protocol for administrators, as far as the product speaks it. */
export async function poolWire(request: IncomingMessage, pool: Pool): Promise<Reply> {
  const [, name = ""] = TARGET.exec(String(request.headers["x-amz-target"] ?? "")) ?? [];
  const call = CALLS[name];
  if (!call) return refused("UnknownOperationException", `${name || "This"} is no call that the local pool answers.`);
  const input = JSON.parse((await readBody(request, REQUEST_BYTES_MAX)).toString() || "{}") as Input;
  if (input.UserPoolId !== POOL_ID) return refused("ResourceNotFoundException", "User pool does not exist.");
  try {
    return { status: 200, headers, body: JSON.stringify(call(pool, input) ?? {}) };
  } catch (error) {
    if (!(error instanceof PoolRefusal)) throw error;
    return refused(error.code, error.message);
  }
}
