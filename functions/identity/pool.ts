import type { CognitoIdentityProviderClient } from "@aws-sdk/client-cognito-identity-provider";
import { config, perStack } from "../../shared/config.ts";
import type { Change, Work } from "../../shared/events/event.ts";
import type { RowOf } from "../../shared/table/entity.ts";
import { user } from "../users/table.ts";

type Row = RowOf<typeof user>;
type Sdk = typeof import("@aws-sdk/client-cognito-identity-provider");
type Pool = { sdk: Sdk; client: CognitoIdentityProviderClient; UserPoolId: string };

/** A pool that is busy is asked again a few times; then the change is parked, so that history and mail do not wait for it. */
const TRIES_MAX = 5;

const opened = perStack(async (): Promise<Pool> => {
  const sdk = await import("@aws-sdk/client-cognito-identity-provider");
  const client = new sdk.CognitoIdentityProviderClient({ maxAttempts: TRIES_MAX, retryMode: "adaptive" });
  return { sdk, client, UserPoolId: config().userPoolId ?? "" };
});

/** The pool, unless people sign in elsewhere only. */
function pool(): Promise<Pool> | undefined {
  return config().userPoolId ? opened() : undefined;
}

/** Asks the pool. What it says against it by one of the names that are `meant` is given back, all else is the record's fault. */
async function ask(call: () => Promise<unknown>, ...meant: string[]): Promise<string | undefined> {
  try {
    await call();
    return undefined;
  } catch (error) {
    const { name, message } = error as Error;
    if (meant.includes(name)) return name;
    const told = name === "AliasExistsException" ? "the mail address signs in somebody else" : `${name}: ${message}`;
    throw new Error(`The user pool refuses: ${told}.`, { cause: error });
  }
}

/** The tenant is the person's one group; it is made with its first person. */
async function joinTenant({ sdk, client, UserPoolId }: Pool, Username: string, GroupName: string): Promise<void> {
  const join = () => client.send(new sdk.AdminAddUserToGroupCommand({ UserPoolId, Username, GroupName }));
  if (!(await ask(join, "ResourceNotFoundException"))) return;
  const make = () => client.send(new sdk.CreateGroupCommand({ UserPoolId, GroupName }));
  await ask(make, "GroupExistsException");
  await ask(join);
}

/** Lets somebody in, who is then sent an invitation; whoever is in has their address and name brought up to date. */
async function letIn(
  of: Pool,
  { id: Username, email, name }: Row,
  tenantId: string,
  isInvited: boolean,
): Promise<void> {
  const { sdk, client, UserPoolId } = of;
  const UserAttributes = [
    { Name: "email", Value: email },
    { Name: "email_verified", Value: "true" },
    { Name: "name", Value: name },
  ];
  const who = { UserPoolId, Username };
  const create = new sdk.AdminCreateUserCommand({ ...who, UserAttributes, DesiredDeliveryMediums: ["EMAIL"] });
  const isThere = await ask(() => client.send(create), "UsernameExistsException");
  await joinTenant(of, Username, tenantId);
  if (!isThere) return;
  await ask(() => client.send(new sdk.AdminUpdateUserAttributesCommand({ ...who, UserAttributes })));
  if (!isInvited) return;
  const again = new sdk.AdminCreateUserCommand({ ...who, MessageAction: "RESEND", DesiredDeliveryMediums: ["EMAIL"] });
  // Whoever has chosen a password needs no invitation.
  await ask(() => client.send(again), "UnsupportedUserStateException");
}

/** Brings the pool to what a person now is: in it with an address, until they leave. The row is read anew, so that it may happen twice. */
export async function keepInPool({ before, after }: Change<Row>, { table }: Work): Promise<void> {
  const of = await pool();
  const id = after?.id ?? before?.id;
  if (!of || id === undefined) return;
  const row = await table.find(user, id);
  if (row?.email && !row.archived) {
    return letIn(of, row, table.tenantId, after?.invitedAt !== undefined && after.invitedAt !== before?.invitedAt);
  }
  const { sdk, client, UserPoolId } = of;
  await ask(() => client.send(new sdk.AdminDeleteUserCommand({ UserPoolId, Username: id })), "UserNotFoundException");
}

/** Ends what somebody has at the pool: no refresh token of before gives anything any more. */
export async function signOutOfPool({ after }: Change<Row>): Promise<void> {
  const of = await pool();
  if (!of || !after) return;
  const { sdk, client, UserPoolId } = of;
  const out = new sdk.AdminUserGlobalSignOutCommand({ UserPoolId, Username: after.id });
  await ask(() => client.send(out), "UserNotFoundException");
}
