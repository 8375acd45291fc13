import type { Needs } from "../../shared/contract/demo.ts";

/** The states in which the examples of actions find their records. */
export const NEEDS: Needs = {
  "GET /v1/bank-uploads/{id}": { note: "Open an upload first: POST /v1/bank-connections/{id}/uploads." },
  "POST /v1/suppressed-addresses/{id}/lift": { note: "There is one once a mail has come back." },
  "GET /v1/parked-records/{id}": { note: "There is one once work has failed for good; usually there is none." },
  "POST /v1/parked-records/{id}/retry": {
    where: "state=parked",
    note: "There is one once work has failed for good; usually there is none.",
  },
  "POST /v1/jobs/{id}/undo": { where: "kind=batch&state=done" },
  "GET /v1/figure-recounts/{id}": { note: "Begin one first: POST /v1/figure-recounts." },
  "GET /v1/calendar-feeds/{token}": { note: "Open a calendar address first: POST /v1/users/me/calendar-feed." },
  "GET /v1/files/{id}/download": { note: "PUT the file's bytes to its uploadUrl first." },
  "POST /v1/quotes/{id}/approve": {
    note: "Somebody else has asked: nobody decides what they asked for themselves.",
  },
  "POST /v1/quotes/{id}/reject": {
    note: "Somebody else has asked: nobody decides what they asked for themselves.",
  },
  "POST /v1/quotes/{id}/send": { after: ["POST /v1/quotes/{id}/submit"] },
  "GET /v1/public-quotes/{token}": { note: "Make an address first: POST /v1/quotes/{id}/send." },
  "GET /v1/public-quotes/{token}/pdf": { note: "Make an address first: POST /v1/quotes/{id}/send." },
  "POST /v1/public-quotes/{token}/accept": { note: "Make an address first: POST /v1/quotes/{id}/send." },
  "POST /v1/public-quotes/{token}/questions": { note: "Make an address first: POST /v1/quotes/{id}/send." },
  "POST /v1/orders/{id}/upsell": { after: ["POST /v1/orders/{id}/sign"] },
  "POST /v1/orders/{id}/renew": { after: ["POST /v1/orders/{id}/sign"] },
  "POST /v1/orders/{id}/terminate": { after: ["POST /v1/orders/{id}/sign"] },
  "POST /v1/receivables/{id}/archive": { after: ["POST /v1/receivables/{id}/write-off"] },
  "GET /v1/approvals/{id}": { note: "There is one once somebody has done what an approval rule is for." },
  "POST /v1/approvals/{id}/approve": {
    where: "state=pending&noun=order",
    note: "Somebody else has asked: nobody decides what they asked for themselves.",
  },
  "POST /v1/approvals/{id}/reject": {
    where: "state=pending&noun=order",
    note: "Somebody else has asked: nobody decides what they asked for themselves.",
  },
  "POST /v1/approvals/{id}/withdraw": { where: "state=pending&noun=order" },
  "POST /v1/webhooks/tickets/{channelId}": { note: "CASHLOOP_SIGNING_SECRET is the channel's own here." },
  "POST /v1/leads/{id}/unmerge": { after: ["POST /v1/leads/{id}/merge"] },
  "POST /v1/accounts/{id}/unmerge": { after: ["POST /v1/accounts/{id}/merge"] },
  "GET /v1/merges/{id}": { note: "Merge records first: POST /v1/leads/{id}/merge answers with the merge." },
  "POST /v1/contacts/{id}/unmerge": { after: ["POST /v1/contacts/{id}/merge"] },
  "POST /v1/bank-transactions/{id}/claim": { where: "state=claimable&direction=credit" },
  "POST /v1/bank-transactions/{id}/close": {
    where: "direction=debit&exclusion=outgoing",
    note: "The bank has told of a line that went out: POST /v1/webhooks/bank/{connectionId} with direction debit.",
  },
  "POST /v1/bank-transactions/{id}/decide": { where: "state=claimable" },
  "POST /v1/bank-transactions/{id}/lock": { where: "state=claimable" },
  "POST /v1/bank-transactions/{id}/unlock": { where: "state=claimable" },
  "GET /v1/bank-transactions/{id}/receipt/pdf": { where: "state=applied&direction=credit" },
  "POST /v1/bank-transactions/{id}/undo": { where: "state=applied" },
  "GET /v1/deductions/{id}": { note: "There is one once a payer has taken something off a receivable." },
  "POST /v1/deductions/{id}/resolve": { where: "state=open" },
  "POST /v1/deductions/{id}/undo": { where: "state=credited" },
};
