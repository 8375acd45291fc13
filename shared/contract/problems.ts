import type { FaultCode } from "../fault.ts";

/** What each problem code means and what the caller does next; `/docs` shows it, and `type` links to it. */
export const PROBLEMS: Record<FaultCode, string> = {
  malformed_request: "The request cannot be read: not JSON, not UTF-8, or a parameter of the wrong form. Correct it.",
  unknown_filter: "A query parameter, filter or sort is not declared for this call. The detail names the allowed ones.",
  invalid_cursor: "The cursor is forged, or of another query, tenant or scope. Begin the list again without a cursor.",
  session_evicted: "More people signed in than the licence has seats; the earliest session has ended. Sign in again.",
  unauthorized: "No credential, or one that is unknown, expired or revoked. Send Authorization: Bearer <token>.",
  edition_required: "The tenant's edition lacks this part of the product. The detail names the editions that have it.",
  licence_limit: "The tenant's licence allows no more of these. The detail says how many and what to do.",
  forbidden: "The credential is good and does not carry the permission, or the field may not be changed by it.",
  consent_required:
    "Recipients have not agreed to be reached so, or have withdrawn it; nothing was queued. The detail says how many.",
  not_found: "There is no such record, or it lies outside what you may see; the two are not told apart.",
  method_not_allowed: "The path exists under other methods; the Allow header lists them.",
  conflict: "Another change, or a limit, is in the way. Read the record again and decide anew.",
  stale: "The record was changed while you were changing it. Read it again and repeat.",
  duplicate: "Another record already has this id or unique value; errors names the field.",
  invalid_state: "The record's state does not allow this action. The detail says which states do.",
  in_progress: "The first call with this Idempotency-Key has not finished. Wait for Retry-After and repeat.",
  cash_applied: "Cash has been applied, so this cannot be taken back. Undo the bank transaction first.",
  locked: "Somebody else is working on this record just now. Try again in a moment.",
  outgoing_line:
    "The bank line is money that went out: it pays no receivable. Close it, POST /v1/bank-transactions/{id}/close, saying what it was.",
  damaged:
    "The stored record is not as its schema says; errors names the fields. Change those fields: everything else about it stays.",
  over_budget:
    "A budget has less left than is asked for. errors says what is left; ask for less, or have its limit raised.",
  stage_blocked:
    "The opportunity may not stand in that stage yet. errors names every field, task, document and rule that is missing.",
  precondition_failed: "If-Match names another version than the record has. Read it again.",
  too_large: "The body is larger than this call takes; the detail gives the bound.",
  unsupported_media_type: "The Content-Type is none that this call reads.",
  invalid: "Fields of the body are wrong. errors lists all of them, each with its path.",
  idempotency_key_reused: "This Idempotency-Key was used with another body. Use a new key for a new call.",
  unknown_reference: "A field names a record that does not exist for you; errors names the field.",
  too_many_actions: "The change would touch more rows than can change together. Split it.",
  rate_limited: "The tenant's calls of this window are used up. Wait for Retry-After (seconds).",
  internal: "Something failed on our side. Quote the requestId when you report it.",
  unavailable: "The service is busy. Wait for Retry-After and repeat; with an Idempotency-Key that is always safe.",
};
