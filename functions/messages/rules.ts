/** What a delivery status notification (RFC 3464) says of its first recipient: what was done, the status of RFC 3463, and why. */
export function reportedIn(text: string): { action: string; status: string; diagnostic?: string } | undefined {
  const unfolded = text.replace(/\r\n?/g, "\n").replace(/\n[ \t]+/g, " ");
  const field = (name: string): string | undefined =>
    new RegExp(`^${name}:[ \\t]*(.*)$`, "im").exec(unfolded)?.[1]?.trim() || undefined;
  const action = field("Action")?.toLowerCase();
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(field("Status") ?? "")?.[0];
  if (!action || !status) return undefined;
  const diagnostic = field("Diagnostic-Code")?.replace(/^smtp;\s*/i, "");
  return { action, status, ...(diagnostic && { diagnostic }) };
}
