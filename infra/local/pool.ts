import type { Clock } from "../../shared/clock.ts";
import type { Store } from "./store.ts";

/** One who may sign in, as the pool keeps them. */
export type PoolUser = {
  username: string;
  email: string;
  name: string;
  groups: string[];
  /** How often they were sent an invitation. */
  invitations: number;
};

/** Why the pool refuses something, by the name that Cognito has for it. */
export class PoolRefusal extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

type Row = Omit<PoolUser, "groups"> & { groups: string; signed_out_at: number };
const COLUMNS = "username, email, name, groups, invitations, signed_out_at";

const userOf = ({ username, email, name, groups, invitations }: Row): PoolUser => ({
  ...{ username, email, name, invitations },
  groups: JSON.parse(groups) as string[],
});

/** Who may sign in on this machine: what Cognito's user pool is in AWS. It has no passwords, since nobody types one here. */
export class Pool {
  private readonly store: Store;
  private readonly clock: Clock;

  constructor(store: Store, clock: Clock) {
    this.store = store;
    this.clock = clock;
  }

  list(): PoolUser[] {
    const rows = this.store.sql(`SELECT ${COLUMNS} FROM pool_users ORDER BY username`).all();
    return (rows as unknown as Row[]).map(userOf);
  }

  find(username: string): PoolUser | undefined {
    const row = this.row(username);
    return row && userOf(row);
  }

  get(username: string): PoolUser {
    const found = this.find(username);
    if (!found) throw new PoolRefusal("UserNotFoundException", "User does not exist.");
    return found;
  }

  /** Until when sign-ins of somebody have ended, in seconds. */
  signedOutAt(username: string): number {
    return this.row(username)?.signed_out_at ?? 0;
  }

  /** Makes somebody, and invites them; another with the same address is refused. */
  create(username: string, { email, name }: Pick<PoolUser, "email" | "name">): PoolUser {
    if (this.find(username)) throw new PoolRefusal("UsernameExistsException", "User account already exists.");
    this.refuseTaken(username, email);
    this.store.sql("INSERT INTO pool_users VALUES (?, ?, ?, '[]', 1, 0)").run(username, email, name);
    return this.get(username);
  }

  invite(username: string): PoolUser {
    this.get(username);
    this.store.sql("UPDATE pool_users SET invitations = invitations + 1 WHERE username = ?").run(username);
    return this.get(username);
  }

  update(username: string, given: Partial<Pick<PoolUser, "email" | "name">>): void {
    const { email, name } = { ...this.get(username), ...given };
    this.refuseTaken(username, email);
    this.store.sql("UPDATE pool_users SET email = ?, name = ? WHERE username = ?").run(email, name, username);
  }

  createGroup(group: string): void {
    const { changes } = this.store.sql("INSERT OR IGNORE INTO pool_groups VALUES (?)").run(group);
    if (changes === 0) throw new PoolRefusal("GroupExistsException", "A group with the name already exists.");
  }

  join(username: string, group: string): void {
    if (!this.store.sql("SELECT 1 FROM pool_groups WHERE name = ?").get(group)) {
      throw new PoolRefusal("ResourceNotFoundException", "Group not found.");
    }
    const groups = [...new Set([...this.get(username).groups, group])];
    this.store.sql("UPDATE pool_users SET groups = ? WHERE username = ?").run(JSON.stringify(groups), username);
  }

  signOut(username: string): void {
    this.get(username);
    const now = Math.floor(this.clock.now().getTime() / 1_000);
    this.store.sql("UPDATE pool_users SET signed_out_at = ? WHERE username = ?").run(now, username);
  }

  delete(username: string): void {
    this.get(username);
    this.store.sql("DELETE FROM pool_users WHERE username = ?").run(username);
  }

  private row(username: string): Row | undefined {
    const row = this.store.sql(`SELECT ${COLUMNS} FROM pool_users WHERE username = ?`).get(username);
    return row as unknown as Row | undefined;
  }

  private refuseTaken(username: string, email: string): void {
    const taken = this.store.sql("SELECT 1 FROM pool_users WHERE lower(email) = lower(?) AND username <> ?");
    if (taken.get(email, username)) {
      throw new PoolRefusal("AliasExistsException", "An account with the email already exists.");
    }
  }
}
