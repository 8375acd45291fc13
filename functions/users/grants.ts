import { Fault } from "../../shared/fault.ts";
import type { Caller } from "../../shared/http/route.ts";

/** Nobody gives away more than they have: else whoever may write users or roles could become an administrator. */
export function checkGranted(call: Caller, permissions: readonly string[], what: string): void {
  const beyond = permissions.filter((p) => !call.access.can(p));
  if (beyond.length > 0) {
    throw new Fault("forbidden", `You may not grant ${what}: it has ${beyond.join(", ")}, which you do not have.`);
  }
}

/** Whoever acts through another's key has that one's roles. */
export function checkActsAs(call: Caller, holder: { id: string; roles?: readonly string[] }): void {
  for (const name of holder.roles ?? []) {
    checkGranted(call, call.tenant.roles.get(name)?.permissions ?? [], `a key of ${holder.id}`);
  }
}
