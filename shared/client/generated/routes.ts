/** Generated from the route declarations by "npm run generate"; do not edit. */

export type Routes = {
  /** Opens a tenant with its first administrator; the key is shown once. What its business modes bring comes in the moments after: GET /v1/presets tells of it. */
  "POST /v1/tenants": {
    body: TenantEntryInput;
    reply: PostTenantsReply;
  };
  /** Lists tenants. */
  "GET /v1/tenants": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: TenantEntryPage;
  };
  /** Suspends a tenant: its people can read or not even that, webhooks are answered so that senders try again, public addresses are closed. */
  "POST /v1/tenants/{id}/suspend": {
    params: { id: string };
    body: PostTenantsByIdSuspendBody;
    reply: PostTenantsByIdSuspendReply;
  };
  /** Closes a tenant: its people read and export until the retention is over, then everything of it is deleted but a report. Until then it can be opened again. */
  "POST /v1/tenants/{id}/close": {
    params: { id: string };
    body: PostTenantsByIdCloseBody;
    reply: PostTenantsByIdSuspendReply;
  };
  /** Opens a tenant again that is suspended or closing; one that is open stays so. */
  "POST /v1/tenants/{id}/reopen": {
    params: { id: string };
    reply: PostTenantsByIdSuspendReply;
  };
  /** How a tenant stands and why; of a deleted one, what was taken away, by place. */
  "GET /v1/tenants/{id}/standing": {
    params: { id: string };
    reply: PostTenantsByIdSuspendReply;
  };
  /** Sets the limits of a tenant. */
  "PATCH /v1/tenants/{id}": {
    params: { id: string };
    body: TenantEntryPatch;
    reply: PatchTenantsByIdReply;
  };
  /** The caller's own tenant. */
  "GET /v1/tenants/current": {
    reply: PatchTenantsByIdReply;
  };
  /** Changes the caller's own tenant. The book currency stays as it was opened. */
  "PATCH /v1/tenants/current": {
    body: PatchTenantsCurrentBody;
    reply: PatchTenantsByIdReply;
  };
  /** When the tenant works: the hours of its week, its holidays, and the days that make up for them. */
  "GET /v1/working-calendar": {
    reply: GetWorkingCalendarReply;
  };
  /** Says when the tenant works. What is left out takes its default: Monday to Friday, 09:00 to 18:00. */
  "PUT /v1/working-calendar": {
    body: PutWorkingCalendarBody;
    reply: GetWorkingCalendarReply;
  };
  /** Who this credential is, with roles, department and what it may do. */
  "GET /v1/users/me": {
    reply: GetUsersMeReply;
  };
  /** Creates a department. */
  "POST /v1/departments": {
    body: DepartmentInput;
    reply: Department;
  };
  /** Lists departments. */
  "GET /v1/departments": {
    query?: { parentId?: string; managerId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: DepartmentPage;
  };
  /** Reads a department. */
  "GET /v1/departments/{id}": {
    params: { id: string };
    reply: Department;
  };
  /** Changes fields of a department; null clears an optional one. */
  "PATCH /v1/departments/{id}": {
    params: { id: string };
    body: DepartmentPatch;
    reply: Department;
  };
  /** Archives a department: it stays readable and leaves the lists. */
  "POST /v1/departments/{id}/archive": {
    params: { id: string };
    reply: Department;
  };
  /** Brings an archived department back. */
  "POST /v1/departments/{id}/restore": {
    params: { id: string };
    reply: Department;
  };
  /** Creates a user. */
  "POST /v1/users": {
    body: UserInput;
    reply: User;
  };
  /** Lists users. */
  "GET /v1/users": {
    query?: { departmentId?: string; email?: string; partnerId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: UserPage;
  };
  /** Reads a user. */
  "GET /v1/users/{id}": {
    params: { id: string };
    reply: User;
  };
  /** Changes fields of a user; null clears an optional one. */
  "PATCH /v1/users/{id}": {
    params: { id: string };
    body: UserPatch;
    reply: User;
  };
  /** Archives a user: it stays readable and leaves the lists. */
  "POST /v1/users/{id}/archive": {
    params: { id: string };
    reply: User;
  };
  /** Brings an archived user back. */
  "POST /v1/users/{id}/restore": {
    params: { id: string };
    reply: User;
  };
  /** Sends the invitation to sign in once more; whoever has a mail address was sent one when they were made. */
  "POST /v1/users/{id}/invite": {
    params: { id: string };
    reply: User;
  };
  /** Ends all sign-ins of somebody, on every device; API keys stay. */
  "POST /v1/users/{id}/sign-out": {
    params: { id: string };
    reply: User;
  };
  /** Issues an API key that acts as this user; the key is shown once. */
  "POST /v1/users/{id}/api-keys": {
    params: { id: string };
    body: PostUsersByIdApiKeysBody;
    reply: PostUsersByIdApiKeysReply;
  };
  /** Lists the API keys of a user, with their last use. */
  "GET /v1/users/{id}/api-keys": {
    params: { id: string };
    reply: GetUsersByIdApiKeysReplyPage;
  };
  /** Revokes an API key; it is refused from the next call on. */
  "POST /v1/users/{id}/api-keys/{keyId}/revoke": {
    params: { id: string; keyId: string };
    reply: GetUsersByIdApiKeysReply;
  };
  /** Creates a role. */
  "POST /v1/roles": {
    body: RoleInput;
    reply: Role;
  };
  /** Lists roles. */
  "GET /v1/roles": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: RolePage;
  };
  /** Reads a role. */
  "GET /v1/roles/{id}": {
    params: { id: string };
    reply: Role;
  };
  /** Changes fields of a role; null clears an optional one. */
  "PATCH /v1/roles/{id}": {
    params: { id: string };
    body: RolePatch;
    reply: Role;
  };
  /** Archives a role: it stays readable and leaves the lists. */
  "POST /v1/roles/{id}/archive": {
    params: { id: string };
    reply: Role;
  };
  /** Brings an archived role back. */
  "POST /v1/roles/{id}/restore": {
    params: { id: string };
    reply: Role;
  };
  /** Where a browser signs somebody in: with the tenant's own issuer, if one is named that has one, or the product's. */
  "GET /v1/sign-in": {
    query?: { tenant?: string };
    reply: GetSignInReply;
  };
  /** The issuer of the tenant's own, with which its people sign in; off where it has none. */
  "GET /v1/single-sign-on": {
    reply: GetSingleSignOnReply;
  };
  /** Has the tenant's people sign in with an issuer of its own, which is asked at once whether it can be used, or ends that. */
  "PUT /v1/single-sign-on": {
    body: PutSingleSignOnBody;
    reply: PutSingleSignOnReply;
  };
  /** Whether people must sign in with a second factor, and which roles follow from which groups of the issuer. */
  "GET /v1/sign-in-policy": {
    reply: GetSignInPolicyReply;
  };
  /** Says whether people must sign in with a second factor, and which roles follow from which groups; nobody maps a group to more than they have. It acts within half a minute. */
  "PUT /v1/sign-in-policy": {
    body: PutSignInPolicyBody;
    reply: GetSignInPolicyReply;
  };
  /** Who one is: name, language, roles, what one may do, and one's tenant. */
  "GET /v1/me": {
    reply: GetMeReply;
  };
  /** Ends all sign-ins of one's own, on every device; API keys stay. */
  "POST /v1/me/sign-out": {
    reply: PostMeSignOutReply;
  };
  /** Creates an account. */
  "POST /v1/accounts": {
    body: AccountInput;
    reply: Account;
  };
  /** Lists accounts. */
  "GET /v1/accounts": {
    query?: { ownerId?: string; departmentId?: string; parentId?: string; registrationNo?: string; name?: string; tier?: string; stage?: "target" | "signed" | "user" | "dormant" | "lost"; industry?: string; region?: string; source?: string; leadId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "size.gte"?: number; "size.gt"?: number; "size.lte"?: number; "size.lt"?: number; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-name" | "name"; limit?: number; cursor?: string };
    reply: AccountPage;
  };
  /** Counts accounts; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/accounts/count": {
    query?: { ownerId?: string; departmentId?: string; parentId?: string; registrationNo?: string; name?: string; tier?: string; stage?: "target" | "signed" | "user" | "dormant" | "lost"; industry?: string; region?: string; source?: string; leadId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "size.gte"?: number; "size.gt"?: number; "size.lte"?: number; "size.lt"?: number; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-name" | "name"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads an account. */
  "GET /v1/accounts/{id}": {
    params: { id: string };
    reply: Account;
  };
  /** Changes fields of an account; null clears an optional one. */
  "PATCH /v1/accounts/{id}": {
    params: { id: string };
    body: AccountPatch;
    reply: Account;
  };
  /** Archives an account: it stays readable and leaves the lists. */
  "POST /v1/accounts/{id}/archive": {
    params: { id: string };
    reply: Account;
  };
  /** Brings an archived account back. */
  "POST /v1/accounts/{id}/restore": {
    params: { id: string };
    reply: Account;
  };
  /** The group that an account belongs to: the accounts above it, the head first, and the tree below it. */
  "GET /v1/accounts/{id}/hierarchy": {
    params: { id: string };
    reply: GetAccountsByIdHierarchyReply;
  };
  /** The tiers that an account has had, newest first, each with the rule that gave it. */
  "GET /v1/accounts/{id}/tiers": {
    params: { id: string };
    query?: { to?: string; limit?: number; cursor?: string };
    reply: GetAccountsByIdTiersReplyPage;
  };
  /** Creates a tier rule. */
  "POST /v1/tier-rules": {
    body: TierRuleInput;
    reply: TierRule;
  };
  /** Lists tier rules. */
  "GET /v1/tier-rules": {
    query?: { tier?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "priority.gte"?: number; "priority.gt"?: number; "priority.lte"?: number; "priority.lt"?: number; archived?: boolean; sort?: "-priority" | "priority"; limit?: number; cursor?: string };
    reply: TierRulePage;
  };
  /** Reads a tier rule. */
  "GET /v1/tier-rules/{id}": {
    params: { id: string };
    reply: TierRule;
  };
  /** Changes fields of a tier rule; null clears an optional one. */
  "PATCH /v1/tier-rules/{id}": {
    params: { id: string };
    body: TierRulePatch;
    reply: TierRule;
  };
  /** Archives a tier rule: it stays readable and leaves the lists. */
  "POST /v1/tier-rules/{id}/archive": {
    params: { id: string };
    reply: TierRule;
  };
  /** Brings an archived tier rule back. */
  "POST /v1/tier-rules/{id}/restore": {
    params: { id: string };
    reply: TierRule;
  };
  /** Moves an account to another stage of its life cycle; the move is kept for good. */
  "POST /v1/accounts/{id}/life-cycle": {
    params: { id: string };
    body: PostAccountsByIdLifeCycleBody;
    reply: Account;
  };
  /** The stages that an account has gone through, oldest first; before the first it was a target. */
  "GET /v1/accounts/{id}/life-cycle": {
    params: { id: string };
    query?: { to?: "target" | "signed" | "user" | "dormant" | "lost"; cause?: "hand" | "signed" | "paid" | "undone"; limit?: number; cursor?: string };
    reply: GetAccountsByIdLifeCycleReplyPage;
  };
  /** How many accounts came to each stage and left it from one day to another, and after how long. */
  "GET /v1/life-cycle-report": {
    query: { from: string; to: string; cursor?: string };
    reply: GetLifeCycleReportReply;
  };
  /** Creates a contact. */
  "POST /v1/contacts": {
    body: ContactInput;
    reply: Contact;
  };
  /** Lists contacts. */
  "GET /v1/contacts": {
    query?: { accountId?: string; ownerId?: string; departmentId?: string; email?: string; phone?: string; decisionRole?: "decider" | "influencer" | "champion" | "user" | "gatekeeper" | "blocker"; leadId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-name" | "name"; limit?: number; cursor?: string };
    reply: ContactPage;
  };
  /** Counts contacts; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/contacts/count": {
    query?: { accountId?: string; ownerId?: string; departmentId?: string; email?: string; phone?: string; decisionRole?: "decider" | "influencer" | "champion" | "user" | "gatekeeper" | "blocker"; leadId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-name" | "name"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a contact. */
  "GET /v1/contacts/{id}": {
    params: { id: string };
    reply: Contact;
  };
  /** Changes fields of a contact; null clears an optional one. */
  "PATCH /v1/contacts/{id}": {
    params: { id: string };
    body: ContactPatch;
    reply: Contact;
  };
  /** Archives a contact: it stays readable and leaves the lists. */
  "POST /v1/contacts/{id}/archive": {
    params: { id: string };
    reply: Contact;
  };
  /** Brings an archived contact back. */
  "POST /v1/contacts/{id}/restore": {
    params: { id: string };
    reply: Contact;
  };
  /** Creates a consent. */
  "POST /v1/consents": {
    body: ConsentInput;
    reply: Consent;
  };
  /** Lists consents. */
  "GET /v1/consents": {
    query?: { channel?: "email" | "sms" | "call" | "wechat"; purpose?: string; state?: "given" | "withdrawn" | "requested"; ownerId?: string; departmentId?: string; contactId?: string; leadId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ConsentPage;
  };
  /** Counts consents; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/consents/count": {
    query?: { channel?: "email" | "sms" | "call" | "wechat"; purpose?: string; state?: "given" | "withdrawn" | "requested"; ownerId?: string; departmentId?: string; contactId?: string; leadId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a consent. */
  "GET /v1/consents/{id}": {
    params: { id: string };
    reply: Consent;
  };
  /** Changes fields of a consent; null clears an optional one. */
  "PATCH /v1/consents/{id}": {
    params: { id: string };
    body: ConsentPatch;
    reply: Consent;
  };
  /** Archives a consent: it stays readable and leaves the lists. */
  "POST /v1/consents/{id}/archive": {
    params: { id: string };
    reply: Consent;
  };
  /** Brings an archived consent back. */
  "POST /v1/consents/{id}/restore": {
    params: { id: string };
    reply: Consent;
  };
  /** How people outside may be reached: double opt-in, opt-out words, how long evidence is kept. */
  "GET /v1/reach-policy": {
    reply: GetReachPolicyReply;
  };
  /** Replaces the reach policy. What is left out takes its default. */
  "PUT /v1/reach-policy": {
    body: PutReachPolicyBody;
    reply: GetReachPolicyReply;
  };
  /** Takes in a reply by text message: one of the tenant's opt-out words ends all text messages to its number. */
  "POST /v1/sms-replies": {
    body: PostSmsRepliesBody;
    reply: PostSmsRepliesReply;
  };
  /** What a person gets, as a page for whoever has their address. Looking at it changes nothing. */
  "GET /v1/preferences/{token}": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en"; saved?: "true" };
    reply: unknown;
  };
  /** What a person says on their own page, or by one click of their mail program (RFC 8058). It holds at once. */
  "POST /v1/preferences/{token}": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en"; saved?: "true" };
    body: unknown;
    reply: PostPreferencesByTokenReply;
  };
  /** Takes what people did, at most 500 events a call: each once by its visitor and insert id, late ones and in any order. */
  "POST /v1/events": {
    body: PostEventsBody;
    reply: PostEventsReply;
  };
  /** What a person did, or a visitor, newest first: whoever sees the person sees it. */
  "GET /v1/events": {
    query?: { personId?: string; visitorId?: string; name?: string; limit?: number; cursor?: string };
    reply: GetEventsReplyPage;
  };
  /** What a person did, counted by event and day, with their latest sessions and what brought them first and last. */
  "GET /v1/events/profile": {
    query: { personId: string };
    reply: GetEventsProfileReply;
  };
  /** How long events are kept. */
  "GET /v1/events/policy": {
    reply: GetEventsPolicyReply;
  };
  /** Replaces how long events are kept. */
  "PUT /v1/events/policy": {
    body: PutEventsPolicyBody;
    reply: GetEventsPolicyReply;
  };
  /** Browsers, devices and addresses by which somebody was met, by their coming. */
  "GET /v1/visitors": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: VisitorPage;
  };
  /** A visitor, with those whom it is known as. */
  "GET /v1/visitors/{id}": {
    params: { id: string };
    reply: GetVisitorsByIdReply;
  };
  /** Says that visitors are the same person as this one. Those who are known as different people stay apart. */
  "POST /v1/visitors/{id}/merge": {
    params: { id: string };
    body: PostVisitorsByIdMergeBody;
    reply: GetVisitorsByIdReply;
  };
  /** Takes a visitor apart from the one that it was merged into; all is as it was before. */
  "POST /v1/visitors/{id}/unmerge": {
    params: { id: string };
    body: PostVisitorsByIdUnmergeBody;
    reply: GetVisitorsByIdReply;
  };
  /** Makes a key with which the pages of some sites send what their visitors do; it stands in the page. */
  "POST /v1/write-keys": {
    body: WriteKeyInput;
    reply: PostWriteKeysReply;
  };
  /** Lists write keys. */
  "GET /v1/write-keys": {
    query?: { name?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: WriteKeyPage;
  };
  /** Reads a write key. */
  "GET /v1/write-keys/{id}": {
    params: { id: string };
    reply: PostWriteKeysReply;
  };
  /** Changes fields of a write key; null clears an optional one. */
  "PATCH /v1/write-keys/{id}": {
    params: { id: string };
    body: WriteKeyPatch;
    reply: PostWriteKeysReply;
  };
  /** Archives a write key: it stays readable and leaves the lists. */
  "POST /v1/write-keys/{id}/archive": {
    params: { id: string };
    reply: PostWriteKeysReply;
  };
  /** Brings an archived write key back. */
  "POST /v1/write-keys/{id}/restore": {
    params: { id: string };
    reply: PostWriteKeysReply;
  };
  /** Takes what a page's visitors do, at most 500 events a call: from the key's own sites, and without naming people by ids. */
  "POST /v1/write-keys/{writeKeyId}/events": {
    params: { writeKeyId: string };
    body: PostEventsBody;
    reply: PostEventsReply;
  };
  /** The script for a page, as <script src>: it stores and sends nothing before cashloop.consent(true) was called. */
  "GET /v1/write-keys/{writeKeyId}/script": {
    params: { writeKeyId: string };
    reply: unknown;
  };
  /** Creates a segment. */
  "POST /v1/segments": {
    body: SegmentInput;
    reply: Segment;
  };
  /** Lists segments. */
  "GET /v1/segments": {
    query?: { name?: string; of?: "contact" | "lead"; kind?: "rule" | "manual" | "alike"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: SegmentPage;
  };
  /** Reads a segment. */
  "GET /v1/segments/{id}": {
    params: { id: string };
    reply: Segment;
  };
  /** Changes fields of a segment; null clears an optional one. */
  "PATCH /v1/segments/{id}": {
    params: { id: string };
    body: SegmentPatch;
    reply: Segment;
  };
  /** Archives a segment: it stays readable and leaves the lists. */
  "POST /v1/segments/{id}/archive": {
    params: { id: string };
    reply: Segment;
  };
  /** Brings an archived segment back. */
  "POST /v1/segments/{id}/restore": {
    params: { id: string };
    reply: Segment;
  };
  /** How many people a segment has now, and some of them. Counts of the calls that a cursor leads to add up. */
  "GET /v1/segments/{id}/preview": {
    params: { id: string };
    query?: { cursor?: string };
    reply: GetSegmentsByIdPreviewReply;
  };
  /** The people of a segment as they are now, a page at a time. */
  "GET /v1/segments/{id}/members": {
    params: { id: string };
    query?: { cursor?: string };
    reply: GetSegmentsByIdMembersReplyPage;
  };
  /** Puts people on the list of a manual segment and takes others off; doing so again changes nothing. */
  "POST /v1/segments/{id}/members": {
    params: { id: string };
    body: PostSegmentsByIdMembersBody;
    reply: PostSegmentsByIdMembersReply;
  };
  /** By what the people of such a segment are like those of another: each value with its share, and when that was looked for. */
  "GET /v1/segments/{id}/likeness": {
    params: { id: string };
    reply: GetSegmentsByIdLikenessReply;
  };
  /** Creates a template. */
  "POST /v1/templates": {
    body: TemplateInput;
    reply: Template;
  };
  /** Lists templates. */
  "GET /v1/templates": {
    query?: { name?: string; channel?: "email" | "sms"; purpose?: "marketing" | "service"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: TemplatePage;
  };
  /** Reads a template. */
  "GET /v1/templates/{id}": {
    params: { id: string };
    reply: Template;
  };
  /** Changes fields of a template; null clears an optional one. */
  "PATCH /v1/templates/{id}": {
    params: { id: string };
    body: TemplatePatch;
    reply: Template;
  };
  /** Archives a template: it stays readable and leaves the lists. */
  "POST /v1/templates/{id}/archive": {
    params: { id: string };
    reply: Template;
  };
  /** Brings an archived template back. */
  "POST /v1/templates/{id}/restore": {
    params: { id: string };
    reply: Template;
  };
  /** The template as one person would get it: subject, page and plain text of a mail, a text message with its length. */
  "POST /v1/templates/{id}/preview": {
    params: { id: string };
    body: PostTemplatesByIdPreviewBody;
    reply: PostTemplatesByIdPreviewReply;
  };
  /** Sends the template, filled in for one person, to whoever calls or to a colleague, at their own address. */
  "POST /v1/templates/{id}/test": {
    params: { id: string };
    body: PostTemplatesByIdTestBody;
    reply: PostTemplatesByIdTestReply;
  };
  /** Creates a sms campaign. */
  "POST /v1/sms-campaigns": {
    body: SmsCampaignInput;
    reply: SmsCampaign;
  };
  /** Lists SMS campaigns. */
  "GET /v1/sms-campaigns": {
    query?: { name?: string; status?: "draft" | "counting" | "sending" | "sent" | "stopped"; purpose?: "marketing" | "service"; ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: SmsCampaignPage;
  };
  /** Counts SMS campaigns; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/sms-campaigns/count": {
    query?: { name?: string; status?: "draft" | "counting" | "sending" | "sent" | "stopped"; purpose?: "marketing" | "service"; ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a sms campaign. */
  "GET /v1/sms-campaigns/{id}": {
    params: { id: string };
    reply: SmsCampaign;
  };
  /** Changes fields of a sms campaign; null clears an optional one. */
  "PATCH /v1/sms-campaigns/{id}": {
    params: { id: string };
    body: SmsCampaignPatch;
    reply: SmsCampaign;
  };
  /** Archives a sms campaign: it stays readable and leaves the lists. */
  "POST /v1/sms-campaigns/{id}/archive": {
    params: { id: string };
    reply: SmsCampaign;
  };
  /** Brings an archived sms campaign back. */
  "POST /v1/sms-campaigns/{id}/restore": {
    params: { id: string };
    reply: SmsCampaign;
  };
  /** Sends it to each of its people once, and once to a number that several of them have. Without the consent of all of them it is refused, and nothing is queued; approval rules may ask for recipientCount. More people than a call can count are counted behind it: the status is counting meanwhile, and draft again with refusedBecause where it is refused. */
  "POST /v1/sms-campaigns/{id}/send": {
    params: { id: string };
    reply: SmsCampaign;
  };
  /** Stops it: whoever has not been written to yet gets nothing. One that has ended is shown as it is. */
  "POST /v1/sms-campaigns/{id}/stop": {
    params: { id: string };
    reply: SmsCampaign;
  };
  /** What it says, how long it is, whom it reaches now and what it costs, before it is sent. Counts of the calls that a cursor leads to add up. */
  "GET /v1/sms-campaigns/{id}/preview": {
    params: { id: string };
    query?: { cursor?: string };
    reply: GetSmsCampaignsByIdPreviewReply;
  };
  /** What became of it, person by person. */
  "GET /v1/sms-campaigns/{id}/deliveries": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetSmsCampaignsByIdDeliveriesReplyPage;
  };
  /** Creates a mail campaign. */
  "POST /v1/mail-campaigns": {
    body: MailCampaignInput;
    reply: MailCampaign;
  };
  /** Lists mail campaigns. */
  "GET /v1/mail-campaigns": {
    query?: { name?: string; status?: "draft" | "counting" | "scheduled" | "sending" | "sent" | "stopped"; purpose?: "marketing" | "service"; campaignId?: string; templateId?: string; ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: MailCampaignPage;
  };
  /** Counts mail campaigns; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/mail-campaigns/count": {
    query?: { name?: string; status?: "draft" | "counting" | "scheduled" | "sending" | "sent" | "stopped"; purpose?: "marketing" | "service"; campaignId?: string; templateId?: string; ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a mail campaign. */
  "GET /v1/mail-campaigns/{id}": {
    params: { id: string };
    reply: MailCampaign;
  };
  /** Changes fields of a mail campaign; null clears an optional one. */
  "PATCH /v1/mail-campaigns/{id}": {
    params: { id: string };
    body: MailCampaignPatch;
    reply: MailCampaign;
  };
  /** Archives a mail campaign: it stays readable and leaves the lists. */
  "POST /v1/mail-campaigns/{id}/archive": {
    params: { id: string };
    reply: MailCampaign;
  };
  /** Brings an archived mail campaign back. */
  "POST /v1/mail-campaigns/{id}/restore": {
    params: { id: string };
    reply: MailCampaign;
  };
  /** Sends it to each of its people once, and once to an address that several have, now or at a moment to come. Without the consent of all of them it is refused, and nothing is queued; approval rules may ask for recipientCount. More people than a call can count are counted behind it: the status is counting meanwhile, and draft again with refusedBecause where it is refused. */
  "POST /v1/mail-campaigns/{id}/send": {
    params: { id: string };
    body: PostMailCampaignsByIdSendBody;
    reply: MailCampaign;
  };
  /** Stops it: whoever has not been written to yet gets nothing, not even what waits to be sent. */
  "POST /v1/mail-campaigns/{id}/stop": {
    params: { id: string };
    reply: MailCampaign;
  };
  /** Whom it reaches now, and how many of its people get nothing, by why. Counts of the calls that a cursor leads to add up. */
  "GET /v1/mail-campaigns/{id}/preview": {
    params: { id: string };
    query?: { cursor?: string };
    reply: GetMailCampaignsByIdPreviewReply;
  };
  /** What became of its mails, of all and by text. Openings are unreliable: programs load pictures unasked, or never. */
  "GET /v1/mail-campaigns/{id}/figures": {
    params: { id: string };
    reply: GetMailCampaignsByIdFiguresReply;
  };
  /** What became of it, person by person. */
  "GET /v1/mail-campaigns/{id}/deliveries": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetMailCampaignsByIdDeliveriesReplyPage;
  };
  /** What a campaign's mail loads when it is shown, and where its buttons lead on from. */
  "GET /v1/mail-links/{token}": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    reply: unknown;
  };
  /** Creates a campaign. */
  "POST /v1/campaigns": {
    body: CampaignInput;
    reply: Campaign;
  };
  /** Lists campaigns. */
  "GET /v1/campaigns": {
    query?: { name?: string; channel?: string; region?: string; stage?: string; parentId?: string; ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: CampaignPage;
  };
  /** Reads a campaign. */
  "GET /v1/campaigns/{id}": {
    params: { id: string };
    reply: Campaign;
  };
  /** Changes fields of a campaign; null clears an optional one. */
  "PATCH /v1/campaigns/{id}": {
    params: { id: string };
    body: CampaignPatch;
    reply: Campaign;
  };
  /** Archives a campaign: it stays readable and leaves the lists. */
  "POST /v1/campaigns/{id}/archive": {
    params: { id: string };
    reply: Campaign;
  };
  /** Brings an archived campaign back. */
  "POST /v1/campaigns/{id}/restore": {
    params: { id: string };
    reply: Campaign;
  };
  /** Moves it to another of its own stages, onwards or back; since when it stands there is noted. */
  "POST /v1/campaigns/{id}/move": {
    params: { id: string };
    body: PostCampaignsByIdMoveBody;
    reply: Campaign;
  };
  /** Says how somebody stands in a campaign. Said again it changes that; when it first touched them stays. */
  "POST /v1/campaigns/{id}/members": {
    params: { id: string };
    body: PostCampaignsByIdMembersBody;
    reply: PostCampaignsByIdMembersReply;
  };
  /** Whom a campaign is for, and how they stand. */
  "GET /v1/campaigns/{id}/members": {
    params: { id: string };
    query?: { state?: "invited" | "reached" | "responded" | "attended" | "declined"; limit?: number; cursor?: string };
    reply: GetCampaignsByIdMembersReplyPage;
  };
  /** Which accounts it has met, and what these have signed since. */
  "GET /v1/campaigns/{id}/accounts": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetCampaignsByIdAccountsReplyPage;
  };
  /** Which campaigns met whom of its account before it opened and before it closed, and who of each part was met first where. */
  "GET /v1/opportunities/{id}/influence": {
    params: { id: string };
    reply: GetOpportunitiesByIdInfluenceReply;
  };
  /** What campaigns brought: received cash, refunds and undone receipts taken off, or what was signed, shared among the touches before each order; all rows of a currency add up to it. Campaigns that ran in the period and cost something are among the rows, whatever came of them. */
  "GET /v1/attribution": {
    query?: { model?: "first" | "last" | "linear" | "timeDecay" | "u" | "w" | "custom"; basis?: "received" | "signed"; by?: "campaign" | "channel" | "region" | "department" | "person" | "month" | "quarter"; from?: string; to?: string; halfLifeDays?: number; weights?: string };
    reply: GetAttributionReply;
  };
  /** Creates a content asset. */
  "POST /v1/content-assets": {
    body: ContentAssetInput;
    reply: ContentAsset;
  };
  /** Lists content assets. */
  "GET /v1/content-assets": {
    query?: { name?: string; kind?: "whitepaper" | "case" | "article" | "presentation" | "video" | "tool" | "other"; language?: "zh-CN" | "en"; productId?: string; ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ContentAssetPage;
  };
  /** Reads a content asset. */
  "GET /v1/content-assets/{id}": {
    params: { id: string };
    reply: ContentAsset;
  };
  /** Changes fields of a content asset; null clears an optional one. */
  "PATCH /v1/content-assets/{id}": {
    params: { id: string };
    body: ContentAssetPatch;
    reply: ContentAsset;
  };
  /** Archives a content asset: it stays readable and leaves the lists. */
  "POST /v1/content-assets/{id}/archive": {
    params: { id: string };
    reply: ContentAsset;
  };
  /** Brings an archived content asset back. */
  "POST /v1/content-assets/{id}/restore": {
    params: { id: string };
    reply: ContentAsset;
  };
  /** Makes an address of it for a person, a campaign, or both; it is shown once, ends, and can be revoked. */
  "POST /v1/content-assets/{id}/make-link": {
    params: { id: string };
    body: PostContentAssetsByIdMakeLinkBody;
    reply: LinkMade;
  };
  /** Who has used an asset, by which address and campaign, the latest first; once for each visit. */
  "GET /v1/content-assets/{id}/uses": {
    params: { id: string };
    query?: { personId?: string; campaignId?: string; limit?: number; cursor?: string };
    reply: GetContentAssetsByIdUsesReplyPage;
  };
  /** How often an asset was used and by how many people, in all and by campaign. */
  "GET /v1/content-assets/{id}/use-figures": {
    params: { id: string };
    reply: GetContentAssetsByIdUseFiguresReply;
  };
  /** The addresses of an asset, the newest first; the addresses themselves are kept nowhere. */
  "GET /v1/content-assets/{id}/links": {
    params: { id: string };
    reply: GetContentAssetsByIdLinksReplyPage;
  };
  /** Ends the addresses of an asset, or one of them: whoever has one opens nothing from now on. */
  "POST /v1/content-assets/{id}/revoke-links": {
    params: { id: string };
    body: PostContentAssetsByIdRevokeLinksBody;
    reply: PostContentAssetsByIdRevokeLinksReply;
  };
  /** An asset as a page for whoever has its address: what it is, and a button that opens it. Looking counts nothing. */
  "GET /v1/public-content/{token}": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    reply: unknown;
  };
  /** Opens an asset, and counts its use once a visit. A form is led to the content, a program is told where it is. */
  "POST /v1/public-content/{token}/open": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    body: unknown;
    reply: PostPublicContentByTokenOpenReply;
  };
  /** Creates a marketing event. */
  "POST /v1/marketing-events": {
    body: MarketingEventInput;
    reply: MarketingEvent;
  };
  /** Lists marketing events. */
  "GET /v1/marketing-events": {
    query?: { title?: string; status?: "draft" | "open" | "ended" | "cancelled"; campaignId?: string; ownerId?: string; departmentId?: string; "startsAt.gte"?: string; "startsAt.gt"?: string; "startsAt.lte"?: string; "startsAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-startsAt" | "startsAt"; limit?: number; cursor?: string };
    reply: MarketingEventPage;
  };
  /** Counts marketing events; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/marketing-events/count": {
    query?: { title?: string; status?: "draft" | "open" | "ended" | "cancelled"; campaignId?: string; ownerId?: string; departmentId?: string; "startsAt.gte"?: string; "startsAt.gt"?: string; "startsAt.lte"?: string; "startsAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-startsAt" | "startsAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a marketing event. */
  "GET /v1/marketing-events/{id}": {
    params: { id: string };
    reply: MarketingEvent;
  };
  /** Changes fields of a marketing event; null clears an optional one. */
  "PATCH /v1/marketing-events/{id}": {
    params: { id: string };
    body: MarketingEventPatch;
    reply: MarketingEvent;
  };
  /** Archives a marketing event: it stays readable and leaves the lists. */
  "POST /v1/marketing-events/{id}/archive": {
    params: { id: string };
    reply: MarketingEvent;
  };
  /** Brings an archived marketing event back. */
  "POST /v1/marketing-events/{id}/restore": {
    params: { id: string };
    reply: MarketingEvent;
  };
  /** Opens it for registration; make an address for people by make-link. */
  "POST /v1/marketing-events/{id}/open": {
    params: { id: string };
    reply: MarketingEvent;
  };
  /** Calls it off: all who have or wait for a place are told, once. */
  "POST /v1/marketing-events/{id}/cancel": {
    params: { id: string };
    reply: MarketingEvent;
  };
  /** Makes an address at which anybody registers; it is shown once, ends with the event, and can be revoked. */
  "POST /v1/marketing-events/{id}/make-link": {
    params: { id: string };
    body: PostMarketingEventsByIdMakeLinkBody;
    reply: LinkMade;
  };
  /** Makes a new door code, and the earlier one lets nobody in any more. */
  "POST /v1/marketing-events/{id}/renew-door-code": {
    params: { id: string };
    reply: PostMarketingEventsByIdRenewDoorCodeReply;
  };
  /** Registers somebody, who has a place or waits for one and is told so by mail. Whoever has one keeps it. */
  "POST /v1/marketing-events/{id}/registrations": {
    params: { id: string };
    body: PostMarketingEventsByIdRegistrationsBody;
    reply: PostMarketingEventsByIdRegistrationsReply;
  };
  /** Who has registered for an event, and how they stand. */
  "GET /v1/marketing-events/{id}/registrations": {
    params: { id: string };
    query?: { state?: "registered" | "waiting" | "cancelled" | "attended" | "noShow"; limit?: number; cursor?: string };
    reply: GetMarketingEventsByIdRegistrationsReplyPage;
  };
  /** Ends somebody's registration; whoever waits first has the place, and both are told. */
  "POST /v1/marketing-events/{id}/cancel-registration": {
    params: { id: string };
    body: PostMarketingEventsByIdCancelRegistrationBody;
    reply: PostMarketingEventsByIdRegistrationsReply;
  };
  /** Lets somebody in by the QR code of their ticket. Scanned again it is told again; the first time stays. */
  "POST /v1/marketing-events/{id}/check-in": {
    params: { id: string };
    body: PostMarketingEventsByIdCheckInBody;
    reply: PostMarketingEventsByIdRegistrationsReply;
  };
  /** The code by which those at the door let people in on the page behind a ticket's QR code. */
  "GET /v1/marketing-events/{id}/door-code": {
    params: { id: string };
    reply: PostMarketingEventsByIdRenewDoorCodeReply;
  };
  /** The registration addresses of an event, the newest first; the addresses themselves are kept nowhere. */
  "GET /v1/marketing-events/{id}/links": {
    params: { id: string };
    reply: GetMarketingEventsByIdLinksReplyPage;
  };
  /** Ends the registration addresses of an event: nobody registers by them from now on. */
  "POST /v1/marketing-events/{id}/revoke-links": {
    params: { id: string };
    body: PostMarketingEventsByIdRevokeLinksBody;
    reply: PostMarketingEventsByIdRevokeLinksReply;
  };
  /** An event as a page for whoever has its address: what it is, and a form to register. */
  "GET /v1/public-events/{token}": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en"; sent?: "true" };
    reply: unknown;
  };
  /** Registers whoever fills the page in; what came of it they are told by mail. A form gets a page. */
  "POST /v1/public-events/{token}/registrations": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    body: unknown;
    reply: PostPublicEventsByTokenRegistrationsReply;
  };
  /** Somebody's own registration as a page: how it stands, the QR code for the door, a way out. */
  "GET /v1/public-events/{token}/ticket": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    reply: unknown;
  };
  /** Ends one's own registration; whoever waits first has the place. */
  "POST /v1/public-events/{token}/cancellation": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    body: unknown;
    reply: PostPublicEventsByTokenCancellationReply;
  };
  /** What a telephone shows that scans a ticket: whose it is. Looking lets nobody in. */
  "GET /v1/public-events/{token}/check-in": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    reply: unknown;
  };
  /** Lets somebody in from the page that a telephone's camera opens, by the door code of the event. */
  "POST /v1/public-events/{token}/check-in": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    body: unknown;
    reply: PostPublicEventsByTokenCancellationReply;
  };
  /** Names an address outside that journeys may tell of people; the secret that this is signed with is shown once. */
  "POST /v1/outgoing-webhooks": {
    body: WebhookInput;
    reply: PostOutgoingWebhooksReply;
  };
  /** Lists webhooks. */
  "GET /v1/outgoing-webhooks": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: WebhookPage;
  };
  /** Makes a new signing secret, shown once; earlier ones are accepted for graceHours more at most, and with 0 no longer. Of more than three the oldest end. */
  "POST /v1/outgoing-webhooks/{id}/rotate-secret": {
    params: { id: string };
    body: PostOutgoingWebhooksByIdRotateSecretBody;
    reply: PostOutgoingWebhooksReply;
  };
  /** Reads a webhook. */
  "GET /v1/outgoing-webhooks/{id}": {
    params: { id: string };
    reply: PostOutgoingWebhooksReply;
  };
  /** Changes fields of a webhook; null clears an optional one. */
  "PATCH /v1/outgoing-webhooks/{id}": {
    params: { id: string };
    body: WebhookPatch;
    reply: PostOutgoingWebhooksReply;
  };
  /** Archives a webhook: it stays readable and leaves the lists. */
  "POST /v1/outgoing-webhooks/{id}/archive": {
    params: { id: string };
    reply: PostOutgoingWebhooksReply;
  };
  /** Brings an archived webhook back. */
  "POST /v1/outgoing-webhooks/{id}/restore": {
    params: { id: string };
    reply: PostOutgoingWebhooksReply;
  };
  /** What it was told and what it has answered, newest first; what was said stays with it. */
  "GET /v1/outgoing-webhooks/{id}/deliveries": {
    params: { id: string };
    query?: { state?: "waiting" | "delivered" | "failed"; type?: string; personId?: string; limit?: number; cursor?: string };
    reply: GetOutgoingWebhooksByIdDeliveriesReplyPage;
  };
  /** Tells it something of no meaning within a minute, to see whether it listens. */
  "POST /v1/outgoing-webhooks/{id}/ping": {
    params: { id: string };
    reply: GetOutgoingWebhooksByIdDeliveriesReply;
  };
  /** Has what waits for its next try told within a minute, up to 500 things a call: its address listens again. */
  "POST /v1/outgoing-webhooks/{id}/retry": {
    params: { id: string };
    reply: PostOutgoingWebhooksByIdRetryReply;
  };
  /** Creates a directory source. */
  "POST /v1/directory-sources": {
    body: DirectorySourceInput;
    reply: DirectorySource;
  };
  /** Lists directory sources. */
  "GET /v1/directory-sources": {
    query?: { name?: string; kind?: "list" | "provider"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: DirectorySourcePage;
  };
  /** Reads a directory source. */
  "GET /v1/directory-sources/{id}": {
    params: { id: string };
    reply: DirectorySource;
  };
  /** Changes fields of a directory source; null clears an optional one. */
  "PATCH /v1/directory-sources/{id}": {
    params: { id: string };
    body: DirectorySourcePatch;
    reply: DirectorySource;
  };
  /** Archives a directory source: it stays readable and leaves the lists. */
  "POST /v1/directory-sources/{id}/archive": {
    params: { id: string };
    reply: DirectorySource;
  };
  /** Brings an archived directory source back. */
  "POST /v1/directory-sources/{id}/restore": {
    params: { id: string };
    reply: DirectorySource;
  };
  /** Has a provider asked now, and not when it is due; what was broken off goes on. */
  "POST /v1/directory-sources/{id}/pull": {
    params: { id: string };
    reply: DirectorySource;
  };
  /** Creates a directory delivery. */
  "POST /v1/directory-deliveries": {
    body: DirectoryDeliveryInput;
    reply: DirectoryDelivery;
  };
  /** Lists directory deliveries. */
  "GET /v1/directory-deliveries": {
    query?: { sourceId?: string; name?: string; registrationNo?: string; entryId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: DirectoryDeliveryPage;
  };
  /** Counts directory deliveries; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/directory-deliveries/count": {
    query?: { sourceId?: string; name?: string; registrationNo?: string; entryId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a directory delivery. */
  "GET /v1/directory-deliveries/{id}": {
    params: { id: string };
    reply: DirectoryDelivery;
  };
  /** Changes fields of a directory delivery; null clears an optional one. */
  "PATCH /v1/directory-deliveries/{id}": {
    params: { id: string };
    body: DirectoryDeliveryPatch;
    reply: DirectoryDelivery;
  };
  /** Archives a directory delivery: it stays readable and leaves the lists. */
  "POST /v1/directory-deliveries/{id}/archive": {
    params: { id: string };
    reply: DirectoryDelivery;
  };
  /** Brings an archived directory delivery back. */
  "POST /v1/directory-deliveries/{id}/restore": {
    params: { id: string };
    reply: DirectoryDelivery;
  };
  /** Says what a source knows of a company: its entry is found by number or name, or made, and shown as it now is. */
  "POST /v1/directory-entries": {
    body: DirectoryEntryInput;
    reply: DirectoryEntry;
  };
  /** Lists directory entries. */
  "GET /v1/directory-entries": {
    query?: { name?: string; registrationNo?: string; grade?: string; industry?: string; region?: string; country?: string; accountId?: string; ownerId?: string; departmentId?: string; "size.gte"?: number; "size.gt"?: number; "size.lte"?: number; "size.lt"?: number; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: DirectoryEntryPage;
  };
  /** Reads a directory entry. */
  "GET /v1/directory-entries/{id}": {
    params: { id: string };
    reply: DirectoryEntry;
  };
  /** Changes fields of a directory entry; null clears an optional one. */
  "PATCH /v1/directory-entries/{id}": {
    params: { id: string };
    body: DirectoryEntryPatch;
    reply: DirectoryEntry;
  };
  /** Archives a directory entry: it stays readable and leaves the lists. */
  "POST /v1/directory-entries/{id}/archive": {
    params: { id: string };
    reply: DirectoryEntry;
  };
  /** Brings an archived directory entry back. */
  "POST /v1/directory-entries/{id}/restore": {
    params: { id: string };
    reply: DirectoryEntry;
  };
  /** Makes it an account, or ties it to the one that has its number or that is named. Done once. */
  "POST /v1/directory-entries/{id}/convert": {
    params: { id: string };
    body: PostDirectoryEntriesByIdConvertBody;
    reply: DirectoryEntry;
  };
  /** Whom we know at a company: the contacts of its account, and leads that are of it; the first 200 of each. */
  "GET /v1/directory-entries/{id}/people": {
    params: { id: string };
    reply: GetDirectoryEntriesByIdPeopleReplyPage;
  };
  /** Creates a directory segment. */
  "POST /v1/directory-segments": {
    body: DirectorySegmentInput;
    reply: DirectorySegment;
  };
  /** Lists directory segments. */
  "GET /v1/directory-segments": {
    query?: { name?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: DirectorySegmentPage;
  };
  /** Reads a directory segment. */
  "GET /v1/directory-segments/{id}": {
    params: { id: string };
    reply: DirectorySegment;
  };
  /** Changes fields of a directory segment; null clears an optional one. */
  "PATCH /v1/directory-segments/{id}": {
    params: { id: string };
    body: DirectorySegmentPatch;
    reply: DirectorySegment;
  };
  /** Archives a directory segment: it stays readable and leaves the lists. */
  "POST /v1/directory-segments/{id}/archive": {
    params: { id: string };
    reply: DirectorySegment;
  };
  /** Brings an archived directory segment back. */
  "POST /v1/directory-segments/{id}/restore": {
    params: { id: string };
    reply: DirectorySegment;
  };
  /** The companies of a segment as they are now; a page may have few, and goes on with its cursor. */
  "GET /v1/directory-segments/{id}/entries": {
    params: { id: string };
    query?: { cursor?: string };
    reply: GetDirectorySegmentsByIdEntriesReplyPage;
  };
  /** How companies of the directory are graded, and what is done about leads from them. */
  "GET /v1/directory-policy": {
    reply: GetDirectoryPolicyReply;
  };
  /** Replaces the directory policy; entries are graded anew. What is left out takes its default. */
  "PUT /v1/directory-policy": {
    body: PutDirectoryPolicyBody;
    reply: GetDirectoryPolicyReply;
  };
  /** Links a provider of video meetings; the secret that its webhook signs with is shown once. */
  "POST /v1/meeting-connections": {
    body: MeetingConnectionInput;
    reply: PostMeetingConnectionsReply;
  };
  /** Lists meeting connections. */
  "GET /v1/meeting-connections": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: MeetingConnectionPage;
  };
  /** Makes a new signing secret, shown once; earlier ones are accepted for graceHours more at most, and with 0 no longer. Of more than three the oldest end. */
  "POST /v1/meeting-connections/{id}/rotate-secret": {
    params: { id: string };
    body: PostMeetingConnectionsByIdRotateSecretBody;
    reply: PostMeetingConnectionsReply;
  };
  /** Reads a meeting connection. */
  "GET /v1/meeting-connections/{id}": {
    params: { id: string };
    reply: PostMeetingConnectionsReply;
  };
  /** Changes fields of a meeting connection; null clears an optional one. */
  "PATCH /v1/meeting-connections/{id}": {
    params: { id: string };
    body: MeetingConnectionPatch;
    reply: PostMeetingConnectionsReply;
  };
  /** Archives a meeting connection: it stays readable and leaves the lists. */
  "POST /v1/meeting-connections/{id}/archive": {
    params: { id: string };
    reply: PostMeetingConnectionsReply;
  };
  /** Brings an archived meeting connection back. */
  "POST /v1/meeting-connections/{id}/restore": {
    params: { id: string };
    reply: PostMeetingConnectionsReply;
  };
  /** Asks a provider for a meeting of an activity or an event; the join link stands there within minutes. Asked again it is the same. */
  "POST /v1/meetings": {
    body: MeetingInput;
    reply: Meeting;
  };
  /** A meeting with its join link, once there is one, and why not. */
  "GET /v1/meetings/{id}": {
    params: { id: string };
    reply: Meeting;
  };
  /** Who was in a meeting, and for how many minutes; what several devices overlap counts once. */
  "GET /v1/meetings/{id}/attendance": {
    params: { id: string };
    reply: GetMeetingsByIdAttendanceReplyPage;
  };
  /** Told by a provider who joined and left a meeting, signed after the Standard Webhooks specification; what is told twice counts once. */
  "POST /v1/webhooks/meetings/{connectionId}": {
    params: { connectionId: string };
    body: PostWebhooksMeetingsByConnectionIdBody;
    reply: PostWebhooksMeetingsByConnectionIdReply;
  };
  /** Creates a lead pool. */
  "POST /v1/lead-pools": {
    body: LeadPoolInput;
    reply: LeadPool;
  };
  /** Lists lead pools. */
  "GET /v1/lead-pools": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: LeadPoolPage;
  };
  /** Reads a lead pool. */
  "GET /v1/lead-pools/{id}": {
    params: { id: string };
    reply: LeadPool;
  };
  /** Changes fields of a lead pool; null clears an optional one. */
  "PATCH /v1/lead-pools/{id}": {
    params: { id: string };
    body: LeadPoolPatch;
    reply: LeadPool;
  };
  /** Archives a lead pool: it stays readable and leaves the lists. */
  "POST /v1/lead-pools/{id}/archive": {
    params: { id: string };
    reply: LeadPool;
  };
  /** Brings an archived lead pool back. */
  "POST /v1/lead-pools/{id}/restore": {
    params: { id: string };
    reply: LeadPool;
  };
  /** Creates an assignment rule. */
  "POST /v1/assignment-rules": {
    body: AssignmentRuleInput;
    reply: AssignmentRule;
  };
  /** Lists assignment rules. */
  "GET /v1/assignment-rules": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: AssignmentRulePage;
  };
  /** Reads an assignment rule. */
  "GET /v1/assignment-rules/{id}": {
    params: { id: string };
    reply: AssignmentRule;
  };
  /** Changes fields of an assignment rule; null clears an optional one. */
  "PATCH /v1/assignment-rules/{id}": {
    params: { id: string };
    body: AssignmentRulePatch;
    reply: AssignmentRule;
  };
  /** Archives an assignment rule: it stays readable and leaves the lists. */
  "POST /v1/assignment-rules/{id}/archive": {
    params: { id: string };
    reply: AssignmentRule;
  };
  /** Brings an archived assignment rule back. */
  "POST /v1/assignment-rules/{id}/restore": {
    params: { id: string };
    reply: AssignmentRule;
  };
  /** Tells when somebody is given leads: working hours by weekday, and leave. Without any they always are. */
  "GET /v1/users/{id}/availability": {
    params: { id: string };
    reply: GetUsersByIdAvailabilityReply;
  };
  /** Replaces when somebody is given leads; one's own, or anybody's with the permission assignment.write. */
  "PUT /v1/users/{id}/availability": {
    params: { id: string };
    body: PutUsersByIdAvailabilityBody;
    reply: GetUsersByIdAvailabilityReply;
  };
  /** Tells how many leads each member of a pool has and has claimed today, the caps, and whose turn comes next. */
  "GET /v1/lead-pools/{id}/load": {
    params: { id: string };
    reply: GetLeadPoolsByIdLoadReply;
  };
  /** Creates a journey. */
  "POST /v1/journeys": {
    body: JourneyInput;
    reply: Journey;
  };
  /** Lists journeys. */
  "GET /v1/journeys": {
    query?: { name?: string; status?: "draft" | "live" | "paused" | "stopped"; of?: "contact" | "lead"; ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: JourneyPage;
  };
  /** Reads a journey. */
  "GET /v1/journeys/{id}": {
    params: { id: string };
    reply: Journey;
  };
  /** Changes fields of a journey; null clears an optional one. */
  "PATCH /v1/journeys/{id}": {
    params: { id: string };
    body: JourneyPatch;
    reply: Journey;
  };
  /** Archives a journey: it stays readable and leaves the lists. */
  "POST /v1/journeys/{id}/archive": {
    params: { id: string };
    reply: Journey;
  };
  /** Brings an archived journey back. */
  "POST /v1/journeys/{id}/restore": {
    params: { id: string };
    reply: Journey;
  };
  /** Checks it and makes it the version that people begin on from now on; who is under way finishes on theirs. */
  "POST /v1/journeys/{id}/publish": {
    params: { id: string };
    reply: Journey;
  };
  /** Nobody begins it and nobody goes on until it is resumed; what a step has begun it finishes. */
  "POST /v1/journeys/{id}/pause": {
    params: { id: string };
    reply: Journey;
  };
  /** Everybody goes on from where they stood; waits that are over by then are over. */
  "POST /v1/journeys/{id}/resume": {
    params: { id: string };
    reply: Journey;
  };
  /** Ends it for good, for everybody who is under way too. */
  "POST /v1/journeys/{id}/stop": {
    params: { id: string };
    reply: Journey;
  };
  /** The versions of a journey, newest first, as they were published. */
  "GET /v1/journeys/{id}/versions": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetJourneysByIdVersionsReplyPage;
  };
  /** Who is or was on a journey, newest first: where they stand, what was done with them and what ended it. */
  "GET /v1/journeys/{id}/enrolments": {
    params: { id: string };
    query?: { state?: "active" | "completed" | "goal" | "exited" | "stopped"; step?: string; personId?: string; number?: number; limit?: number; cursor?: string };
    reply: GetJourneysByIdEnrolmentsReplyPage;
  };
  /** Begins a live journey for one person by hand, by the same rules as its trigger does. */
  "POST /v1/journeys/{id}/enrolments": {
    params: { id: string };
    body: PostJourneysByIdEnrolmentsBody;
    reply: GetJourneysByIdEnrolmentsReply;
  };
  /** How many people are at each step of a journey, and how many left it which way: of 1000 at a time, the latest first; add up the pages. */
  "GET /v1/journeys/{id}/standing": {
    params: { id: string };
    query?: { cursor?: string };
    reply: GetJourneysByIdStandingReplyPage;
  };
  /** Says which way somebody would go by what holds now, if nothing but time passed. Nothing is done. */
  "POST /v1/journeys/{id}/simulate": {
    params: { id: string };
    body: PostJourneysByIdSimulateBody;
    reply: PostJourneysByIdSimulateReply;
  };
  /** The library of journeys that can be installed as drafts. */
  "GET /v1/journey-strategies": {
    reply: GetJourneyStrategiesReplyPage;
  };
  /** Makes a draft journey of a strategy, with the templates of its mails; publish it once you have looked at it. */
  "POST /v1/journey-strategies/{key}/install": {
    params: { key: string };
    body: PostJourneyStrategiesByKeyInstallBody;
    reply: Journey;
  };
  /** Creates a lead. */
  "POST /v1/leads": {
    body: LeadInput;
    reply: Lead;
  };
  /** Lists leads. */
  "GET /v1/leads": {
    query?: { ownerId?: string; departmentId?: string; poolId?: string; accountId?: string; status?: "new" | "working" | "mql" | "sql" | "converted" | "disqualified"; source?: "webForm" | "api" | "import" | "callCentre" | "referral" | "partner" | "event" | "other"; channel?: string; campaign?: string; email?: string; phone?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "score.gte"?: number; "score.gt"?: number; "score.lte"?: number; "score.lt"?: number; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-name" | "name"; limit?: number; cursor?: string };
    reply: LeadPage;
  };
  /** Counts leads; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/leads/count": {
    query?: { ownerId?: string; departmentId?: string; poolId?: string; accountId?: string; status?: "new" | "working" | "mql" | "sql" | "converted" | "disqualified"; source?: "webForm" | "api" | "import" | "callCentre" | "referral" | "partner" | "event" | "other"; channel?: string; campaign?: string; email?: string; phone?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "score.gte"?: number; "score.gt"?: number; "score.lte"?: number; "score.lt"?: number; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-name" | "name"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a lead. */
  "GET /v1/leads/{id}": {
    params: { id: string };
    reply: Lead;
  };
  /** Changes fields of a lead; null clears an optional one. */
  "PATCH /v1/leads/{id}": {
    params: { id: string };
    body: LeadPatch;
    reply: Lead;
  };
  /** Archives a lead: it stays readable and leaves the lists. */
  "POST /v1/leads/{id}/archive": {
    params: { id: string };
    reply: Lead;
  };
  /** Brings an archived lead back. */
  "POST /v1/leads/{id}/restore": {
    params: { id: string };
    reply: Lead;
  };
  /** Claims a free lead of a pool that one is a member of; the pool's caps and cool-down apply. */
  "POST /v1/leads/{id}/claim": {
    params: { id: string };
    reply: Lead;
  };
  /** Gives a lead back to its pool, where others may claim it. */
  "POST /v1/leads/{id}/release": {
    params: { id: string };
    body: PostLeadsByIdReleaseBody;
    reply: Lead;
  };
  /** Lists the leads of a pool that wait to be claimed, oldest first; for its members. */
  "GET /v1/lead-pools/{id}/free-leads": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetLeadPoolsByIdFreeLeadsReplyPage;
  };
  /** Tells of something that shows interest; the lead is scored anew. A touch told twice counts once. */
  "POST /v1/leads/{id}/touches": {
    params: { id: string };
    body: PostLeadsByIdTouchesBody;
    reply: Lead;
  };
  /** The latest touches of a lead, newest first: at most 200 are kept. */
  "GET /v1/leads/{id}/touches": {
    params: { id: string };
    query?: { kind?: "form" | "email" | "call" | "meeting" | "download" | "event" | "visit"; limit?: number; cursor?: string };
    reply: GetLeadsByIdTouchesReplyPage;
  };
  /** Makes an account, a contact and, if wanted, an opportunity of a lead, in one transaction and only once; an account and a person who are there already are used, and the answer says so. */
  "POST /v1/leads/{id}/convert": {
    params: { id: string };
    body: PostLeadsByIdConvertBody;
    reply: PostLeadsByIdConvertReply;
  };
  /** The accounts that a lead may belong to, each with the reasons, the surest first. */
  "GET /v1/leads/{id}/match": {
    params: { id: string };
    reply: GetLeadsByIdMatchReplyPage;
  };
  /** Makes a web form that brings leads in; its id is public and stands in the page. */
  "POST /v1/lead-forms": {
    body: LeadFormInput;
    reply: PostLeadFormsReply;
  };
  /** Lists lead forms. */
  "GET /v1/lead-forms": {
    query?: { name?: string; poolId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: LeadFormPage;
  };
  /** Reads a lead form. */
  "GET /v1/lead-forms/{id}": {
    params: { id: string };
    reply: PostLeadFormsReply;
  };
  /** Changes fields of a lead form; null clears an optional one. */
  "PATCH /v1/lead-forms/{id}": {
    params: { id: string };
    body: LeadFormPatch;
    reply: PostLeadFormsReply;
  };
  /** Archives a lead form: it stays readable and leaves the lists. */
  "POST /v1/lead-forms/{id}/archive": {
    params: { id: string };
    reply: PostLeadFormsReply;
  };
  /** Brings an archived lead form back. */
  "POST /v1/lead-forms/{id}/restore": {
    params: { id: string };
    reply: PostLeadFormsReply;
  };
  /** What a page needs to show a form, with the token that its submission brings back. */
  "GET /v1/lead-forms/{formId}/definition": {
    params: { formId: string };
    reply: GetLeadFormsByFormIdDefinitionReply;
  };
  /** Takes in what somebody has filled in. Whether it became a lead is not told: spam gets the same answer. */
  "POST /v1/lead-forms/{formId}/submissions": {
    params: { formId: string };
    body: PostLeadFormsByFormIdSubmissionsBody;
    reply: PostLeadFormsByFormIdSubmissionsReply;
  };
  /** How the tenant works its leads: where sales joins, thresholds, grades, duplicates. */
  "GET /v1/lead-policy": {
    reply: GetLeadPolicyReply;
  };
  /** Replaces the lead policy. What is left out takes its default. */
  "PUT /v1/lead-policy": {
    body: PutLeadPolicyBody;
    reply: GetLeadPolicyReply;
  };
  /** Creates a scoring rule. */
  "POST /v1/scoring-rules": {
    body: ScoringRuleInput;
    reply: ScoringRule;
  };
  /** Lists scoring rules. */
  "GET /v1/scoring-rules": {
    query?: { name?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ScoringRulePage;
  };
  /** Reads a scoring rule. */
  "GET /v1/scoring-rules/{id}": {
    params: { id: string };
    reply: ScoringRule;
  };
  /** Changes fields of a scoring rule; null clears an optional one. */
  "PATCH /v1/scoring-rules/{id}": {
    params: { id: string };
    body: ScoringRulePatch;
    reply: ScoringRule;
  };
  /** Archives a scoring rule: it stays readable and leaves the lists. */
  "POST /v1/scoring-rules/{id}/archive": {
    params: { id: string };
    reply: ScoringRule;
  };
  /** Brings an archived scoring rule back. */
  "POST /v1/scoring-rules/{id}/restore": {
    params: { id: string };
    reply: ScoringRule;
  };
  /** Goes through the leads and tells which may be the same, and why; its cursor goes on. */
  "GET /v1/leads/duplicates": {
    query?: { cursor?: string };
    reply: GetLeadsDuplicatesReplyPage;
  };
  /** Goes through the accounts and tells which may be the same, and why; its cursor goes on. */
  "GET /v1/accounts/duplicates": {
    query?: { cursor?: string };
    reply: GetLeadsDuplicatesReplyPage;
  };
  /** Goes through the contacts and tells which may be the same, and why; its cursor goes on. */
  "GET /v1/contacts/duplicates": {
    query?: { cursor?: string };
    reply: GetLeadsDuplicatesReplyPage;
  };
  /** Takes other leads in, field by field, with all that hangs on them: wholly or not at all. It can be undone. */
  "POST /v1/leads/{id}/merge": {
    params: { id: string };
    body: PostLeadsByIdMergeBody;
    reply: PostLeadsByIdMergeReply;
  };
  /** Shows what a merge would make of these leads, field by field, and what it would move; nothing is written. */
  "POST /v1/leads/{id}/merge/preview": {
    params: { id: string };
    body: PostLeadsByIdMergePreviewBody;
    reply: PostLeadsByIdMergePreviewReply;
  };
  /** Undoes the latest merge, or the named one, or goes on with it where it was halted; what was changed since stays. */
  "POST /v1/leads/{id}/unmerge": {
    params: { id: string };
    body: PostLeadsByIdUnmergeBody;
    reply: PostLeadsByIdMergeReply;
  };
  /** What was merged into one of the leads, newest first. */
  "GET /v1/leads/{id}/merges": {
    params: { id: string };
    reply: GetLeadsByIdMergesReplyPage;
  };
  /** The leads, accounts and contacts that may be the same, each with the reasons, the likeliest first. */
  "GET /v1/leads/{id}/duplicates": {
    params: { id: string };
    reply: GetLeadsByIdDuplicatesReplyPage;
  };
  /** Takes other accounts in, field by field, with all that hangs on them: wholly or not at all. It can be undone. */
  "POST /v1/accounts/{id}/merge": {
    params: { id: string };
    body: PostAccountsByIdMergeBody;
    reply: PostAccountsByIdMergeReply;
  };
  /** Shows what a merge would make of these accounts, field by field, and what it would move; nothing is written. */
  "POST /v1/accounts/{id}/merge/preview": {
    params: { id: string };
    body: PostAccountsByIdMergePreviewBody;
    reply: PostLeadsByIdMergePreviewReply;
  };
  /** Undoes the latest merge, or the named one, or goes on with it where it was halted; what was changed since stays. */
  "POST /v1/accounts/{id}/unmerge": {
    params: { id: string };
    body: PostAccountsByIdUnmergeBody;
    reply: PostAccountsByIdMergeReply;
  };
  /** What was merged into one of the accounts, newest first. */
  "GET /v1/accounts/{id}/merges": {
    params: { id: string };
    reply: GetAccountsByIdMergesReplyPage;
  };
  /** The leads, accounts and contacts that may be the same, each with the reasons, the likeliest first. */
  "GET /v1/accounts/{id}/duplicates": {
    params: { id: string };
    reply: GetAccountsByIdDuplicatesReplyPage;
  };
  /** Takes other contacts in, field by field, with all that hangs on them: wholly or not at all. It can be undone. */
  "POST /v1/contacts/{id}/merge": {
    params: { id: string };
    body: PostContactsByIdMergeBody;
    reply: PostContactsByIdMergeReply;
  };
  /** Shows what a merge would make of these contacts, field by field, and what it would move; nothing is written. */
  "POST /v1/contacts/{id}/merge/preview": {
    params: { id: string };
    body: PostContactsByIdMergePreviewBody;
    reply: PostLeadsByIdMergePreviewReply;
  };
  /** Undoes the latest merge, or the named one, or goes on with it where it was halted; what was changed since stays. */
  "POST /v1/contacts/{id}/unmerge": {
    params: { id: string };
    body: PostContactsByIdUnmergeBody;
    reply: PostContactsByIdMergeReply;
  };
  /** What was merged into one of the contacts, newest first. */
  "GET /v1/contacts/{id}/merges": {
    params: { id: string };
    reply: GetContactsByIdMergesReplyPage;
  };
  /** The leads, accounts and contacts that may be the same, each with the reasons, the likeliest first. */
  "GET /v1/contacts/{id}/duplicates": {
    params: { id: string };
    reply: GetContactsByIdDuplicatesReplyPage;
  };
  /** Reads how a merge stands and what came of it; of one that was refused, why. */
  "GET /v1/merges/{id}": {
    params: { id: string };
    reply: GetLeadsByIdMergesReply;
  };
  /** Creates a competitor. */
  "POST /v1/competitors": {
    body: CompetitorInput;
    reply: Competitor;
  };
  /** Lists competitors. */
  "GET /v1/competitors": {
    query?: { name?: string; ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: CompetitorPage;
  };
  /** Counts competitors; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/competitors/count": {
    query?: { name?: string; ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a competitor. */
  "GET /v1/competitors/{id}": {
    params: { id: string };
    reply: Competitor;
  };
  /** Changes fields of a competitor; null clears an optional one. */
  "PATCH /v1/competitors/{id}": {
    params: { id: string };
    body: CompetitorPatch;
    reply: Competitor;
  };
  /** Archives a competitor: it stays readable and leaves the lists. */
  "POST /v1/competitors/{id}/archive": {
    params: { id: string };
    reply: Competitor;
  };
  /** Brings an archived competitor back. */
  "POST /v1/competitors/{id}/restore": {
    params: { id: string };
    reply: Competitor;
  };
  /** Creates an opportunity. */
  "POST /v1/opportunities": {
    body: OpportunityInput;
    reply: Opportunity;
  };
  /** Lists opportunities. */
  "GET /v1/opportunities": {
    query?: { accountId?: string; contactId?: string; ownerId?: string; departmentId?: string; status?: "open" | "closedWon" | "closedLost"; leadId?: string; pipelineId?: string; stage?: string; partnerId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "expectedOn.gte"?: string; "expectedOn.gt"?: string; "expectedOn.lte"?: string; "expectedOn.lt"?: string; "amountMinor.gte"?: number; "amountMinor.gt"?: number; "amountMinor.lte"?: number; "amountMinor.lt"?: number; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-name" | "name" | "-amountMinor" | "amountMinor" | "-expectedOn" | "expectedOn"; limit?: number; cursor?: string };
    reply: OpportunityPage;
  };
  /** Counts opportunities; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/opportunities/count": {
    query?: { accountId?: string; contactId?: string; ownerId?: string; departmentId?: string; status?: "open" | "closedWon" | "closedLost"; leadId?: string; pipelineId?: string; stage?: string; partnerId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "expectedOn.gte"?: string; "expectedOn.gt"?: string; "expectedOn.lte"?: string; "expectedOn.lt"?: string; "amountMinor.gte"?: number; "amountMinor.gt"?: number; "amountMinor.lte"?: number; "amountMinor.lt"?: number; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-name" | "name" | "-amountMinor" | "amountMinor" | "-expectedOn" | "expectedOn"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads an opportunity. */
  "GET /v1/opportunities/{id}": {
    params: { id: string };
    reply: Opportunity;
  };
  /** Changes fields of an opportunity; null clears an optional one. */
  "PATCH /v1/opportunities/{id}": {
    params: { id: string };
    body: OpportunityPatch;
    reply: Opportunity;
  };
  /** Archives an opportunity: it stays readable and leaves the lists. */
  "POST /v1/opportunities/{id}/archive": {
    params: { id: string };
    reply: Opportunity;
  };
  /** Brings an archived opportunity back. */
  "POST /v1/opportunities/{id}/restore": {
    params: { id: string };
    reply: Opportunity;
  };
  /** Moves it to another stage of its pipeline; what the stage requires and is missing is named, each of it. */
  "POST /v1/opportunities/{id}/move": {
    params: { id: string };
    body: PostOpportunitiesByIdMoveBody;
    reply: Opportunity;
  };
  /** The stages that an opportunity has gone through, oldest first, with the time that it stood in each. */
  "GET /v1/opportunities/{id}/stage-moves": {
    params: { id: string };
    query?: { to?: string; from?: string; limit?: number; cursor?: string };
    reply: GetOpportunitiesByIdStageMovesReplyPage;
  };
  /** Makes one of the methods that the product brings along a template of the tenant's own. */
  "POST /v1/qualification-templates/install": {
    body: QualificationTemplateInput;
    reply: QualificationTemplate;
  };
  /** Creates a qualification template. */
  "POST /v1/qualification-templates": {
    body: QualificationTemplateInput2;
    reply: QualificationTemplate;
  };
  /** Lists qualification templates. */
  "GET /v1/qualification-templates": {
    query?: { name?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: QualificationTemplatePage;
  };
  /** Reads a qualification template. */
  "GET /v1/qualification-templates/{id}": {
    params: { id: string };
    reply: QualificationTemplate;
  };
  /** Changes fields of a qualification template; null clears an optional one. */
  "PATCH /v1/qualification-templates/{id}": {
    params: { id: string };
    body: QualificationTemplatePatch;
    reply: QualificationTemplate;
  };
  /** Archives a qualification template: it stays readable and leaves the lists. */
  "POST /v1/qualification-templates/{id}/archive": {
    params: { id: string };
    reply: QualificationTemplate;
  };
  /** Brings an archived qualification template back. */
  "POST /v1/qualification-templates/{id}/restore": {
    params: { id: string };
    reply: QualificationTemplate;
  };
  /** How a sale is judged: every question with its answer, and a hint where the answer is not the best one. */
  "GET /v1/opportunities/{id}/qualification": {
    params: { id: string };
    reply: GetOpportunitiesByIdQualificationReply;
  };
  /** Creates a pipeline. */
  "POST /v1/pipelines": {
    body: PipelineInput;
    reply: Pipeline;
  };
  /** Lists pipelines. */
  "GET /v1/pipelines": {
    query?: { mode?: "standard" | "membership" | "promotion" | "project" | "keyAccount"; isDefault?: boolean; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: PipelinePage;
  };
  /** Reads a pipeline. */
  "GET /v1/pipelines/{id}": {
    params: { id: string };
    reply: Pipeline;
  };
  /** Changes fields of a pipeline; null clears an optional one. */
  "PATCH /v1/pipelines/{id}": {
    params: { id: string };
    body: PipelinePatch;
    reply: Pipeline;
  };
  /** Archives a pipeline: it stays readable and leaves the lists. */
  "POST /v1/pipelines/{id}/archive": {
    params: { id: string };
    reply: Pipeline;
  };
  /** Brings an archived pipeline back. */
  "POST /v1/pipelines/{id}/restore": {
    params: { id: string };
    reply: Pipeline;
  };
  /** Creates an activity. */
  "POST /v1/activities": {
    body: ActivityInput;
    reply: Activity;
  };
  /** Lists activities. */
  "GET /v1/activities": {
    query?: { ownerId?: string; departmentId?: string; kind?: "task" | "call" | "visit" | "meeting" | "note"; state?: "open" | "done" | "cancelled"; priority?: "low" | "normal" | "high"; relatedTo?: string; accountId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "deadlineAt.gte"?: string; "deadlineAt.gt"?: string; "deadlineAt.lte"?: string; "deadlineAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ActivityPage;
  };
  /** Counts activities; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/activities/count": {
    query?: { ownerId?: string; departmentId?: string; kind?: "task" | "call" | "visit" | "meeting" | "note"; state?: "open" | "done" | "cancelled"; priority?: "low" | "normal" | "high"; relatedTo?: string; accountId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "deadlineAt.gte"?: string; "deadlineAt.gt"?: string; "deadlineAt.lte"?: string; "deadlineAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads an activity. */
  "GET /v1/activities/{id}": {
    params: { id: string };
    reply: Activity;
  };
  /** Changes fields of an activity; null clears an optional one. */
  "PATCH /v1/activities/{id}": {
    params: { id: string };
    body: ActivityPatch;
    reply: Activity;
  };
  /** Archives an activity: it stays readable and leaves the lists. */
  "POST /v1/activities/{id}/archive": {
    params: { id: string };
    reply: Activity;
  };
  /** Brings an archived activity back. */
  "POST /v1/activities/{id}/restore": {
    params: { id: string };
    reply: Activity;
  };
  /** What one person has to do (plan=open) or has done (plan=closed) by deadline, the most pressing first. */
  "GET /v1/activities/due": {
    query?: { ownerId?: string; plan?: "open" | "closed"; from?: string; to?: string; limit?: number; cursor?: string };
    reply: ActivityPage2;
  };
  /** Says that it was done, now or earlier; a repeated one makes its next occurrence. */
  "POST /v1/activities/{id}/complete": {
    params: { id: string };
    body: PostActivitiesByIdCompleteBody;
    reply: Activity;
  };
  /** Opens again what was done or cancelled. */
  "POST /v1/activities/{id}/reopen": {
    params: { id: string };
    reply: Activity;
  };
  /** Says that nothing will come of it; its calendar entry is cancelled. */
  "POST /v1/activities/{id}/cancel": {
    params: { id: string };
    reply: Activity;
  };
  /** Says where somebody is for it, once, and how far that is from its place. */
  "POST /v1/activities/{id}/check-in": {
    params: { id: string };
    body: PostActivitiesByIdCheckInBody;
    reply: Activity;
  };
  /** How what was due in a period was kept, by person and by team: planned, done, on time, delay, open and overdue. Counts of pages add up. */
  "GET /v1/activity-report": {
    query: { from: string; to: string; departmentId?: string; cursor?: string };
    reply: GetActivityReportReply;
  };
  /** Opens a calendar address of one's own activities; the address is the secret, and an earlier one ends. */
  "POST /v1/users/me/calendar-feed": {
    reply: PostUsersMeCalendarFeedReply;
  };
  /** Says whether one's calendar address is open, and since when. */
  "GET /v1/users/me/calendar-feed": {
    reply: GetUsersMeCalendarFeedReply;
  };
  /** Ends one's calendar address: whoever has it reads nothing from now on. */
  "DELETE /v1/users/me/calendar-feed": {
    reply: GetUsersMeCalendarFeedReply;
  };
  /** One person's activities as a calendar (RFC 5545) to subscribe to, from 90 days back to a year ahead. */
  "GET /v1/calendar-feeds/{token}": {
    params: { token: string };
    reply: unknown;
  };
  /** Creates a ticket. */
  "POST /v1/tickets": {
    body: TicketInput;
    reply: Ticket;
  };
  /** Lists tickets. */
  "GET /v1/tickets": {
    query?: { accountId?: string; contactId?: string; ownerId?: string; departmentId?: string; queueId?: string; number?: string; state?: "new" | "open" | "waitingForCustomer" | "waitingForOthers" | "resolved" | "closed"; priority?: "low" | "normal" | "high" | "urgent"; channel?: "api" | "email" | "form" | "chat" | "hotline"; tier?: string; assigneeId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "resolveDueAt.gte"?: string; "resolveDueAt.gt"?: string; "resolveDueAt.lte"?: string; "resolveDueAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-priority" | "priority" | "-resolveDueAt" | "resolveDueAt"; limit?: number; cursor?: string };
    reply: TicketPage;
  };
  /** Counts tickets; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/tickets/count": {
    query?: { accountId?: string; contactId?: string; ownerId?: string; departmentId?: string; queueId?: string; number?: string; state?: "new" | "open" | "waitingForCustomer" | "waitingForOthers" | "resolved" | "closed"; priority?: "low" | "normal" | "high" | "urgent"; channel?: "api" | "email" | "form" | "chat" | "hotline"; tier?: string; assigneeId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "resolveDueAt.gte"?: string; "resolveDueAt.gt"?: string; "resolveDueAt.lte"?: string; "resolveDueAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-priority" | "priority" | "-resolveDueAt" | "resolveDueAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a ticket. */
  "GET /v1/tickets/{id}": {
    params: { id: string };
    reply: Ticket;
  };
  /** Changes fields of a ticket; null clears an optional one. */
  "PATCH /v1/tickets/{id}": {
    params: { id: string };
    body: TicketPatch;
    reply: Ticket;
  };
  /** Archives a ticket: it stays readable and leaves the lists. */
  "POST /v1/tickets/{id}/archive": {
    params: { id: string };
    reply: Ticket;
  };
  /** Brings an archived ticket back. */
  "POST /v1/tickets/{id}/restore": {
    params: { id: string };
    reply: Ticket;
  };
  /** Takes it: it is the caller's, and at work. */
  "POST /v1/tickets/{id}/take": {
    params: { id: string };
    reply: Ticket;
  };
  /** Says whom it waits for: its clock stands still while it waits for the customer, and runs on for others. */
  "POST /v1/tickets/{id}/wait": {
    params: { id: string };
    body: PostTicketsByIdWaitBody;
    reply: Ticket;
  };
  /** Says that it is solved; it is closed for good after the days that the tenant has set. */
  "POST /v1/tickets/{id}/resolve": {
    params: { id: string };
    reply: Ticket;
  };
  /** Closes it for good. */
  "POST /v1/tickets/{id}/close": {
    params: { id: string };
    reply: Ticket;
  };
  /** Opens it again: its clock begins anew. */
  "POST /v1/tickets/{id}/reopen": {
    params: { id: string };
    reply: Ticket;
  };
  /** Closes it as the same as another, which from then on tells its thread too; unmerge takes it back. */
  "POST /v1/tickets/{id}/merge": {
    params: { id: string };
    body: PostTicketsByIdMergeBody;
    reply: Ticket;
  };
  /** Says that it and another have to do with each other; both tell it. */
  "POST /v1/tickets/{id}/link": {
    params: { id: string };
    body: PostTicketsByIdLinkBody;
    reply: Ticket;
  };
  /** Takes a link between two tickets back. */
  "POST /v1/tickets/{id}/unlink": {
    params: { id: string };
    body: PostTicketsByIdLinkBody;
    reply: Ticket;
  };
  /** Answers by mail and in the thread, or notes something that the customer never sees; or writes down what the customer has said. */
  "POST /v1/tickets/{id}/messages": {
    params: { id: string };
    body: PostTicketsByIdMessagesBody;
    reply: PostTicketsByIdMessagesReply;
  };
  /** The thread of a ticket, oldest first, with those of the tickets that it took in; what is internal for those who may read it. */
  "GET /v1/tickets/{id}/messages": {
    params: { id: string };
    query?: { visibility?: "public" | "internal"; author?: "agent" | "customer" | "product" | "development"; limit?: number; cursor?: string };
    reply: GetTicketsByIdMessagesReplyPage;
  };
  /** Makes a ticket of its own of a part of it, for the same customer: of pieces of its thread, or of a question in words. Both are linked, and its clock counts from when it was asked. */
  "POST /v1/tickets/{id}/split": {
    params: { id: string };
    body: PostTicketsByIdSplitBody;
    reply: PostTicketsByIdSplitReply;
  };
  /** Takes a merge back: the ticket is open again, and its thread is its own. */
  "POST /v1/tickets/{id}/unmerge": {
    params: { id: string };
    reply: Ticket;
  };
  /** Creates a ticket queue. */
  "POST /v1/ticket-queues": {
    body: TicketQueueInput;
    reply: TicketQueue;
  };
  /** Lists ticket queues. */
  "GET /v1/ticket-queues": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: TicketQueuePage;
  };
  /** Reads a ticket queue. */
  "GET /v1/ticket-queues/{id}": {
    params: { id: string };
    reply: TicketQueue;
  };
  /** Changes fields of a ticket queue; null clears an optional one. */
  "PATCH /v1/ticket-queues/{id}": {
    params: { id: string };
    body: TicketQueuePatch;
    reply: TicketQueue;
  };
  /** Archives a ticket queue: it stays readable and leaves the lists. */
  "POST /v1/ticket-queues/{id}/archive": {
    params: { id: string };
    reply: TicketQueue;
  };
  /** Brings an archived ticket queue back. */
  "POST /v1/ticket-queues/{id}/restore": {
    params: { id: string };
    reply: TicketQueue;
  };
  /** Creates a sla policy. */
  "POST /v1/sla-policies": {
    body: SlaPolicyInput;
    reply: SlaPolicy;
  };
  /** Lists SLA policies. */
  "GET /v1/sla-policies": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: SlaPolicyPage;
  };
  /** Reads a sla policy. */
  "GET /v1/sla-policies/{id}": {
    params: { id: string };
    reply: SlaPolicy;
  };
  /** Changes fields of a sla policy; null clears an optional one. */
  "PATCH /v1/sla-policies/{id}": {
    params: { id: string };
    body: SlaPolicyPatch;
    reply: SlaPolicy;
  };
  /** Archives a sla policy: it stays readable and leaves the lists. */
  "POST /v1/sla-policies/{id}/archive": {
    params: { id: string };
    reply: SlaPolicy;
  };
  /** Brings an archived sla policy back. */
  "POST /v1/sla-policies/{id}/restore": {
    params: { id: string };
    reply: SlaPolicy;
  };
  /** Creates a canned answer. */
  "POST /v1/canned-answers": {
    body: CannedAnswerInput;
    reply: CannedAnswer;
  };
  /** Lists canned answers. */
  "GET /v1/canned-answers": {
    query?: { queueId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: CannedAnswerPage;
  };
  /** Reads a canned answer. */
  "GET /v1/canned-answers/{id}": {
    params: { id: string };
    reply: CannedAnswer;
  };
  /** Changes fields of a canned answer; null clears an optional one. */
  "PATCH /v1/canned-answers/{id}": {
    params: { id: string };
    body: CannedAnswerPatch;
    reply: CannedAnswer;
  };
  /** Archives a canned answer: it stays readable and leaves the lists. */
  "POST /v1/canned-answers/{id}/archive": {
    params: { id: string };
    reply: CannedAnswer;
  };
  /** Brings an archived canned answer back. */
  "POST /v1/canned-answers/{id}/restore": {
    params: { id: string };
    reply: CannedAnswer;
  };
  /** How tickets are given out, when they are closed for good, and until when they are opened again. */
  "GET /v1/ticket-settings": {
    reply: GetTicketSettingsReply;
  };
  /** Replaces the ticket settings; what is left out takes its default. */
  "PUT /v1/ticket-settings": {
    body: PutTicketSettingsBody;
    reply: GetTicketSettingsReply;
  };
  /** Opens a way by which customers bring tickets: a mail address, a web form, or a signed webhook of a chat or hotline. */
  "POST /v1/ticket-channels": {
    body: TicketChannelInput;
    reply: PostTicketChannelsReply;
  };
  /** Lists ticket channels. */
  "GET /v1/ticket-channels": {
    query?: { kind?: "email" | "form" | "chat" | "hotline"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: TicketChannelPage;
  };
  /** Makes a new signing secret, shown once; earlier ones are accepted for graceHours more at most, and with 0 no longer. Of more than three the oldest end. */
  "POST /v1/ticket-channels/{id}/rotate-secret": {
    params: { id: string };
    body: PostTicketChannelsByIdRotateSecretBody;
    reply: PostTicketChannelsReply;
  };
  /** Reads a ticket channel. */
  "GET /v1/ticket-channels/{id}": {
    params: { id: string };
    reply: PostTicketChannelsReply;
  };
  /** Changes fields of a ticket channel; null clears an optional one. */
  "PATCH /v1/ticket-channels/{id}": {
    params: { id: string };
    body: TicketChannelPatch;
    reply: PostTicketChannelsReply;
  };
  /** Archives a ticket channel: it stays readable and leaves the lists. */
  "POST /v1/ticket-channels/{id}/archive": {
    params: { id: string };
    reply: PostTicketChannelsReply;
  };
  /** Brings an archived ticket channel back. */
  "POST /v1/ticket-channels/{id}/restore": {
    params: { id: string };
    reply: PostTicketChannelsReply;
  };
  /** What a page needs to show the form by which customers ask, with the token that its submission brings back. */
  "GET /v1/ticket-channels/{channelId}/definition": {
    params: { channelId: string };
    reply: GetTicketChannelsByChannelIdDefinitionReply;
  };
  /** Takes in what somebody asks by a form. Whether it became a ticket is not told: spam gets the same answer. */
  "POST /v1/ticket-channels/{channelId}/submissions": {
    params: { channelId: string };
    body: PostTicketChannelsByChannelIdSubmissionsBody;
    reply: PostTicketChannelsByChannelIdSubmissionsReply;
  };
  /** The articles that everybody may read, for the page of a form: those that answer a query, else the newest. */
  "GET /v1/ticket-channels/{channelId}/articles": {
    params: { channelId: string };
    query?: { q?: string; category?: string; language?: "zh-CN" | "en"; limit?: number };
    reply: GetTicketChannelsByChannelIdArticlesReplyPage;
  };
  /** An article that everybody may read, for the page of a form. */
  "GET /v1/ticket-channels/{channelId}/articles/{articleId}": {
    params: { channelId: string; articleId: string };
    reply: GetTicketChannelsByChannelIdArticlesByArticleIdReply;
  };
  /** The articles that everybody may read and that are nearest to what somebody is about to ask. */
  "POST /v1/ticket-channels/{channelId}/suggestions": {
    params: { channelId: string };
    body: PostTicketChannelsByChannelIdSuggestionsBody;
    reply: PostTicketChannelsByChannelIdSuggestionsReplyPage;
  };
  /** Takes what customers say in a chat or a call, signed after the Standard Webhooks specification. What comes twice is taken once; a conversation is one ticket while that is open. */
  "POST /v1/webhooks/tickets/{channelId}": {
    params: { channelId: string };
    body: PostWebhooksTicketsByChannelIdBody;
    reply: PostWebhooksTicketsByChannelIdReplyPage;
  };
  /** Opens a mailbox: an address by which people write, its rules, and who reads it. */
  "POST /v1/mailboxes": {
    body: MailboxInput;
    reply: Mailbox;
  };
  /** Lists mailboxes. */
  "GET /v1/mailboxes": {
    query?: { ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: MailboxPage;
  };
  /** Reads a mailbox. */
  "GET /v1/mailboxes/{id}": {
    params: { id: string };
    reply: Mailbox;
  };
  /** Changes fields of a mailbox; null clears an optional one. */
  "PATCH /v1/mailboxes/{id}": {
    params: { id: string };
    body: MailboxPatch;
    reply: Mailbox;
  };
  /** Archives a mailbox: it stays readable and leaves the lists. */
  "POST /v1/mailboxes/{id}/archive": {
    params: { id: string };
    reply: Mailbox;
  };
  /** Brings an archived mailbox back. */
  "POST /v1/mailboxes/{id}/restore": {
    params: { id: string };
    reply: Mailbox;
  };
  /** Lists mails. */
  "GET /v1/mails": {
    query?: { mailboxId?: string; ownerId?: string; departmentId?: string; direction?: "inbound" | "outbound"; state?: "received" | "draft" | "sent" | "discarded"; kind?: "person" | "automatic" | "bounce"; threadId?: string; relatedTo?: string; accountId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: MailPage;
  };
  /** Writes a mail from a mailbox. It is a draft until it is sent. */
  "POST /v1/mails": {
    body: MailInput;
    reply: Mail;
  };
  /** Counts mails; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/mails/count": {
    query?: { mailboxId?: string; ownerId?: string; departmentId?: string; direction?: "inbound" | "outbound"; state?: "received" | "draft" | "sent" | "discarded"; kind?: "person" | "automatic" | "bounce"; threadId?: string; relatedTo?: string; accountId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a mail: what it says for the readers of its mailbox, that there was one for all others who see it. */
  "GET /v1/mails/{id}": {
    params: { id: string };
    reply: Mail;
  };
  /** Changes a draft: its people, its words, what it is archived to. */
  "PATCH /v1/mails/{id}": {
    params: { id: string };
    body: MailPatch;
    reply: Mail;
  };
  /** Sends a draft, to each of its people once; answers come into its thread. Marketing without the consent of all is refused, and nothing is sent. */
  "POST /v1/mails/{id}/send": {
    params: { id: string };
    reply: Mail;
  };
  /** Answers it from its mailbox, within its thread; of one that was sent it writes to the same people once more. */
  "POST /v1/mails/{id}/reply": {
    params: { id: string };
    body: PostMailsByIdReplyBody;
    reply: Mail;
  };
  /** Puts a draft aside: it is never sent, and stays readable. */
  "POST /v1/mails/{id}/discard": {
    params: { id: string };
    reply: Mail;
  };
  /** Archives it by hand to other records, in place of those that it is archived to; undo-relate takes it back. */
  "POST /v1/mails/{id}/relate": {
    params: { id: string };
    body: PostMailsByIdRelateBody;
    reply: Mail;
  };
  /** Archives it again to what it was archived to before somebody did so by hand. */
  "POST /v1/mails/{id}/undo-relate": {
    params: { id: string };
    reply: Mail;
  };
  /** Gives it to somebody who reads its mailbox. */
  "POST /v1/mails/{id}/assign": {
    params: { id: string };
    body: PostMailsByIdAssignBody;
    reply: Mail;
  };
  /** The mails of its thread, oldest first, each as far as the caller may see it. */
  "GET /v1/mails/{id}/thread": {
    params: { id: string };
    query?: { limit?: number };
    reply: GetMailsByIdThreadReplyPage;
  };
  /** The mails of a mailbox with what they say, newest first, for its readers. */
  "GET /v1/mailboxes/{id}/mails": {
    params: { id: string };
    query?: { direction?: "inbound" | "outbound"; state?: "received" | "draft" | "sent" | "discarded"; kind?: "person" | "automatic" | "bounce"; limit?: number; cursor?: string };
    reply: GetMailboxesByIdMailsReplyPage;
  };
  /** Links a contact centre, which tells of calls and conversations; the secret that it signs with is shown once. */
  "POST /v1/call-connections": {
    body: CallConnectionInput;
    reply: PostCallConnectionsReply;
  };
  /** Lists call connections. */
  "GET /v1/call-connections": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: CallConnectionPage;
  };
  /** Makes a new signing secret, shown once; earlier ones are accepted for graceHours more at most, and with 0 no longer. Of more than three the oldest end. */
  "POST /v1/call-connections/{id}/rotate-secret": {
    params: { id: string };
    body: PostCallConnectionsByIdRotateSecretBody;
    reply: PostCallConnectionsReply;
  };
  /** Reads a call connection. */
  "GET /v1/call-connections/{id}": {
    params: { id: string };
    reply: PostCallConnectionsReply;
  };
  /** Changes fields of a call connection; null clears an optional one. */
  "PATCH /v1/call-connections/{id}": {
    params: { id: string };
    body: CallConnectionPatch;
    reply: PostCallConnectionsReply;
  };
  /** Archives a call connection: it stays readable and leaves the lists. */
  "POST /v1/call-connections/{id}/archive": {
    params: { id: string };
    reply: PostCallConnectionsReply;
  };
  /** Brings an archived call connection back. */
  "POST /v1/call-connections/{id}/restore": {
    params: { id: string };
    reply: PostCallConnectionsReply;
  };
  /** Takes what a contact centre tells of calls, conversations and replies by text message, signed after the Standard Webhooks specification. What comes twice is taken once, and late or unordered events are put where they belong. */
  "POST /v1/webhooks/calls/{connectionId}": {
    params: { connectionId: string };
    body: PostWebhooksCallsByConnectionIdBody;
    reply: PostWebhooksCallsByConnectionIdReply;
  };
  /** Who has a telephone number, as far as the caller may see them: what a screen shows while it rings. */
  "GET /v1/calls/lookup": {
    query: { phone: string };
    reply: GetCallsLookupReply;
  };
  /** Lists calls. */
  "GET /v1/calls": {
    query?: { ownerId?: string; state?: "ringing" | "talking" | "ended"; direction?: "inbound" | "outbound"; kind?: "call" | "chat"; phone?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: CallPage;
  };
  /** Reads a call. */
  "GET /v1/calls/{id}": {
    params: { id: string };
    reply: Call;
  };
  /** Makes a list of people to be called: those with a number who have agreed to it. Who has not is counted and left out, and is asked about again at each call. */
  "POST /v1/call-lists": {
    body: CallListInput;
    reply: CallList;
  };
  /** Lists call lists. */
  "GET /v1/call-lists": {
    query?: { name?: string; status?: "open" | "closed"; ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: CallListPage;
  };
  /** Reads a call list. */
  "GET /v1/call-lists/{id}": {
    params: { id: string };
    reply: CallList;
  };
  /** Changes fields of a call list; null clears an optional one. */
  "PATCH /v1/call-lists/{id}": {
    params: { id: string };
    body: CallListPatch;
    reply: CallList;
  };
  /** Archives a call list: it stays readable and leaves the lists. */
  "POST /v1/call-lists/{id}/archive": {
    params: { id: string };
    reply: CallList;
  };
  /** Brings an archived call list back. */
  "POST /v1/call-lists/{id}/restore": {
    params: { id: string };
    reply: CallList;
  };
  /** Closes it: nobody is called for it any more. */
  "POST /v1/call-lists/{id}/close": {
    params: { id: string };
    reply: CallList;
  };
  /** Opens it again: those who wait are called. */
  "POST /v1/call-lists/{id}/reopen": {
    params: { id: string };
    reply: CallList;
  };
  /** Takes the next of a list, whom nobody else gets: within its hours, who still agrees to be called. One without a result goes back after claimMinutes. */
  "POST /v1/call-lists/{id}/claim": {
    params: { id: string };
    reply: PostCallListsByIdClaimReply;
  };
  /** Who is on a list, and what came of them. */
  "GET /v1/call-lists/{id}/entries": {
    params: { id: string };
    query?: { state?: "waiting" | "claimed" | "done" | "gaveUp" | "withheld" | "unreachable"; result?: "reached" | "noAnswer" | "busy" | "callBack" | "wrongNumber" | "refused"; claimedBy?: string; limit?: number; cursor?: string };
    reply: GetCallListsByIdEntriesReplyPage;
  };
  /** Says what came of a call that the caller has taken; it is an activity of whom they called. */
  "POST /v1/call-lists/{id}/entries/{callListEntryId}/result": {
    params: { id: string; callListEntryId: string };
    body: PostCallListsByIdEntriesByCallListEntryIdResultBody;
    reply: GetCallListsByIdEntriesReply;
  };
  /** Creates an article. */
  "POST /v1/articles": {
    body: ArticleInput;
    reply: Article;
  };
  /** Lists articles. */
  "GET /v1/articles": {
    query?: { state?: "draft" | "inReview" | "published"; category?: string; language?: "zh-CN" | "en"; audience?: "internal" | "partners" | "public"; ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "reviewAt.gte"?: string; "reviewAt.gt"?: string; "reviewAt.lte"?: string; "reviewAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ArticlePage;
  };
  /** Counts articles; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/articles/count": {
    query?: { state?: "draft" | "inReview" | "published"; category?: string; language?: "zh-CN" | "en"; audience?: "internal" | "partners" | "public"; ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "reviewAt.gte"?: string; "reviewAt.gt"?: string; "reviewAt.lte"?: string; "reviewAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads an article. */
  "GET /v1/articles/{id}": {
    params: { id: string };
    reply: Article;
  };
  /** Changes fields of an article; null clears an optional one. */
  "PATCH /v1/articles/{id}": {
    params: { id: string };
    body: ArticlePatch;
    reply: Article;
  };
  /** Archives an article: it stays readable and leaves the lists. */
  "POST /v1/articles/{id}/archive": {
    params: { id: string };
    reply: Article;
  };
  /** Brings an archived article back. */
  "POST /v1/articles/{id}/restore": {
    params: { id: string };
    reply: Article;
  };
  /** Hands it to those who publish. */
  "POST /v1/articles/{id}/submit": {
    params: { id: string };
    reply: Article;
  };
  /** Hands it back to its author; what was published before stays. */
  "POST /v1/articles/{id}/decline": {
    params: { id: string };
    reply: Article;
  };
  /** Readers read it as it now stands; each text that was published is kept. One that was put up for review is confirmed. */
  "POST /v1/articles/{id}/publish": {
    params: { id: string };
    reply: Article;
  };
  /** Makes it a draft again; readers keep what is published until the new text is. */
  "POST /v1/articles/{id}/revise": {
    params: { id: string };
    reply: Article;
  };
  /** Nobody reads it any more; it is a draft. */
  "POST /v1/articles/{id}/withdraw": {
    params: { id: string };
    reply: Article;
  };
  /** The texts of an article that were published, newest first. */
  "GET /v1/articles/{id}/revisions": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetArticlesByIdRevisionsReplyPage;
  };
  /** How often an article was used in answers, and whom it helped. */
  "GET /v1/articles/{id}/counts": {
    params: { id: string };
    reply: GetArticlesByIdCountsReply;
  };
  /** The published articles that the caller may read: those that answer a query, best first, else the newest. */
  "GET /v1/knowledge": {
    query?: { q?: string; category?: string; language?: "zh-CN" | "en"; limit?: number };
    reply: GetKnowledgeReplyPage;
  };
  /** A published article, as its readers read it. */
  "GET /v1/knowledge/{id}": {
    params: { id: string };
    reply: GetTicketChannelsByChannelIdArticlesByArticleIdReply;
  };
  /** Says whether an article helped; whoever says otherwise later is counted once still. */
  "POST /v1/knowledge/{id}/rate": {
    params: { id: string };
    body: PostKnowledgeByIdRateBody;
    reply: PostKnowledgeByIdRateReply;
  };
  /** The published articles that are nearest to what is being written, of those that the caller may read. */
  "POST /v1/article-suggestions": {
    body: PostTicketChannelsByChannelIdSuggestionsBody;
    reply: PostTicketChannelsByChannelIdSuggestionsReplyPage;
  };
  /** Links the issue tracker of research and development; the secret that its webhook signs with is shown once. */
  "POST /v1/issue-trackers": {
    body: IssueTrackerInput;
    reply: PostIssueTrackersReply;
  };
  /** Lists issue trackers. */
  "GET /v1/issue-trackers": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: IssueTrackerPage;
  };
  /** Makes a new signing secret, shown once; earlier ones are accepted for graceHours more at most, and with 0 no longer. Of more than three the oldest end. */
  "POST /v1/issue-trackers/{id}/rotate-secret": {
    params: { id: string };
    body: PostIssueTrackersByIdRotateSecretBody;
    reply: PostIssueTrackersReply;
  };
  /** Reads an issue tracker. */
  "GET /v1/issue-trackers/{id}": {
    params: { id: string };
    reply: PostIssueTrackersReply;
  };
  /** Changes fields of an issue tracker; null clears an optional one. */
  "PATCH /v1/issue-trackers/{id}": {
    params: { id: string };
    body: IssueTrackerPatch;
    reply: PostIssueTrackersReply;
  };
  /** Archives an issue tracker: it stays readable and leaves the lists. */
  "POST /v1/issue-trackers/{id}/archive": {
    params: { id: string };
    reply: PostIssueTrackersReply;
  };
  /** Brings an archived issue tracker back. */
  "POST /v1/issue-trackers/{id}/restore": {
    params: { id: string };
    reply: PostIssueTrackersReply;
  };
  /** Hands it to research and development in one click: an issue of their tracker, whose states and comments come back. */
  "POST /v1/tickets/{id}/escalate": {
    params: { id: string };
    body: PostTicketsByIdEscalateBody;
    reply: Ticket;
  };
  /** The issue that development works on for a ticket: how it stands there, and when both were last brought together. */
  "GET /v1/tickets/{id}/issue": {
    params: { id: string };
    reply: GetTicketsByIdIssueReply;
  };
  /** Told by a tracker that an issue has changed, signed after the Standard Webhooks specification: it is looked at within a minute. */
  "POST /v1/webhooks/trackers/{trackerId}": {
    params: { trackerId: string };
    body: PostWebhooksTrackersByTrackerIdBody;
    reply: PostWebhooksTrackersByTrackerIdReply;
  };
  /** Attaches a file to a record; PUT its bytes to uploadUrl, with the content type that was declared. */
  "POST /v1/files": {
    body: FileInput;
    reply: File;
  };
  /** Lists the files of one record, the newest first. */
  "GET /v1/files": {
    query: { relatedTo: string; archived?: "true" | "false"; limit?: number; cursor?: string };
    reply: FilePage;
  };
  /** Reads what is known of a file, and whether it is ready. */
  "GET /v1/files/{id}": {
    params: { id: string };
    reply: File;
  };
  /** An address from which the file can be read for a quarter of an hour, without a credential. */
  "GET /v1/files/{id}/download": {
    params: { id: string };
    reply: GetFilesByIdDownloadReply;
  };
  /** Removes a file from its record: it is kept, and can be listed with archived=true. */
  "POST /v1/files/{id}/archive": {
    params: { id: string };
    reply: File;
  };
  /** Brings a removed file back. */
  "POST /v1/files/{id}/restore": {
    params: { id: string };
    reply: File;
  };
  /** What has happened to one account, the newest first, as far as the caller may see it. */
  "GET /v1/accounts/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetAccountsByIdTimelineReplyPage;
  };
  /** What has happened to one contact, the newest first, as far as the caller may see it. */
  "GET /v1/contacts/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetContactsByIdTimelineReplyPage;
  };
  /** What has happened to one consent, the newest first, as far as the caller may see it. */
  "GET /v1/consents/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetConsentsByIdTimelineReplyPage;
  };
  /** What has happened to one sms campaign, the newest first, as far as the caller may see it. */
  "GET /v1/sms-campaigns/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetSmsCampaignsByIdTimelineReplyPage;
  };
  /** What has happened to one mail campaign, the newest first, as far as the caller may see it. */
  "GET /v1/mail-campaigns/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetMailCampaignsByIdTimelineReplyPage;
  };
  /** What has happened to one marketing event, the newest first, as far as the caller may see it. */
  "GET /v1/marketing-events/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetMarketingEventsByIdTimelineReplyPage;
  };
  /** What has happened to one directory delivery, the newest first, as far as the caller may see it. */
  "GET /v1/directory-deliveries/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetDirectoryDeliveriesByIdTimelineReplyPage;
  };
  /** What has happened to one lead, the newest first, as far as the caller may see it. */
  "GET /v1/leads/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetLeadsByIdTimelineReplyPage;
  };
  /** What has happened to one competitor, the newest first, as far as the caller may see it. */
  "GET /v1/competitors/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetCompetitorsByIdTimelineReplyPage;
  };
  /** What has happened to one opportunity, the newest first, as far as the caller may see it. */
  "GET /v1/opportunities/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetOpportunitiesByIdTimelineReplyPage;
  };
  /** What has happened to one activity, the newest first, as far as the caller may see it. */
  "GET /v1/activities/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetActivitiesByIdTimelineReplyPage;
  };
  /** What has happened to one ticket, the newest first, as far as the caller may see it. */
  "GET /v1/tickets/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetTicketsByIdTimelineReplyPage;
  };
  /** What has happened to one mail, the newest first, as far as the caller may see it. */
  "GET /v1/mails/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetMailsByIdTimelineReplyPage;
  };
  /** What has happened to one article, the newest first, as far as the caller may see it. */
  "GET /v1/articles/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetArticlesByIdTimelineReplyPage;
  };
  /** What has happened to one product, the newest first, as far as the caller may see it. */
  "GET /v1/products/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetProductsByIdTimelineReplyPage;
  };
  /** What has happened to one partner, the newest first, as far as the caller may see it. */
  "GET /v1/partners/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetPartnersByIdTimelineReplyPage;
  };
  /** What has happened to one quote, the newest first, as far as the caller may see it. */
  "GET /v1/quotes/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetQuotesByIdTimelineReplyPage;
  };
  /** What has happened to one order, the newest first, as far as the caller may see it. */
  "GET /v1/orders/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetOrdersByIdTimelineReplyPage;
  };
  /** What has happened to one receivable, the newest first, as far as the caller may see it. */
  "GET /v1/receivables/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetReceivablesByIdTimelineReplyPage;
  };
  /** What has happened to one invoice, the newest first, as far as the caller may see it. */
  "GET /v1/invoices/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetInvoicesByIdTimelineReplyPage;
  };
  /** What has happened to one renewal, the newest first, as far as the caller may see it. */
  "GET /v1/renewals/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetRenewalsByIdTimelineReplyPage;
  };
  /** What has happened to one success plan, the newest first, as far as the caller may see it. */
  "GET /v1/success-plans/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetSuccessPlansByIdTimelineReplyPage;
  };
  /** What has happened to one change request, the newest first, as far as the caller may see it. */
  "GET /v1/change-requests/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetChangeRequestsByIdTimelineReplyPage;
  };
  /** What has happened to one project, the newest first, as far as the caller may see it. */
  "GET /v1/projects/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetProjectsByIdTimelineReplyPage;
  };
  /** What has happened to one survey, the newest first, as far as the caller may see it. */
  "GET /v1/surveys/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetSurveysByIdTimelineReplyPage;
  };
  /** What has happened to one time entry, the newest first, as far as the caller may see it. */
  "GET /v1/time-entries/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetTimeEntriesByIdTimelineReplyPage;
  };
  /** What has happened to one budget, the newest first, as far as the caller may see it. */
  "GET /v1/budgets/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetBudgetsByIdTimelineReplyPage;
  };
  /** What has happened to one expense, the newest first, as far as the caller may see it. */
  "GET /v1/expenses/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetExpensesByIdTimelineReplyPage;
  };
  /** What has happened to one partner statement, the newest first, as far as the caller may see it. */
  "GET /v1/partner-statements/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetPartnerStatementsByIdTimelineReplyPage;
  };
  /** What has happened to one deal registration, the newest first, as far as the caller may see it. */
  "GET /v1/deal-registrations/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetDealRegistrationsByIdTimelineReplyPage;
  };
  /** What has happened to one partner order, the newest first, as far as the caller may see it. */
  "GET /v1/partner-orders/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetPartnerOrdersByIdTimelineReplyPage;
  };
  /** What has happened to one bank transaction, the newest first, as far as the caller may see it. */
  "GET /v1/bank-transactions/{id}/timeline": {
    params: { id: string };
    query?: { kinds?: string; limit?: number; cursor?: string };
    reply: GetBankTransactionsByIdTimelineReplyPage;
  };
  /** What a console is drawn from: the nouns that the caller may read, each with fields, filters, sorts and actions. */
  "GET /v1/nouns": {
    query?: { noun?: string };
    reply: GetNounsReplyPage;
  };
  /** The JSON Schema (2020-12) of what creates a record of a noun in this tenant, its own fields included. */
  "GET /v1/custom-fields/contract": {
    query: { noun: string };
    reply: GetCustomFieldsContractReply;
  };
  /** Creates a custom field. */
  "POST /v1/custom-fields": {
    body: CustomFieldInput;
    reply: CustomField;
  };
  /** Lists custom fields. */
  "GET /v1/custom-fields": {
    query?: { noun?: string; type?: "text" | "longText" | "integer" | "decimal" | "money" | "date" | "instant" | "boolean" | "enum" | "multiEnum" | "url" | "email" | "phone" | "reference" | "formula" | "rollup"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: CustomFieldPage;
  };
  /** Reads a custom field. */
  "GET /v1/custom-fields/{id}": {
    params: { id: string };
    reply: CustomField;
  };
  /** Changes fields of a custom field; null clears an optional one. */
  "PATCH /v1/custom-fields/{id}": {
    params: { id: string };
    body: CustomFieldPatch;
    reply: CustomField;
  };
  /** Archives a custom field: it stays readable and leaves the lists. */
  "POST /v1/custom-fields/{id}/archive": {
    params: { id: string };
    reply: CustomField;
  };
  /** Brings an archived custom field back. */
  "POST /v1/custom-fields/{id}/restore": {
    params: { id: string };
    reply: CustomField;
  };
  /** Does one thing with many accounts, in the background: those named by ids, a view or a filter. */
  "POST /v1/accounts/batch": {
    body: AccountInput2;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many contacts, in the background: those named by ids, a view or a filter. */
  "POST /v1/contacts/batch": {
    body: ContactInput2;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many consents, in the background: those named by ids, a view or a filter. */
  "POST /v1/consents/batch": {
    body: ConsentInput2;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many SMS campaigns, in the background: those named by ids, a view or a filter. */
  "POST /v1/sms-campaigns/batch": {
    body: SmsCampaignInput2;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many mail campaigns, in the background: those named by ids, a view or a filter. */
  "POST /v1/mail-campaigns/batch": {
    body: MailCampaignInput2;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many marketing events, in the background: those named by ids, a view or a filter. */
  "POST /v1/marketing-events/batch": {
    body: MarketingEventInput2;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many directory deliveries, in the background: those named by ids, a view or a filter. */
  "POST /v1/directory-deliveries/batch": {
    body: DirectoryDeliveryInput2;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many leads, in the background: those named by ids, a view or a filter. */
  "POST /v1/leads/batch": {
    body: LeadInput2;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many competitors, in the background: those named by ids, a view or a filter. */
  "POST /v1/competitors/batch": {
    body: CompetitorInput2;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many opportunities, in the background: those named by ids, a view or a filter. */
  "POST /v1/opportunities/batch": {
    body: OpportunityInput2;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many activities, in the background: those named by ids, a view or a filter. */
  "POST /v1/activities/batch": {
    body: ActivityInput2;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many tickets, in the background: those named by ids, a view or a filter. */
  "POST /v1/tickets/batch": {
    body: TicketInput2;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many articles, in the background: those named by ids, a view or a filter. */
  "POST /v1/articles/batch": {
    body: ArticleInput2;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many products, in the background: those named by ids, a view or a filter. */
  "POST /v1/products/batch": {
    body: ProductInput;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many partners, in the background: those named by ids, a view or a filter. */
  "POST /v1/partners/batch": {
    body: PartnerInput;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many quotes, in the background: those named by ids, a view or a filter. */
  "POST /v1/quotes/batch": {
    body: QuoteInput;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many orders, in the background: those named by ids, a view or a filter. */
  "POST /v1/orders/batch": {
    body: OrderInput;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many receivables, in the background: those named by ids, a view or a filter. */
  "POST /v1/receivables/batch": {
    body: ReceivableInput;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many success plans, in the background: those named by ids, a view or a filter. */
  "POST /v1/success-plans/batch": {
    body: SuccessPlanInput;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many change requests, in the background: those named by ids, a view or a filter. */
  "POST /v1/change-requests/batch": {
    body: ChangeRequestInput;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many projects, in the background: those named by ids, a view or a filter. */
  "POST /v1/projects/batch": {
    body: ProjectInput;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many time entries, in the background: those named by ids, a view or a filter. */
  "POST /v1/time-entries/batch": {
    body: TimeEntryInput;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many budgets, in the background: those named by ids, a view or a filter. */
  "POST /v1/budgets/batch": {
    body: BudgetInput;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many expenses, in the background: those named by ids, a view or a filter. */
  "POST /v1/expenses/batch": {
    body: ExpenseInput;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many deal registrations, in the background: those named by ids, a view or a filter. */
  "POST /v1/deal-registrations/batch": {
    body: DealRegistrationInput;
    reply: PostAccountsBatchReply;
  };
  /** Does one thing with many partner orders, in the background: those named by ids, a view or a filter. */
  "POST /v1/partner-orders/batch": {
    body: PartnerOrderInput;
    reply: PostAccountsBatchReply;
  };
  /** Finds records by names, pinyin, initials, phones, mail addresses and numbers, best first. Where one call does not reach the end, its cursor goes on. */
  "GET /v1/search": {
    query: { q: string; nouns?: string; limit?: number; cursor?: string };
    reply: GetSearchReplyPage;
  };
  /** Finds the leads, accounts and contacts that a telephone number belongs to, however it is written: as a telephone system sends it or as somebody types it. */
  "GET /v1/callers": {
    query: { number: string };
    reply: GetCallersReplyPage;
  };
  /** What records are called, by their ids. Those that do not exist or that the caller may not see are left out. */
  "GET /v1/titles": {
    query: { ids: string };
    reply: GetTitlesReplyPage;
  };
  /** Makes the search index of all records anew, in the background; where that is going on, it goes on. */
  "POST /v1/search/rebuild": {
    reply: PostSearchRebuildReply;
  };
  /** Tells how far the making anew of the search index has come. */
  "GET /v1/search/rebuild": {
    reply: PostSearchRebuildReply;
  };
  /** Opens an upload for a file; PUT it to the address in the answer, then name it by its id where it is read. */
  "POST /v1/uploads": {
    body: PostUploadsBody;
    reply: PostUploadsReply;
  };
  /** Reads the head of a table file and suggests which column holds which field. */
  "POST /v1/imports/suggest": {
    body: JobInput;
    reply: PostImportsSuggestReply;
  };
  /** Imports a table file in the background; a dry run tells all that is wrong with it and writes nothing. */
  "POST /v1/imports": {
    body: JobInput2;
    reply: PostAccountsBatchReply;
  };
  /** Creates an import mapping. */
  "POST /v1/import-mappings": {
    body: ImportMappingInput;
    reply: ImportMapping;
  };
  /** Lists import mappings. */
  "GET /v1/import-mappings": {
    query?: { noun?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ImportMappingPage;
  };
  /** Reads an import mapping. */
  "GET /v1/import-mappings/{id}": {
    params: { id: string };
    reply: ImportMapping;
  };
  /** Changes fields of an import mapping; null clears an optional one. */
  "PATCH /v1/import-mappings/{id}": {
    params: { id: string };
    body: ImportMappingPatch;
    reply: ImportMapping;
  };
  /** Archives an import mapping: it stays readable and leaves the lists. */
  "POST /v1/import-mappings/{id}/archive": {
    params: { id: string };
    reply: ImportMapping;
  };
  /** Brings an archived import mapping back. */
  "POST /v1/import-mappings/{id}/restore": {
    params: { id: string };
    reply: ImportMapping;
  };
  /** Writes the records of a noun or a view into a table file, as the caller sees them, in the background. */
  "POST /v1/exports": {
    body: JobInput3;
    reply: PostAccountsBatchReply;
  };
  /** Ends a user's access at once and hands over all that they own, in the background, with a report by noun. */
  "POST /v1/users/{id}/offboard": {
    params: { id: string };
    body: PostUsersByIdOffboardBody;
    reply: PostAccountsBatchReply;
  };
  /** Sends statements of account by mail, in the background: to each account that owes something, once a run. */
  "POST /v1/statement-runs": {
    body: JobInput4;
    reply: PostAccountsBatchReply;
  };
  /** Makes out the receipts for money that came and was applied, and sends them by mail, in the background: each once a run. */
  "POST /v1/receipt-runs": {
    body: JobInput5;
    reply: PostAccountsBatchReply;
  };
  /** Issues the invoices of many receivables in the background, numbered one after the other, and sends them where a role is named. */
  "POST /v1/invoice-runs": {
    body: JobInput6;
    reply: PostAccountsBatchReply;
  };
  /** Takes a large file of remittance advices in the background: each advice is kept, or refused with the rows that are wrong. */
  "POST /v1/remittance-advice-runs": {
    body: JobInput7;
    reply: PostAccountsBatchReply;
  };
  /** Takes back what the lines of a statement, a file, a delivery or some days have done, in the background; each line as its own undo would. */
  "POST /v1/bank-connections/{id}/undo": {
    params: { id: string };
    body: PostBankConnectionsByIdUndoBody;
    reply: PostAccountsBatchReply;
  };
  /** Hands out everything that is held on one person, whoever sees it otherwise, in the background: JSON lines in a zip, with the files and a manifest. */
  "POST /v1/person-exports": {
    body: JobInput8;
    reply: PostAccountsBatchReply;
  };
  /** Hands out everything that the tenant has, in the background: every record as JSON lines, and every file, in volumes of zip with counts and checksums. */
  "POST /v1/tenant-exports": {
    body: JobInput9;
    reply: PostAccountsBatchReply;
  };
  /** Erases one person for good, in the background: words and addresses go from records, history, search, files and messages; figures stay. The report counts what was erased and what law keeps. */
  "POST /v1/erasures": {
    body: JobInput10;
    reply: PostAccountsBatchReply;
  };
  /** Lists jobs. */
  "GET /v1/jobs": {
    query?: { kind?: "batch" | "import" | "export" | "offboard" | "undo" | "statements" | "receipts" | "advices" | "invoices" | "personExport" | "tenantExport" | "erasure"; state?: "queued" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone"; noun?: string; createdBy?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: JobPage;
  };
  /** How far a job is, what came of it, and where its file can be fetched. */
  "GET /v1/jobs/{id}": {
    params: { id: string };
    reply: PostAccountsBatchReply;
  };
  /** What came of each item of a job so far; of a job that is taken back, what came of that. */
  "GET /v1/jobs/{id}/items": {
    params: { id: string };
    query?: { outcome?: "created" | "updated" | "unchanged" | "moved" | "merged" | "failed" | "undone" | "kept"; limit?: number; cursor?: string };
    reply: GetJobsByIdItemsReplyPage;
  };
  /** Ends a job after the page it works on; what it has done stays, and can be taken back. One that has ended stays so. */
  "POST /v1/jobs/{id}/cancel": {
    params: { id: string };
    reply: PostAccountsBatchReply;
  };
  /** Takes back what a batch or an import has done, except where others have changed the same fields since. */
  "POST /v1/jobs/{id}/undo": {
    params: { id: string };
    reply: PostAccountsBatchReply;
  };
  /** Which records an erasure of a person leaves as they are, for how long, and why. */
  "GET /v1/erasure-policy": {
    reply: GetErasurePolicyReply;
  };
  /** Says which records an erasure leaves as they are. Left out, vouchers of account are kept for ten years. */
  "PUT /v1/erasure-policy": {
    body: PutErasurePolicyBody;
    reply: GetErasurePolicyReply;
  };
  /** Creates a sharing rule. */
  "POST /v1/sharing-rules": {
    body: SharingRuleInput;
    reply: SharingRule;
  };
  /** Lists sharing rules. */
  "GET /v1/sharing-rules": {
    query?: { noun?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: SharingRulePage;
  };
  /** Reads a sharing rule. */
  "GET /v1/sharing-rules/{id}": {
    params: { id: string };
    reply: SharingRule;
  };
  /** Changes fields of a sharing rule; null clears an optional one. */
  "PATCH /v1/sharing-rules/{id}": {
    params: { id: string };
    body: SharingRulePatch;
    reply: SharingRule;
  };
  /** Archives a sharing rule: it stays readable and leaves the lists. */
  "POST /v1/sharing-rules/{id}/archive": {
    params: { id: string };
    reply: SharingRule;
  };
  /** Brings an archived sharing rule back. */
  "POST /v1/sharing-rules/{id}/restore": {
    params: { id: string };
    reply: SharingRule;
  };
  /** Says whether a user may do a thing to a record, and why: every check that a call of theirs would meet. */
  "POST /v1/access/explain": {
    body: PostAccessExplainBody;
    reply: PostAccessExplainReply;
  };
  /** Creates a view. */
  "POST /v1/views": {
    body: ViewInput;
    reply: View;
  };
  /** The views that the caller may use: their own and those shared with them. */
  "GET /v1/views": {
    query?: { noun?: string };
    reply: GetViewsReplyPage;
  };
  /** Reads a view. */
  "GET /v1/views/{id}": {
    params: { id: string };
    reply: View;
  };
  /** Changes fields of a view; null clears an optional one. */
  "PATCH /v1/views/{id}": {
    params: { id: string };
    body: ViewPatch;
    reply: View;
  };
  /** Archives a view: it stays readable and leaves the lists. */
  "POST /v1/views/{id}/archive": {
    params: { id: string };
    reply: View;
  };
  /** Brings an archived view back. */
  "POST /v1/views/{id}/restore": {
    params: { id: string };
    reply: View;
  };
  /** The rows of a view that the caller may see; what one call does not reach goes on with its cursor. */
  "GET /v1/views/{id}/rows": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetViewsByIdRowsReplyPage;
  };
  /** How many rows a view has; the counts of the calls that its cursor leads to add up. */
  "GET /v1/views/{id}/count": {
    params: { id: string };
    query?: { cursor?: string };
    reply: GetViewsByIdCountReply;
  };
  /** Creates a product. */
  "POST /v1/products": {
    body: ProductInput2;
    reply: Product;
  };
  /** Lists products. */
  "GET /v1/products": {
    query?: { productType?: string; code?: string; currency?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-code" | "code" | "-name" | "name"; limit?: number; cursor?: string };
    reply: ProductPage;
  };
  /** Counts products; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/products/count": {
    query?: { productType?: string; code?: string; currency?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-code" | "code" | "-name" | "name"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a product. */
  "GET /v1/products/{id}": {
    params: { id: string };
    reply: Product;
  };
  /** Changes fields of a product; null clears an optional one. */
  "PATCH /v1/products/{id}": {
    params: { id: string };
    body: ProductPatch;
    reply: Product;
  };
  /** Archives a product: it stays readable and leaves the lists. */
  "POST /v1/products/{id}/archive": {
    params: { id: string };
    reply: Product;
  };
  /** Brings an archived product back. */
  "POST /v1/products/{id}/restore": {
    params: { id: string };
    reply: Product;
  };
  /** Creates a price book. */
  "POST /v1/price-books": {
    body: PriceBookInput;
    reply: PriceBook;
  };
  /** Lists price books. */
  "GET /v1/price-books": {
    query?: { currency?: string; "priority.gte"?: number; "priority.gt"?: number; "priority.lte"?: number; "priority.lt"?: number; archived?: boolean; sort?: "-priority" | "priority"; limit?: number; cursor?: string };
    reply: PriceBookPage;
  };
  /** Reads a price book. */
  "GET /v1/price-books/{id}": {
    params: { id: string };
    reply: PriceBook;
  };
  /** Changes fields of a price book; null clears an optional one. */
  "PATCH /v1/price-books/{id}": {
    params: { id: string };
    body: PriceBookPatch;
    reply: PriceBook;
  };
  /** Archives a price book: it stays readable and leaves the lists. */
  "POST /v1/price-books/{id}/archive": {
    params: { id: string };
    reply: PriceBook;
  };
  /** Brings an archived price book back. */
  "POST /v1/price-books/{id}/restore": {
    params: { id: string };
    reply: PriceBook;
  };
  /** The entries of a price book, by product. */
  "GET /v1/price-books/{id}/entries": {
    params: { id: string };
    query?: { productId?: string; limit?: number; cursor?: string };
    reply: GetPriceBooksByIdEntriesReplyPage;
  };
  /** Sets the prices of up to 90 products in a book, all or none. */
  "PUT /v1/price-books/{id}/entries": {
    params: { id: string };
    body: PutPriceBooksByIdEntriesBody;
    reply: PutPriceBooksByIdEntriesReplyPage;
  };
  /** Raises or lowers the prices of a book by a percentage: all of them, or those of some products. */
  "POST /v1/price-books/{id}/adjust": {
    params: { id: string };
    body: PostPriceBooksByIdAdjustBody;
    reply: PutPriceBooksByIdEntriesReplyPage;
  };
  /** The price of one product before any discount, where it came from, and which price books were passed over. */
  "GET /v1/prices": {
    query: { productId: string; currency: string; quantity?: number; months?: number; accountId?: string; partnerId?: string; orderKind?: "new" | "upsell" | "renewal" | "upgrade"; on?: string };
    reply: GetPricesReply;
  };
  /** The cheapest price of a basket by all promotions and the coupons given, explained; it changes nothing. */
  "POST /v1/prices/best": {
    body: PostPricesBestBody;
    reply: PostPricesBestReply;
  };
  /** Creates a promotion. */
  "POST /v1/promotions": {
    body: PromotionInput;
    reply: Promotion;
  };
  /** Lists promotions. */
  "GET /v1/promotions": {
    query?: { currency?: string; group?: string; "priority.gte"?: number; "priority.gt"?: number; "priority.lte"?: number; "priority.lt"?: number; archived?: boolean; sort?: "-priority" | "priority"; limit?: number; cursor?: string };
    reply: PromotionPage;
  };
  /** Reads a promotion. */
  "GET /v1/promotions/{id}": {
    params: { id: string };
    reply: Promotion;
  };
  /** Changes fields of a promotion; null clears an optional one. */
  "PATCH /v1/promotions/{id}": {
    params: { id: string };
    body: PromotionPatch;
    reply: Promotion;
  };
  /** Archives a promotion: it stays readable and leaves the lists. */
  "POST /v1/promotions/{id}/archive": {
    params: { id: string };
    reply: Promotion;
  };
  /** Brings an archived promotion back. */
  "POST /v1/promotions/{id}/restore": {
    params: { id: string };
    reply: Promotion;
  };
  /** Creates a coupon template. */
  "POST /v1/coupon-templates": {
    body: CouponTemplateInput;
    reply: CouponTemplate;
  };
  /** Lists coupon templates. */
  "GET /v1/coupon-templates": {
    query?: { currency?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: CouponTemplatePage;
  };
  /** Reads a coupon template. */
  "GET /v1/coupon-templates/{id}": {
    params: { id: string };
    reply: CouponTemplate;
  };
  /** Changes fields of a coupon template; null clears an optional one. */
  "PATCH /v1/coupon-templates/{id}": {
    params: { id: string };
    body: CouponTemplatePatch;
    reply: CouponTemplate;
  };
  /** Archives a coupon template: it stays readable and leaves the lists. */
  "POST /v1/coupon-templates/{id}/archive": {
    params: { id: string };
    reply: CouponTemplate;
  };
  /** Brings an archived coupon template back. */
  "POST /v1/coupon-templates/{id}/restore": {
    params: { id: string };
    reply: CouponTemplate;
  };
  /** Issues a batch of coupons of a template, all or none: codes for a later claim, or one for each account. */
  "POST /v1/coupon-templates/{id}/issue": {
    params: { id: string };
    body: PostCouponTemplatesByIdIssueBody;
    reply: PostCouponTemplatesByIdIssueReplyPage;
  };
  /** Creates a coupon. */
  "POST /v1/coupons": {
    body: CouponInput;
    reply: PostCouponTemplatesByIdIssueReply;
  };
  /** Lists coupons. */
  "GET /v1/coupons": {
    query?: { templateId?: string; accountId?: string; status?: "issued" | "claimed" | "redeemed" | "expired" | "forfeited" | "void"; ownerId?: string; departmentId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: CouponPage;
  };
  /** Reads a coupon. */
  "GET /v1/coupons/{id}": {
    params: { id: string };
    reply: PostCouponTemplatesByIdIssueReply;
  };
  /** Changes fields of a coupon; null clears an optional one. */
  "PATCH /v1/coupons/{id}": {
    params: { id: string };
    body: CouponPatch;
    reply: PostCouponTemplatesByIdIssueReply;
  };
  /** Archives a coupon: it stays readable and leaves the lists. */
  "POST /v1/coupons/{id}/archive": {
    params: { id: string };
    reply: PostCouponTemplatesByIdIssueReply;
  };
  /** Brings an archived coupon back. */
  "POST /v1/coupons/{id}/restore": {
    params: { id: string };
    reply: PostCouponTemplatesByIdIssueReply;
  };
  /** An account claims an issued coupon, within the time for it; from then on it alone may use it. */
  "POST /v1/coupons/{id}/claim": {
    params: { id: string };
    body: PostCouponsByIdClaimBody;
    reply: PostCouponTemplatesByIdIssueReply;
  };
  /** Withdraws a coupon that was not used; what it took of stock and limits is free again. */
  "POST /v1/coupons/{id}/void": {
    params: { id: string };
    reply: PostCouponTemplatesByIdIssueReply;
  };
  /** Creates a partner. */
  "POST /v1/partners": {
    body: PartnerInput2;
    reply: Partner;
  };
  /** Lists partners. */
  "GET /v1/partners": {
    query?: { name?: string; tier?: string; type?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-name" | "name"; limit?: number; cursor?: string };
    reply: PartnerPage;
  };
  /** Counts partners; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/partners/count": {
    query?: { name?: string; tier?: string; type?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-name" | "name"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a partner. */
  "GET /v1/partners/{id}": {
    params: { id: string };
    reply: Partner;
  };
  /** Changes fields of a partner; null clears an optional one. */
  "PATCH /v1/partners/{id}": {
    params: { id: string };
    body: PartnerPatch;
    reply: Partner;
  };
  /** Archives a partner: it stays readable and leaves the lists. */
  "POST /v1/partners/{id}/archive": {
    params: { id: string };
    reply: Partner;
  };
  /** Brings an archived partner back. */
  "POST /v1/partners/{id}/restore": {
    params: { id: string };
    reply: Partner;
  };
  /** Issues an API key that acts as this partner; the key is shown once. */
  "POST /v1/partners/{id}/api-keys": {
    params: { id: string };
    body: PostPartnersByIdApiKeysBody;
    reply: PostUsersByIdApiKeysReply;
  };
  /** Lists the API keys of a partner, with their last use. */
  "GET /v1/partners/{id}/api-keys": {
    params: { id: string };
    reply: GetPartnersByIdApiKeysReplyPage;
  };
  /** Revokes an API key; it is refused from the next call on. */
  "POST /v1/partners/{id}/api-keys/{keyId}/revoke": {
    params: { id: string; keyId: string };
    reply: GetUsersByIdApiKeysReply;
  };
  /** Lets a partner's person in: they are invited like colleagues, sign in the same way, and see the partner's own alone. */
  "POST /v1/partners/{id}/people": {
    params: { id: string };
    body: PostPartnersByIdPeopleBody;
    reply: User;
  };
  /** The people of a partner who sign in, the newest first; one who has left is archived. */
  "GET /v1/partners/{id}/people": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetPartnersByIdPeopleReplyPage;
  };
  /** What was agreed with a partner and from which day on: tier, rate, territories, contract; the newest first. A partner's people read their own. */
  "GET /v1/partners/{id}/terms": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetPartnersByIdTermsReplyPage;
  };
  /** The tenant's partner programme: the tiers of partners with their rates, and the kinds of partners. */
  "GET /v1/partner-programme": {
    reply: GetPartnerProgrammeReply;
  };
  /** Replaces the partner programme. Partners keep what they have until they are changed. */
  "PUT /v1/partner-programme": {
    body: PutPartnerProgrammeBody;
    reply: GetPartnerProgrammeReply;
  };
  /** How deal registrations are protected, and which accounts are the tenant's own; partners read it too. */
  "GET /v1/registration-policy": {
    reply: GetRegistrationPolicyReply;
  };
  /** Replaces the policy. It holds for what is decided from now on, and is a version that partners are told of. */
  "PUT /v1/registration-policy": {
    body: PutRegistrationPolicyBody;
    reply: GetRegistrationPolicyReply;
  };
  /** This contract as an OpenAPI 3.1 document. */
  "GET /openapi.json": {
    reply: unknown;
  };
  /** This contract as pages: how to begin, what holds for all calls, and every call by its module. */
  "GET /docs": {
    reply: unknown;
  };
  /** The calls of one module as a page: each with parameters, body, errors and an example to paste. */
  "GET /docs/{module}": {
    params: { module: string };
    reply: unknown;
  };
  /** How documents look, are numbered and what they say: letterhead, tax data, number patterns, terms by language. */
  "GET /v1/document-set": {
    reply: GetDocumentSetReply;
  };
  /** Replaces the document set. What is left out takes its default; documents made before stay as they were. */
  "PUT /v1/document-set": {
    body: PutDocumentSetBody;
    reply: GetDocumentSetReply;
  };
  /** How far each kind of document is counted today, and which number comes next. */
  "GET /v1/number-series": {
    reply: GetNumberSeriesReplyPage;
  };
  /** Creates a quote. */
  "POST /v1/quotes": {
    body: QuoteInput2;
    reply: Quote;
  };
  /** Lists quotes. */
  "GET /v1/quotes": {
    query?: { number?: string; accountId?: string; opportunityId?: string; ownerId?: string; departmentId?: string; status?: "draft" | "submitted" | "approved" | "accepted" | "expired"; currency?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "totalMinor.gte"?: number; "totalMinor.gt"?: number; "totalMinor.lte"?: number; "totalMinor.lt"?: number; "validUntil.gte"?: string; "validUntil.gt"?: string; "validUntil.lte"?: string; "validUntil.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-totalMinor" | "totalMinor" | "-validUntil" | "validUntil"; limit?: number; cursor?: string };
    reply: QuotePage;
  };
  /** Counts quotes; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/quotes/count": {
    query?: { number?: string; accountId?: string; opportunityId?: string; ownerId?: string; departmentId?: string; status?: "draft" | "submitted" | "approved" | "accepted" | "expired"; currency?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "totalMinor.gte"?: number; "totalMinor.gt"?: number; "totalMinor.lte"?: number; "totalMinor.lt"?: number; "validUntil.gte"?: string; "validUntil.gt"?: string; "validUntil.lte"?: string; "validUntil.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-totalMinor" | "totalMinor" | "-validUntil" | "validUntil"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a quote. */
  "GET /v1/quotes/{id}": {
    params: { id: string };
    reply: Quote;
  };
  /** Changes fields of a quote; null clears an optional one. */
  "PATCH /v1/quotes/{id}": {
    params: { id: string };
    body: QuotePatch;
    reply: Quote;
  };
  /** Archives a quote: it stays readable and leaves the lists. */
  "POST /v1/quotes/{id}/archive": {
    params: { id: string };
    reply: Quote;
  };
  /** Brings an archived quote back. */
  "POST /v1/quotes/{id}/restore": {
    params: { id: string };
    reply: Quote;
  };
  /** Offers it for good; where an approval rule fits, those whom it names must agree first. */
  "POST /v1/quotes/{id}/submit": {
    params: { id: string };
    reply: Quote;
  };
  /** Makes it a draft again, under the next revision; how it stood is kept. */
  "POST /v1/quotes/{id}/revise": {
    params: { id: string };
    body: PostQuotesByIdReviseBody;
    reply: Quote;
  };
  /** The customer takes it: in the same transaction it becomes an order of the same total. */
  "POST /v1/quotes/{id}/accept": {
    params: { id: string };
    body: PostQuotesByIdAcceptBody;
    reply: PostQuotesByIdAcceptReply;
  };
  /** The earlier revisions of a quote, oldest first. */
  "GET /v1/quotes/{id}/revisions": {
    params: { id: string };
    reply: GetQuotesByIdRevisionsReplyPage;
  };
  /** How many quotes were accepted and what they came to, by month and currency, within what one sees. */
  "GET /v1/quote-figures": {
    query: { from: string; to: string };
    reply: GetQuoteFiguresReplyPage;
  };
  /** Makes an address by which the customer reads, downloads and accepts the quote, or asks; it is shown once. */
  "POST /v1/quotes/{id}/send": {
    params: { id: string };
    body: PostQuotesByIdSendBody;
    reply: LinkMade;
  };
  /** The quote as a PDF, in Chinese or English. */
  "GET /v1/quotes/{id}/pdf": {
    params: { id: string };
    query?: { locale?: "zh-CN" | "en" };
    reply: unknown;
  };
  /** The addresses of a quote, the newest first, and who took it by one; the addresses themselves are kept nowhere. */
  "GET /v1/quotes/{id}/links": {
    params: { id: string };
    reply: GetQuotesByIdLinksReplyPage;
  };
  /** Ends the addresses of a quote: whoever has one reads nothing from now on. */
  "POST /v1/quotes/{id}/revoke-links": {
    params: { id: string };
    body: PostQuotesByIdRevokeLinksBody;
    reply: PostQuotesByIdRevokeLinksReply;
  };
  /** A quote as a page for whoever has its address: they read it, download it, take it or ask. */
  "GET /v1/public-quotes/{token}": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en"; asked?: "true" };
    reply: unknown;
  };
  /** The quote of an address as a PDF. */
  "GET /v1/public-quotes/{token}/pdf": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    reply: unknown;
  };
  /** Takes the quote of an address: it becomes an order. Of several at once one wins; a form gets a page. */
  "POST /v1/public-quotes/{token}/accept": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    body: unknown;
    reply: PostPublicQuotesByTokenAcceptReply;
  };
  /** Asks about the quote of an address: whoever sells gets a task and a mail. */
  "POST /v1/public-quotes/{token}/questions": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    body: unknown;
    reply: PostPublicQuotesByTokenQuestionsReply;
  };
  /** Links a provider of electronic signatures; the secret that its webhook signs with is shown once. */
  "POST /v1/signing-connections": {
    body: SigningConnectionInput;
    reply: PostSigningConnectionsReply;
  };
  /** Lists signing connections. */
  "GET /v1/signing-connections": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: SigningConnectionPage;
  };
  /** Makes a new signing secret, shown once; earlier ones are accepted for graceHours more at most, and with 0 no longer. Of more than three the oldest end. */
  "POST /v1/signing-connections/{id}/rotate-secret": {
    params: { id: string };
    body: PostSigningConnectionsByIdRotateSecretBody;
    reply: PostSigningConnectionsReply;
  };
  /** Reads a signing connection. */
  "GET /v1/signing-connections/{id}": {
    params: { id: string };
    reply: PostSigningConnectionsReply;
  };
  /** Changes fields of a signing connection; null clears an optional one. */
  "PATCH /v1/signing-connections/{id}": {
    params: { id: string };
    body: SigningConnectionPatch;
    reply: PostSigningConnectionsReply;
  };
  /** Archives a signing connection: it stays readable and leaves the lists. */
  "POST /v1/signing-connections/{id}/archive": {
    params: { id: string };
    reply: PostSigningConnectionsReply;
  };
  /** Brings an archived signing connection back. */
  "POST /v1/signing-connections/{id}/restore": {
    params: { id: string };
    reply: PostSigningConnectionsReply;
  };
  /** Sends a quote or an order to be signed, at a provider or on the product's own page: each who signs gets an address by mail, which is shown this once. Once all have signed, the quote is accepted, or the order signed. */
  "POST /v1/envelopes": {
    body: EnvelopeInput;
    reply: Envelope;
  };
  /** The envelopes of one quote or order, the newest first. */
  "GET /v1/envelopes": {
    query: { recordId: string };
    reply: GetEnvelopesReplyPage;
  };
  /** An envelope: who has seen and signed it, how it ended, and the files of what was signed. */
  "GET /v1/envelopes/{id}": {
    params: { id: string };
    reply: GetEnvelopesReply;
  };
  /** Sends those who have not signed yet new addresses, which are shown this once. */
  "POST /v1/envelopes/{id}/resend": {
    params: { id: string };
    reply: Envelope;
  };
  /** Calls back what is not signed yet; a provider is told until it knows. What was signed there before stands. */
  "POST /v1/envelopes/{id}/cancel": {
    params: { id: string };
    body: PostEnvelopesByIdCancelBody;
    reply: GetEnvelopesReply;
  };
  /** A document for whoever signs it: a page to read, sign or decline it, or the way to the provider's. */
  "GET /v1/public-envelopes/{token}": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    reply: unknown;
  };
  /** The document of an address as a PDF: the very bytes whose hash stands in the evidence. */
  "GET /v1/public-envelopes/{token}/pdf": {
    params: { token: string };
    reply: unknown;
  };
  /** Signs the document of an address. Once all have, its quote is accepted, or its order signed; a form gets a page. */
  "POST /v1/public-envelopes/{token}/sign": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    body: unknown;
    reply: PostPublicEnvelopesByTokenSignReply;
  };
  /** Declines the document of an address, with a reason; whoever sent it is told. */
  "POST /v1/public-envelopes/{token}/decline": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    body: unknown;
    reply: PostPublicEnvelopesByTokenSignReply;
  };
  /** Told by a provider what became of envelopes, signed after the Standard Webhooks specification; told twice or in another order it comes to the same. */
  "POST /v1/webhooks/signing/{connectionId}": {
    params: { connectionId: string };
    body: PostWebhooksSigningByConnectionIdBody;
    reply: PostWebhooksSigningByConnectionIdReply;
  };
  /** Creates an order. */
  "POST /v1/orders": {
    body: OrderInput2;
    reply: Order;
  };
  /** Lists orders. */
  "GET /v1/orders": {
    query?: { accountId?: string; ownerId?: string; departmentId?: string; partnerId?: string; status?: "draft" | "signed" | "cancelled"; kind?: "new" | "upsell" | "renewal"; contractNo?: string; currency?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "totalMinor.gte"?: number; "totalMinor.gt"?: number; "totalMinor.lte"?: number; "totalMinor.lt"?: number; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-totalMinor" | "totalMinor" | "-endsOn" | "endsOn"; limit?: number; cursor?: string };
    reply: OrderPage;
  };
  /** Counts orders; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/orders/count": {
    query?: { accountId?: string; ownerId?: string; departmentId?: string; partnerId?: string; status?: "draft" | "signed" | "cancelled"; kind?: "new" | "upsell" | "renewal"; contractNo?: string; currency?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "totalMinor.gte"?: number; "totalMinor.gt"?: number; "totalMinor.lte"?: number; "totalMinor.lt"?: number; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-totalMinor" | "totalMinor" | "-endsOn" | "endsOn"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads an order. */
  "GET /v1/orders/{id}": {
    params: { id: string };
    reply: Order;
  };
  /** Changes fields of an order; null clears an optional one. */
  "PATCH /v1/orders/{id}": {
    params: { id: string };
    body: OrderPatch;
    reply: Order;
  };
  /** Archives an order: it stays readable and leaves the lists. */
  "POST /v1/orders/{id}/archive": {
    params: { id: string };
    reply: Order;
  };
  /** Brings an archived order back. */
  "POST /v1/orders/{id}/restore": {
    params: { id: string };
    reply: Order;
  };
  /** Signs an order; in the same transaction its receivables come to exist, one an instalment. */
  "POST /v1/orders/{id}/sign": {
    params: { id: string };
    reply: Order;
  };
  /** Changes the terms of a signed order and keeps the old ones; what cash stands on keeps its amount. */
  "POST /v1/orders/{id}/amend": {
    params: { id: string };
    body: PostOrdersByIdAmendBody;
    reply: Order;
  };
  /** Cancels an order and its receivables; refused with cash_applied, naming what is applied. */
  "POST /v1/orders/{id}/cancel": {
    params: { id: string };
    body: PostOrdersByIdCancelBody;
    reply: Order;
  };
  /** Adds to a signed contract: a draft order that ends with it, priced for the months and days that are left. */
  "POST /v1/orders/{id}/upsell": {
    params: { id: string };
    body: PostOrdersByIdUpsellBody;
    reply: PostOrdersByIdUpsellReply;
  };
  /** Renews a signed contract with all that was added to it: a draft order that begins the day after its last. */
  "POST /v1/orders/{id}/renew": {
    params: { id: string };
    body: PostOrdersByIdRenewBody;
    reply: PostOrdersByIdUpsellReply;
  };
  /** Ends a signed contract early: what is due later is owed no more, and what is refunded becomes a credit note. */
  "POST /v1/orders/{id}/terminate": {
    params: { id: string };
    body: PostOrdersByIdTerminateBody;
    reply: Order;
  };
  /** The amendments of an order, oldest first, each with the terms before it. */
  "GET /v1/orders/{id}/amendments": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetOrdersByIdAmendmentsReplyPage;
  };
  /** Who is credited with new contracts, additions and renewals: sales or customer success, and until when. */
  "GET /v1/hand-over-policy": {
    reply: GetHandOverPolicyReply;
  };
  /** Replaces the policy. It holds for orders that are signed from now on and name nobody to be credited. */
  "PUT /v1/hand-over-policy": {
    body: PutHandOverPolicyBody;
    reply: GetHandOverPolicyReply;
  };
  /** Creates a receivable. */
  "POST /v1/receivables": {
    body: ReceivableInput2;
    reply: Receivable;
  };
  /** Lists receivables. */
  "GET /v1/receivables": {
    query?: { orderId?: string; accountId?: string; status?: "open" | "partlyPaid" | "paid" | "writtenOff" | "cancelled"; ownerId?: string; departmentId?: string; partnerId?: string; currency?: string; kind?: "invoice" | "creditNote"; reference?: string; open?: boolean; overdue?: boolean; "dueOn.gte"?: string; "dueOn.gt"?: string; "dueOn.lte"?: string; "dueOn.lt"?: string; "amountMinor.gte"?: number; "amountMinor.gt"?: number; "amountMinor.lte"?: number; "amountMinor.lt"?: number; "openMinor.gte"?: number; "openMinor.gt"?: number; "openMinor.lte"?: number; "openMinor.lt"?: number; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-dueOn" | "dueOn" | "-amountMinor" | "amountMinor"; limit?: number; cursor?: string };
    reply: ReceivablePage;
  };
  /** Counts receivables; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/receivables/count": {
    query?: { orderId?: string; accountId?: string; status?: "open" | "partlyPaid" | "paid" | "writtenOff" | "cancelled"; ownerId?: string; departmentId?: string; partnerId?: string; currency?: string; kind?: "invoice" | "creditNote"; reference?: string; open?: boolean; overdue?: boolean; "dueOn.gte"?: string; "dueOn.gt"?: string; "dueOn.lte"?: string; "dueOn.lt"?: string; "amountMinor.gte"?: number; "amountMinor.gt"?: number; "amountMinor.lte"?: number; "amountMinor.lt"?: number; "openMinor.gte"?: number; "openMinor.gt"?: number; "openMinor.lte"?: number; "openMinor.lt"?: number; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-dueOn" | "dueOn" | "-amountMinor" | "amountMinor"; limit?: number; cursor?: string };
    reply: Receivable2;
  };
  /** Reads a receivable. */
  "GET /v1/receivables/{id}": {
    params: { id: string };
    reply: Receivable;
  };
  /** Changes fields of a receivable; null clears an optional one. */
  "PATCH /v1/receivables/{id}": {
    params: { id: string };
    body: ReceivablePatch;
    reply: Receivable;
  };
  /** Archives a receivable: it stays readable and leaves the lists. */
  "POST /v1/receivables/{id}/archive": {
    params: { id: string };
    reply: Receivable;
  };
  /** Brings an archived receivable back. */
  "POST /v1/receivables/{id}/restore": {
    params: { id: string };
    reply: Receivable;
  };
  /** Gives up what is open of a receivable, or a part of it; reopening takes it back. */
  "POST /v1/receivables/{id}/write-off": {
    params: { id: string };
    body: PostReceivablesByIdWriteOffBody;
    reply: Receivable;
  };
  /** Makes what was given up of a receivable owed again, by an entry that takes its write-offs back. */
  "POST /v1/receivables/{id}/reopen": {
    params: { id: string };
    body: PostReceivablesByIdReopenBody;
    reply: Receivable;
  };
  /** Cancels a receivable that should never have been; refused once anything is settled on it. */
  "POST /v1/receivables/{id}/cancel": {
    params: { id: string };
    reply: Receivable;
  };
  /** The write-offs of a receivable and what took them back, oldest first. */
  "GET /v1/receivables/{id}/write-offs": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetReceivablesByIdWriteOffsReplyPage;
  };
  /** Issues the invoice of a receivable, or the credit note, with the next number of its series; a number is never left out and never given twice. */
  "POST /v1/invoices": {
    body: InvoiceInput;
    reply: Invoice;
  };
  /** Lists invoices. */
  "GET /v1/invoices": {
    query?: { receivableId?: string; accountId?: string; orderId?: string; status?: "issued" | "voided"; kind?: "invoice" | "creditNote"; number?: string; currency?: string; ownerId?: string; departmentId?: string; "issuedOn.gte"?: string; "issuedOn.gt"?: string; "issuedOn.lte"?: string; "issuedOn.lt"?: string; "dueOn.gte"?: string; "dueOn.gt"?: string; "dueOn.lte"?: string; "dueOn.lt"?: string; "totalMinor.gte"?: number; "totalMinor.gt"?: number; "totalMinor.lte"?: number; "totalMinor.lt"?: number; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-totalMinor" | "totalMinor" | "-dueOn" | "dueOn"; limit?: number; cursor?: string };
    reply: InvoicePage;
  };
  /** Counts invoices; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/invoices/count": {
    query?: { receivableId?: string; accountId?: string; orderId?: string; status?: "issued" | "voided"; kind?: "invoice" | "creditNote"; number?: string; currency?: string; ownerId?: string; departmentId?: string; "issuedOn.gte"?: string; "issuedOn.gt"?: string; "issuedOn.lte"?: string; "issuedOn.lt"?: string; "dueOn.gte"?: string; "dueOn.gt"?: string; "dueOn.lte"?: string; "dueOn.lt"?: string; "totalMinor.gte"?: number; "totalMinor.gt"?: number; "totalMinor.lte"?: number; "totalMinor.lt"?: number; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-totalMinor" | "totalMinor" | "-dueOn" | "dueOn"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads an invoice. */
  "GET /v1/invoices/{id}": {
    params: { id: string };
    reply: Invoice;
  };
  /** Voids an invoice with a reason: its number stays and is not given again, and its receivable can have another. */
  "POST /v1/invoices/{id}/void": {
    params: { id: string };
    body: PostInvoicesByIdVoidBody;
    reply: Invoice;
  };
  /** Sends an invoice by mail to a contact of its account, as a PDF. */
  "POST /v1/invoices/{id}/send": {
    params: { id: string };
    body: PostInvoicesByIdSendBody;
    reply: Invoice;
  };
  /** The invoice as a PDF, in Chinese or English; what it says is as it was issued. */
  "GET /v1/invoices/{id}/pdf": {
    params: { id: string };
    query?: { locale?: "zh-CN" | "en" };
    reply: unknown;
  };
  /** Lists renewals. */
  "GET /v1/renewals": {
    query?: { orderId?: string; accountId?: string; ownerId?: string; departmentId?: string; state?: "due" | "renewed" | "partly" | "churned"; productType?: string; currency?: string; tier?: string; firstYear?: string; renewals?: number; churnCause?: "told" | "ended" | "lapsed"; "dueOn.gte"?: string; "dueOn.gt"?: string; "dueOn.lte"?: string; "dueOn.lt"?: string; "dueMinor.gte"?: number; "dueMinor.gt"?: number; "dueMinor.lte"?: number; "dueMinor.lt"?: number; "renewedMinor.gte"?: number; "renewedMinor.gt"?: number; "renewedMinor.lte"?: number; "renewedMinor.lt"?: number; "noticeBy.gte"?: string; "noticeBy.gt"?: string; "noticeBy.lte"?: string; "noticeBy.lt"?: string; archived?: boolean; sort?: "-dueOn" | "dueOn" | "-dueMinor" | "dueMinor"; limit?: number; cursor?: string };
    reply: RenewalPage;
  };
  /** Counts renewals; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/renewals/count": {
    query?: { orderId?: string; accountId?: string; ownerId?: string; departmentId?: string; state?: "due" | "renewed" | "partly" | "churned"; productType?: string; currency?: string; tier?: string; firstYear?: string; renewals?: number; churnCause?: "told" | "ended" | "lapsed"; "dueOn.gte"?: string; "dueOn.gt"?: string; "dueOn.lte"?: string; "dueOn.lt"?: string; "dueMinor.gte"?: number; "dueMinor.gt"?: number; "dueMinor.lte"?: number; "dueMinor.lt"?: number; "renewedMinor.gte"?: number; "renewedMinor.gt"?: number; "renewedMinor.lte"?: number; "renewedMinor.lt"?: number; "noticeBy.gte"?: string; "noticeBy.gt"?: string; "noticeBy.lte"?: string; "noticeBy.lt"?: string; archived?: boolean; sort?: "-dueOn" | "dueOn" | "-dueMinor" | "dueMinor"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a renewal. */
  "GET /v1/renewals/{id}": {
    params: { id: string };
    reply: Renewal;
  };
  /** Says that the customer leaves, and why; an order that renews it nevertheless counts. */
  "POST /v1/renewals/{id}/churn": {
    params: { id: string };
    body: PostRenewalsByIdChurnBody;
    reply: Renewal;
  };
  /** Takes back that the customer leaves: it is due again. */
  "POST /v1/renewals/{id}/reopen": {
    params: { id: string };
    reply: Renewal;
  };
  /** Notes that the customer ends a contract that would renew itself; it is then due like any other. */
  "POST /v1/renewals/{id}/give-notice": {
    params: { id: string };
    body: PostRenewalsByIdGiveNoticeBody;
    reply: Renewal;
  };
  /** Says which orders renew it, and that all others do not, whatever was found; unmatch takes it back. */
  "POST /v1/renewals/{id}/match": {
    params: { id: string };
    body: PostRenewalsByIdMatchBody;
    reply: Renewal;
  };
  /** Takes back what people have said of it: the orders that renew it are found again. */
  "POST /v1/renewals/{id}/unmatch": {
    params: { id: string };
    reply: Renewal;
  };
  /** What was renewed in a period by the business basis (when it was renewed) and by the finance basis (when it was due), and their difference order by order. */
  "GET /v1/reports/renewal-bridge": {
    query: { period: string; currency?: string; departmentId?: string };
    reply: GetReportsRenewalBridgeReplyPage;
  };
  /** What was due in a period and what of it is renewed: rates by count and amount, gross and net retention, completion of the target, structure and up-sell customers, at a cut. */
  "GET /v1/reports/renewals": {
    query: { period: string; currency?: string; departmentId?: string; by?: "all" | "tier" | "productType" | "owner" | "department" | "firstYear" | "renewals" };
    reply: GetReportsRenewalsReplyPage;
  };
  /** The dues that a figure counts, the earliest first, each with the orders that renew it. */
  "GET /v1/renewals/dues": {
    query: { period: string; currency?: string; departmentId?: string; by?: "all" | "tier" | "productType" | "owner" | "department" | "firstYear" | "renewals"; key?: string; limit?: number; cursor?: string };
    reply: RenewalPage2;
  };
  /** How the tenant renews: what is due, which orders renew it, what is to be reached, and what is done by the clock. */
  "GET /v1/renewal-policy": {
    reply: GetRenewalPolicyReply;
  };
  /** Replaces the policy. An account's dues follow it with its next change; where one of them is open, at the latest within a day. */
  "PUT /v1/renewal-policy": {
    body: PutRenewalPolicyBody;
    reply: GetRenewalPolicyReply;
  };
  /** Takes what customers have used, at most 1000 events a call: each once by its insert id, late ones and in any order. */
  "POST /v1/usage-events": {
    body: PostUsageEventsBody;
    reply: PostUsageEventsReply;
  };
  /** How a customer stands: the score, the parts that add up to it, and the scores of ninety days. */
  "GET /v1/accounts/{id}/health": {
    params: { id: string };
    reply: GetAccountsByIdHealthReply;
  };
  /** Creates a health model. */
  "POST /v1/health-models": {
    body: HealthModelInput;
    reply: HealthModel;
  };
  /** Lists health models. */
  "GET /v1/health-models": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: HealthModelPage;
  };
  /** Reads a health model. */
  "GET /v1/health-models/{id}": {
    params: { id: string };
    reply: HealthModel;
  };
  /** Changes fields of a health model; null clears an optional one. */
  "PATCH /v1/health-models/{id}": {
    params: { id: string };
    body: HealthModelPatch;
    reply: HealthModel;
  };
  /** Archives a health model: it stays readable and leaves the lists. */
  "POST /v1/health-models/{id}/archive": {
    params: { id: string };
    reply: HealthModel;
  };
  /** Brings an archived health model back. */
  "POST /v1/health-models/{id}/restore": {
    params: { id: string };
    reply: HealthModel;
  };
  /** What scores have foretold: of renewals that were decided in the last year, by the score so many days before their end, how many renewed. */
  "GET /v1/health-models/{id}/back-test": {
    params: { id: string };
    query?: { daysBefore?: number };
    reply: GetHealthModelsByIdBackTestReply;
  };
  /** Creates a playbook. */
  "POST /v1/playbooks": {
    body: PlaybookInput;
    reply: Playbook;
  };
  /** Lists playbooks. */
  "GET /v1/playbooks": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: PlaybookPage;
  };
  /** Reads a playbook. */
  "GET /v1/playbooks/{id}": {
    params: { id: string };
    reply: Playbook;
  };
  /** Changes fields of a playbook; null clears an optional one. */
  "PATCH /v1/playbooks/{id}": {
    params: { id: string };
    body: PlaybookPatch;
    reply: Playbook;
  };
  /** Archives a playbook: it stays readable and leaves the lists. */
  "POST /v1/playbooks/{id}/archive": {
    params: { id: string };
    reply: Playbook;
  };
  /** Brings an archived playbook back. */
  "POST /v1/playbooks/{id}/restore": {
    params: { id: string };
    reply: Playbook;
  };
  /** How often customers are reviewed with whoever looks after them, by tier. */
  "GET /v1/review-policy": {
    reply: GetReviewPolicyReply;
  };
  /** Replaces the intervals; customers whose review is due by them have it with their next look. */
  "PUT /v1/review-policy": {
    body: PutReviewPolicyBody;
    reply: GetReviewPolicyReply;
  };
  /** Creates a success plan. */
  "POST /v1/success-plans": {
    body: SuccessPlanInput2;
    reply: SuccessPlan;
  };
  /** Lists success plans. */
  "GET /v1/success-plans": {
    query?: { accountId?: string; ownerId?: string; departmentId?: string; status?: "draft" | "active" | "completed" | "abandoned"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: SuccessPlanPage;
  };
  /** Counts success plans; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/success-plans/count": {
    query?: { accountId?: string; ownerId?: string; departmentId?: string; status?: "draft" | "active" | "completed" | "abandoned"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a success plan. */
  "GET /v1/success-plans/{id}": {
    params: { id: string };
    reply: SuccessPlan;
  };
  /** Changes fields of a success plan; null clears an optional one. */
  "PATCH /v1/success-plans/{id}": {
    params: { id: string };
    body: SuccessPlanPatch;
    reply: SuccessPlan;
  };
  /** Archives a success plan: it stays readable and leaves the lists. */
  "POST /v1/success-plans/{id}/archive": {
    params: { id: string };
    reply: SuccessPlan;
  };
  /** Brings an archived success plan back. */
  "POST /v1/success-plans/{id}/restore": {
    params: { id: string };
    reply: SuccessPlan;
  };
  /** Begins a success plan: each of its steps becomes a task of whoever does it. */
  "POST /v1/success-plans/{id}/start": {
    params: { id: string };
    reply: SuccessPlan;
  };
  /** Adds a step to a success plan that has begun, with its task. */
  "POST /v1/success-plans/{id}/add-step": {
    params: { id: string };
    body: PostSuccessPlansByIdAddStepBody;
    reply: SuccessPlan;
  };
  /** Says that a goal of a success plan is reached, missed, or open again. */
  "POST /v1/success-plans/{id}/set-goal": {
    params: { id: string };
    body: PostSuccessPlansByIdSetGoalBody;
    reply: SuccessPlan;
  };
  /** Completes a success plan of which every goal is reached or missed. */
  "POST /v1/success-plans/{id}/complete": {
    params: { id: string };
    reply: SuccessPlan;
  };
  /** Gives a success plan up, and says why; its tasks stay with their owners. */
  "POST /v1/success-plans/{id}/abandon": {
    params: { id: string };
    body: PostSuccessPlansByIdAbandonBody;
    reply: SuccessPlan;
  };
  /** An account with everything that hangs on it, as the caller may see it, with counts, totals and the newest. */
  "GET /v1/accounts/{id}/360": {
    params: { id: string };
    query?: { cursor?: string };
    reply: GetAccountsById360Reply;
  };
  /** Counts all records anew into the figures kept of them, orders them anew, and notes of older records what is noted of new ones: how receivables stood day by day, their invoices in force, the net of orders, the words by which bank lines lead to them. Others may write meanwhile. */
  "POST /v1/figure-recounts": {
    reply: PostFigureRecountsReply;
  };
  /** How far a recount of the figures is. */
  "GET /v1/figure-recounts/{id}": {
    params: { id: string };
    reply: PostFigureRecountsReply;
  };
  /** What an account owes now, or owed at the end of an earlier day: every open paper, what is overdue by age, and the sums by currency. */
  "GET /v1/accounts/{id}/statement": {
    params: { id: string };
    query?: { asOf?: string };
    reply: GetAccountsByIdStatementReplyPage;
  };
  /** The statement of account as a PDF, in Chinese or English. */
  "GET /v1/accounts/{id}/statement/pdf": {
    params: { id: string };
    query?: { locale?: "zh-CN" | "en"; asOf?: string };
    reply: unknown;
  };
  /** Makes out the receipt for money that came and was applied: it has the next number of its series, and the same one each time that it is asked for. */
  "POST /v1/bank-transactions/{id}/receipt": {
    params: { id: string };
    reply: PostBankTransactionsByIdReceiptReply;
  };
  /** A receipt for money that came and was applied, as a PDF, in Chinese or English. */
  "GET /v1/bank-transactions/{id}/receipt/pdf": {
    params: { id: string };
    query?: { locale?: "zh-CN" | "en" };
    reply: unknown;
  };
  /** Creates a project. */
  "POST /v1/projects": {
    body: ProjectInput2;
    reply: Project;
  };
  /** Lists projects. */
  "GET /v1/projects": {
    query?: { accountId?: string; orderId?: string; ownerId?: string; departmentId?: string; status?: "draft" | "active" | "accepted" | "closed" | "cancelled"; grade?: string; currency?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "endOn.gte"?: string; "endOn.gt"?: string; "endOn.lte"?: string; "endOn.lt"?: string; "startOn.gte"?: string; "startOn.gt"?: string; "startOn.lte"?: string; "startOn.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-name" | "name" | "-endOn" | "endOn"; limit?: number; cursor?: string };
    reply: ProjectPage;
  };
  /** Counts projects; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/projects/count": {
    query?: { accountId?: string; orderId?: string; ownerId?: string; departmentId?: string; status?: "draft" | "active" | "accepted" | "closed" | "cancelled"; grade?: string; currency?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "endOn.gte"?: string; "endOn.gt"?: string; "endOn.lte"?: string; "endOn.lt"?: string; "startOn.gte"?: string; "startOn.gt"?: string; "startOn.lte"?: string; "startOn.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-name" | "name" | "-endOn" | "endOn"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a project. */
  "GET /v1/projects/{id}": {
    params: { id: string };
    reply: Project;
  };
  /** Changes fields of a project; null clears an optional one. */
  "PATCH /v1/projects/{id}": {
    params: { id: string };
    body: ProjectPatch;
    reply: Project;
  };
  /** Archives a project: it stays readable and leaves the lists. */
  "POST /v1/projects/{id}/archive": {
    params: { id: string };
    reply: Project;
  };
  /** Brings an archived project back. */
  "POST /v1/projects/{id}/restore": {
    params: { id: string };
    reply: Project;
  };
  /** Initiates a project, once those agree who must: its manager, its budget, its grade; the plan is its baseline. */
  "POST /v1/projects/{id}/start": {
    params: { id: string };
    body: PostProjectsByIdStartBody;
    reply: Project;
  };
  /** Says that an item of the checklist is seen to, or is to be seen to again. */
  "POST /v1/projects/{id}/check": {
    params: { id: string };
    body: PostProjectsByIdCheckBody;
    reply: Project;
  };
  /** Cancels a project that is not delivered; what was done for it stays. */
  "POST /v1/projects/{id}/cancel": {
    params: { id: string };
    body: PostProjectsByIdCancelBody;
    reply: Project;
  };
  /** Closes a project whose plan and checklist are done, and hands the customer over with what it was promised. */
  "POST /v1/projects/{id}/close": {
    params: { id: string };
    body: PostProjectsByIdCloseBody;
    reply: Project;
  };
  /** Makes an address by which the customer accepts a milestone, once; it is shown once, ends, and can be revoked. */
  "POST /v1/projects/{id}/send-acceptance": {
    params: { id: string };
    body: PostProjectsByIdSendAcceptanceBody;
    reply: LinkMade;
  };
  /** The plan of a project: dates against the baseline, slack, and the chain that decides when it ends. */
  "GET /v1/projects/{id}/plan": {
    params: { id: string };
    reply: GetProjectsByIdPlanReply;
  };
  /** Takes the plan as it is now for the baseline that later dates are compared with. */
  "POST /v1/projects/{id}/plan/baseline": {
    params: { id: string };
    reply: GetProjectsByIdPlanReply;
  };
  /** The tasks of a project, in the order of what depends on what. */
  "GET /v1/projects/{id}/tasks": {
    params: { id: string };
    reply: GetProjectsByIdTasksReplyPage;
  };
  /** Adds a task to the plan of a project. */
  "POST /v1/projects/{id}/tasks": {
    params: { id: string };
    body: PostProjectsByIdTasksBody;
    reply: GetProjectsByIdTasksReply;
  };
  /** Changes a task; what depends on it moves along, over working days and holidays. null clears a field. */
  "PATCH /v1/projects/{id}/tasks/{key}": {
    params: { id: string; key: string };
    body: PatchProjectsByIdTasksByKeyBody;
    reply: GetProjectsByIdTasksReply;
  };
  /** Begins a task; done once more it stays as it is. */
  "POST /v1/projects/{id}/tasks/{key}/start": {
    params: { id: string; key: string };
    reply: GetProjectsByIdTasksReply;
  };
  /** Attaches documents that a task requires, before it is completed. */
  "POST /v1/projects/{id}/tasks/{key}/attach": {
    params: { id: string; key: string };
    body: PostProjectsByIdTasksByKeyAttachBody;
    reply: GetProjectsByIdTasksReply;
  };
  /** Completes a task; refused while a document is missing or what it depends on is not done, which are named. */
  "POST /v1/projects/{id}/tasks/{key}/complete": {
    params: { id: string; key: string };
    body: PostProjectsByIdTasksByKeyAttachBody;
    reply: GetProjectsByIdTasksReply;
  };
  /** Opens again a task; done once more it stays as it is. */
  "POST /v1/projects/{id}/tasks/{key}/reopen": {
    params: { id: string; key: string };
    reply: GetProjectsByIdTasksReply;
  };
  /** Gives up a task; done once more it stays as it is. */
  "POST /v1/projects/{id}/tasks/{key}/drop": {
    params: { id: string; key: string };
    reply: GetProjectsByIdTasksReply;
  };
  /** The milestones of a project, in the order of what depends on what. */
  "GET /v1/projects/{id}/milestones": {
    params: { id: string };
    reply: GetProjectsByIdMilestonesReplyPage;
  };
  /** Adds a milestone to the plan of a project. */
  "POST /v1/projects/{id}/milestones": {
    params: { id: string };
    body: PostProjectsByIdTasksBody;
    reply: GetProjectsByIdTasksReply;
  };
  /** Changes a milestone; what depends on it moves along, over working days and holidays. null clears a field. */
  "PATCH /v1/projects/{id}/milestones/{key}": {
    params: { id: string; key: string };
    body: PatchProjectsByIdTasksByKeyBody;
    reply: GetProjectsByIdTasksReply;
  };
  /** Attaches documents that a milestone requires, before it is completed. */
  "POST /v1/projects/{id}/milestones/{key}/attach": {
    params: { id: string; key: string };
    body: PostProjectsByIdTasksByKeyAttachBody;
    reply: GetProjectsByIdTasksReply;
  };
  /** Completes a milestone; refused while a document is missing or what it depends on is not done, which are named. */
  "POST /v1/projects/{id}/milestones/{key}/complete": {
    params: { id: string; key: string };
    body: PostProjectsByIdTasksByKeyAttachBody;
    reply: GetProjectsByIdTasksReply;
  };
  /** Opens again a milestone; done once more it stays as it is. */
  "POST /v1/projects/{id}/milestones/{key}/reopen": {
    params: { id: string; key: string };
    reply: GetProjectsByIdTasksReply;
  };
  /** Gives up a milestone; done once more it stays as it is. */
  "POST /v1/projects/{id}/milestones/{key}/drop": {
    params: { id: string; key: string };
    reply: GetProjectsByIdTasksReply;
  };
  /** The addresses of a project, the newest first, and what was answered by each. */
  "GET /v1/projects/{id}/links": {
    params: { id: string };
    reply: GetProjectsByIdLinksReplyPage;
  };
  /** Ends the addresses of a project that nobody has answered by: whoever has one reads nothing from now on. */
  "POST /v1/projects/{id}/revoke-links": {
    params: { id: string };
    body: PostProjectsByIdRevokeLinksBody;
    reply: PostProjectsByIdRevokeLinksReply;
  };
  /** Creates a change request. */
  "POST /v1/change-requests": {
    body: ChangeRequestInput2;
    reply: ChangeRequest;
  };
  /** Lists change requests. */
  "GET /v1/change-requests": {
    query?: { projectId?: string; status?: "draft" | "applied" | "withdrawn"; ownerId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ChangeRequestPage;
  };
  /** Counts change requests; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/change-requests/count": {
    query?: { projectId?: string; status?: "draft" | "applied" | "withdrawn"; ownerId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a change request. */
  "GET /v1/change-requests/{id}": {
    params: { id: string };
    reply: ChangeRequest;
  };
  /** Changes fields of a change request; null clears an optional one. */
  "PATCH /v1/change-requests/{id}": {
    params: { id: string };
    body: ChangeRequestPatch;
    reply: ChangeRequest;
  };
  /** Archives a change request: it stays readable and leaves the lists. */
  "POST /v1/change-requests/{id}/archive": {
    params: { id: string };
    reply: ChangeRequest;
  };
  /** Brings an archived change request back. */
  "POST /v1/change-requests/{id}/restore": {
    params: { id: string };
    reply: ChangeRequest;
  };
  /** Applies a change request, once those agree who must: plan, budget and the order with its receivables at once. */
  "POST /v1/change-requests/{id}/apply": {
    params: { id: string };
    reply: ChangeRequest;
  };
  /** Withdraws a change request that is not applied. */
  "POST /v1/change-requests/{id}/withdraw": {
    params: { id: string };
    reply: ChangeRequest;
  };
  /** The change requests of a project, the newest first. */
  "GET /v1/projects/{id}/change-requests": {
    params: { id: string };
    query?: { ownerId?: string; limit?: number; cursor?: string };
    reply: GetProjectsByIdChangeRequestsReplyPage;
  };
  /** Adds to the change requests of a project. */
  "POST /v1/projects/{id}/change-requests": {
    params: { id: string };
    body: PostProjectsByIdChangeRequestsBody;
    reply: ChangeRequest;
  };
  /** What a change request changes of scope, dates and money: as things stand, or as it was applied. */
  "GET /v1/change-requests/{id}/diff": {
    params: { id: string };
    reply: GetChangeRequestsByIdDiffReply;
  };
  /** What a change request said before it was changed, the oldest first. */
  "GET /v1/change-requests/{id}/revisions": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetChangeRequestsByIdRevisionsReplyPage;
  };
  /** Creates a project template. */
  "POST /v1/project-templates": {
    body: ProjectTemplateInput;
    reply: ProjectTemplate;
  };
  /** Lists project templates. */
  "GET /v1/project-templates": {
    query?: { productType?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ProjectTemplatePage;
  };
  /** Reads a project template. */
  "GET /v1/project-templates/{id}": {
    params: { id: string };
    reply: ProjectTemplate;
  };
  /** Changes fields of a project template; null clears an optional one. */
  "PATCH /v1/project-templates/{id}": {
    params: { id: string };
    body: ProjectTemplatePatch;
    reply: ProjectTemplate;
  };
  /** Archives a project template: it stays readable and leaves the lists. */
  "POST /v1/project-templates/{id}/archive": {
    params: { id: string };
    reply: ProjectTemplate;
  };
  /** Brings an archived project template back. */
  "POST /v1/project-templates/{id}/restore": {
    params: { id: string };
    reply: ProjectTemplate;
  };
  /** When project managers are told by mail what is open, overdue and next in their projects. */
  "GET /v1/delivery-drive": {
    reply: GetDeliveryDriveReply;
  };
  /** Says when project managers are told what is open, overdue and next; it holds from their next mail on. */
  "PUT /v1/delivery-drive": {
    body: PutDeliveryDriveBody;
    reply: GetDeliveryDriveReply;
  };
  /** What a customer is asked about a project, as a page for whoever has its address: to accept a milestone. */
  "GET /v1/public-projects/{token}": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    reply: unknown;
  };
  /** Accepts the milestone of an address, once: it is done, and the instalment that waits for it falls due. */
  "POST /v1/public-projects/{token}/accept": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    body: unknown;
    reply: PostPublicProjectsByTokenAcceptReply;
  };
  /** Does not accept the milestone of an address, and says why; the project manager is told. */
  "POST /v1/public-projects/{token}/decline": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    body: unknown;
    reply: PostPublicProjectsByTokenAcceptReply;
  };
  /** Lists surveys. */
  "GET /v1/surveys": {
    query?: { aboutId?: string; aboutNoun?: "project" | "ticket"; accountId?: string; contactId?: string; ownerId?: string; departmentId?: string; productType?: string; kind?: "csat" | "nps"; state?: "waiting" | "answered" | "revoked"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "answeredAt.gte"?: string; "answeredAt.gt"?: string; "answeredAt.lte"?: string; "answeredAt.lt"?: string; "score.gte"?: number; "score.gt"?: number; "score.lte"?: number; "score.lt"?: number; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: SurveyPage;
  };
  /** Counts surveys; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/surveys/count": {
    query?: { aboutId?: string; aboutNoun?: "project" | "ticket"; accountId?: string; contactId?: string; ownerId?: string; departmentId?: string; productType?: string; kind?: "csat" | "nps"; state?: "waiting" | "answered" | "revoked"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "answeredAt.gte"?: string; "answeredAt.gt"?: string; "answeredAt.lte"?: string; "answeredAt.lt"?: string; "score.gte"?: number; "score.gt"?: number; "score.lte"?: number; "score.lt"?: number; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a survey. */
  "GET /v1/surveys/{id}": {
    params: { id: string };
    reply: Survey;
  };
  /** Takes a survey back: whoever has its address reads nothing from now on. */
  "POST /v1/surveys/{id}/revoke": {
    params: { id: string };
    reply: Survey;
  };
  /** What customers are asked once a project or a ticket is closed, and from which score on somebody has a task. */
  "GET /v1/survey-policy": {
    reply: GetSurveyPolicyReply;
  };
  /** Says what customers are asked once a project or a ticket is closed; what is left out takes its default. */
  "PUT /v1/survey-policy": {
    body: PutSurveyPolicyBody;
    reply: GetSurveyPolicyReply;
  };
  /** Makes an address by which the customer says how satisfied they are, once; it is shown once, and ends. */
  "POST /v1/projects/{id}/send-survey": {
    params: { id: string };
    body: PostProjectsByIdSendSurveyBody;
    reply: LinkMade;
  };
  /** Makes an address by which the customer says how satisfied they are, once; it is shown once, and ends. */
  "POST /v1/tickets/{id}/send-survey": {
    params: { id: string };
    body: PostProjectsByIdSendSurveyBody;
    reply: LinkMade;
  };
  /** What a customer is asked, as a page for whoever has its address. */
  "GET /v1/public-surveys/{token}": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    reply: unknown;
  };
  /** Answers the survey of an address, once; whoever looked after it is told, and has a task after a low score. */
  "POST /v1/public-surveys/{token}/answers": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    body: unknown;
    reply: PostPublicSurveysByTokenAnswersReply;
  };
  /** Links a task tool that people work on projects in; the secret that its webhook signs with is shown once. */
  "POST /v1/task-systems": {
    body: TaskSystemInput;
    reply: PostTaskSystemsReply;
  };
  /** Lists task systems. */
  "GET /v1/task-systems": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: TaskSystemPage;
  };
  /** Makes a new signing secret, shown once; earlier ones are accepted for graceHours more at most, and with 0 no longer. Of more than three the oldest end. */
  "POST /v1/task-systems/{id}/rotate-secret": {
    params: { id: string };
    body: PostTaskSystemsByIdRotateSecretBody;
    reply: PostTaskSystemsReply;
  };
  /** Reads a task system. */
  "GET /v1/task-systems/{id}": {
    params: { id: string };
    reply: PostTaskSystemsReply;
  };
  /** Changes fields of a task system; null clears an optional one. */
  "PATCH /v1/task-systems/{id}": {
    params: { id: string };
    body: TaskSystemPatch;
    reply: PostTaskSystemsReply;
  };
  /** Archives a task system: it stays readable and leaves the lists. */
  "POST /v1/task-systems/{id}/archive": {
    params: { id: string };
    reply: PostTaskSystemsReply;
  };
  /** Brings an archived task system back. */
  "POST /v1/task-systems/{id}/restore": {
    params: { id: string };
    reply: PostTaskSystemsReply;
  };
  /** Has its tasks worked on in a task tool too: what changes there or here is the same on both sides within a minute. */
  "POST /v1/projects/{id}/link-tasks": {
    params: { id: string };
    body: PostProjectsByIdLinkTasksBody;
    reply: PostProjectsByIdLinkTasksReply;
  };
  /** Ends the link with its task tool: the tasks stay on both sides as they are. */
  "POST /v1/projects/{id}/unlink-tasks": {
    params: { id: string };
    reply: PostProjectsByIdLinkTasksReply;
  };
  /** How a project and its tasks outside stand: which tasks are the same, and what could not be taken over. */
  "GET /v1/projects/{id}/task-link": {
    params: { id: string };
    reply: PostProjectsByIdLinkTasksReply;
  };
  /** Told by a task tool that a task of a project has changed, signed after the Standard Webhooks specification: it is looked at within a minute. */
  "POST /v1/webhooks/tasks/{taskSystemId}": {
    params: { taskSystemId: string };
    body: PostWebhooksTasksByTaskSystemIdBody;
    reply: PostWebhooksTasksByTaskSystemIdReply;
  };
  /** Creates a time entry. */
  "POST /v1/time-entries": {
    body: TimeEntryInput2;
    reply: TimeEntry;
  };
  /** Lists time entries. */
  "GET /v1/time-entries": {
    query?: { projectId?: string; ownerId?: string; departmentId?: string; nodeKey?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "on.gte"?: string; "on.gt"?: string; "on.lte"?: string; "on.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-on" | "on"; limit?: number; cursor?: string };
    reply: TimeEntryPage;
  };
  /** Counts time entries; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/time-entries/count": {
    query?: { projectId?: string; ownerId?: string; departmentId?: string; nodeKey?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "on.gte"?: string; "on.gt"?: string; "on.lte"?: string; "on.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-on" | "on"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a time entry. */
  "GET /v1/time-entries/{id}": {
    params: { id: string };
    reply: TimeEntry;
  };
  /** Changes fields of a time entry; null clears an optional one. */
  "PATCH /v1/time-entries/{id}": {
    params: { id: string };
    body: TimeEntryPatch;
    reply: TimeEntry;
  };
  /** Archives a time entry: it stays readable and leaves the lists. */
  "POST /v1/time-entries/{id}/archive": {
    params: { id: string };
    reply: TimeEntry;
  };
  /** Brings an archived time entry back. */
  "POST /v1/time-entries/{id}/restore": {
    params: { id: string };
    reply: TimeEntry;
  };
  /** The time entries of a project, the newest first. */
  "GET /v1/projects/{id}/time-entries": {
    params: { id: string };
    query?: { ownerId?: string; nodeKey?: string; limit?: number; cursor?: string };
    reply: GetProjectsByIdTimeEntriesReplyPage;
  };
  /** Adds to the time entries of a project. */
  "POST /v1/projects/{id}/time-entries": {
    params: { id: string };
    body: PostProjectsByIdTimeEntriesBody;
    reply: TimeEntry;
  };
  /** Creates a project cost. */
  "POST /v1/project-costs": {
    body: ProjectCostInput;
    reply: ProjectCost;
  };
  /** Lists project costs. */
  "GET /v1/project-costs": {
    query?: { projectId?: string; ownerId?: string; departmentId?: string; nodeKey?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "on.gte"?: string; "on.gt"?: string; "on.lte"?: string; "on.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-on" | "on"; limit?: number; cursor?: string };
    reply: ProjectCostPage;
  };
  /** Reads a project cost. */
  "GET /v1/project-costs/{id}": {
    params: { id: string };
    reply: ProjectCost;
  };
  /** Changes fields of a project cost; null clears an optional one. */
  "PATCH /v1/project-costs/{id}": {
    params: { id: string };
    body: ProjectCostPatch;
    reply: ProjectCost;
  };
  /** Archives a project cost: it stays readable and leaves the lists. */
  "POST /v1/project-costs/{id}/archive": {
    params: { id: string };
    reply: ProjectCost;
  };
  /** Brings an archived project cost back. */
  "POST /v1/project-costs/{id}/restore": {
    params: { id: string };
    reply: ProjectCost;
  };
  /** The project costs of a project, the newest first. */
  "GET /v1/projects/{id}/costs": {
    params: { id: string };
    query?: { ownerId?: string; nodeKey?: string; limit?: number; cursor?: string };
    reply: GetProjectsByIdCostsReplyPage;
  };
  /** Adds to the project costs of a project. */
  "POST /v1/projects/{id}/costs": {
    params: { id: string };
    body: PostProjectsByIdCostsBody;
    reply: ProjectCost;
  };
  /** What an hour of work costs: everybody's, and that of those who have a rate of their own. */
  "GET /v1/cost-rates": {
    reply: GetCostRatesReply;
  };
  /** Replaces what hours cost. It holds for what is booked from now on; what was booked keeps its cost. */
  "PUT /v1/cost-rates": {
    body: PutCostRatesBody;
    reply: GetCostRatesReply;
  };
  /** How long somebody works for projects on a working day. */
  "GET /v1/users/{id}/capacity": {
    params: { id: string };
    reply: GetUsersByIdCapacityReply;
  };
  /** Says how long somebody works for projects; one's own, or anybody's with the permission time.costs. */
  "PUT /v1/users/{id}/capacity": {
    params: { id: string };
    body: PutUsersByIdCapacityBody;
    reply: GetUsersByIdCapacityReply;
  };
  /** How much people are planned for, week by week: where it is more than they have, and by which projects. */
  "GET /v1/capacity": {
    query?: { userId?: string; projectId?: string; from?: string; weeks?: number };
    reply: GetCapacityReplyPage;
  };
  /** What a project brought in and cost: collected fees less hours at their rates less what was paid for it and spent on it. */
  "GET /v1/projects/{id}/profit": {
    params: { id: string };
    reply: GetProjectsByIdProfitReply;
  };
  /** Projects by grade, how many are closed and accepted, and what they were sold for, collected, cost and left. */
  "GET /v1/delivery-figures": {
    query?: { departmentId?: string; cursor?: string };
    reply: GetDeliveryFiguresReply;
  };
  /** Creates a budget. */
  "POST /v1/budgets": {
    body: BudgetInput2;
    reply: Budget;
  };
  /** Lists budgets. */
  "GET /v1/budgets": {
    query?: { departmentId?: string; costCentre?: string; category?: string; month?: string; ownerId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: BudgetPage;
  };
  /** Counts budgets; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/budgets/count": {
    query?: { departmentId?: string; costCentre?: string; category?: string; month?: string; ownerId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Receivable2;
  };
  /** Reads a budget. */
  "GET /v1/budgets/{id}": {
    params: { id: string };
    reply: Budget;
  };
  /** Changes fields of a budget; null clears an optional one. */
  "PATCH /v1/budgets/{id}": {
    params: { id: string };
    body: BudgetPatch;
    reply: Budget;
  };
  /** Archives a budget: it stays readable and leaves the lists. */
  "POST /v1/budgets/{id}/archive": {
    params: { id: string };
    reply: Budget;
  };
  /** Brings an archived budget back. */
  "POST /v1/budgets/{id}/restore": {
    params: { id: string };
    reply: Budget;
  };
  /** The finance organisation chart: cost centres, and which department books on which, from which day on. */
  "GET /v1/finance-chart": {
    reply: GetFinanceChartReply;
  };
  /** Replaces the finance chart. What was booked keeps its cost centre. */
  "PUT /v1/finance-chart": {
    body: PutFinanceChartBody;
    reply: GetFinanceChartReply;
  };
  /** Creates an expense. */
  "POST /v1/expenses": {
    body: ExpenseInput2;
    reply: Expense;
  };
  /** Lists expenses. */
  "GET /v1/expenses": {
    query?: { status?: "draft" | "submitted" | "approved" | "paid" | "booked" | "reversed"; source?: "reimbursement" | "company"; placing?: "open" | "placed"; opportunityId?: string; projectId?: string; campaignId?: string; ticketId?: string; accountId?: string; ownerId?: string; departmentId?: string; connectionId?: string; externalId?: string; relatedTo?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-amountMinor" | "amountMinor" | "-on" | "on"; limit?: number; cursor?: string };
    reply: ExpensePage;
  };
  /** Counts expenses; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/expenses/count": {
    query?: { status?: "draft" | "submitted" | "approved" | "paid" | "booked" | "reversed"; source?: "reimbursement" | "company"; placing?: "open" | "placed"; opportunityId?: string; projectId?: string; campaignId?: string; ticketId?: string; accountId?: string; ownerId?: string; departmentId?: string; connectionId?: string; externalId?: string; relatedTo?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-amountMinor" | "amountMinor" | "-on" | "on"; limit?: number; cursor?: string };
    reply: Receivable2;
  };
  /** Reads an expense. */
  "GET /v1/expenses/{id}": {
    params: { id: string };
    reply: Expense;
  };
  /** Changes fields of an expense; null clears an optional one. */
  "PATCH /v1/expenses/{id}": {
    params: { id: string };
    body: ExpensePatch;
    reply: Expense;
  };
  /** Archives an expense: it stays readable and leaves the lists. */
  "POST /v1/expenses/{id}/archive": {
    params: { id: string };
    reply: Expense;
  };
  /** Brings an archived expense back. */
  "POST /v1/expenses/{id}/restore": {
    params: { id: string };
    reply: Expense;
  };
  /** Asks for it to be given back: its budgets hold it, and where an approval rule fits, those whom it names agree. */
  "POST /v1/expenses/{id}/submit": {
    params: { id: string };
    reply: Expense;
  };
  /** Says that it was given back. */
  "POST /v1/expenses/{id}/pay": {
    params: { id: string };
    body: PostExpensesByIdPayBody;
    reply: Expense;
  };
  /** Takes back what was approved, paid or booked: it stays to be read and costs nothing any more. */
  "POST /v1/expenses/{id}/reverse": {
    params: { id: string };
    body: PostExpensesByIdReverseBody;
    reply: Expense;
  };
  /** Says what it was for, in place of what it was for so far: what the company has paid waits for this, where no number told it. */
  "POST /v1/expenses/{id}/place": {
    params: { id: string };
    body: PostExpensesByIdPlaceBody;
    reply: Expense;
  };
  /** What is spent on, what other currencies are worth and from when, and what needs a receipt. */
  "GET /v1/expense-policy": {
    reply: GetExpensePolicyReply;
  };
  /** Replaces the policy. It holds for what is submitted or booked from now on. */
  "PUT /v1/expense-policy": {
    body: PutExpensePolicyBody;
    reply: GetExpensePolicyReply;
  };
  /** The expenses that a budget bears, newest first, as far as the caller sees them: who has used it, and for what. */
  "GET /v1/budgets/{id}/expenses": {
    params: { id: string };
    query?: { status?: "draft" | "submitted" | "approved" | "paid" | "booked" | "reversed"; ownerId?: string; limit?: number; cursor?: string };
    reply: GetBudgetsByIdExpensesReplyPage;
  };
  /** Links a corporate-travel or expense system; the secret that its webhook signs with is shown once. */
  "POST /v1/expense-connections": {
    body: ExpenseConnectionInput;
    reply: PostExpenseConnectionsReply;
  };
  /** Lists expense connections. */
  "GET /v1/expense-connections": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ExpenseConnectionPage;
  };
  /** Makes a new signing secret, shown once; earlier ones are accepted for graceHours more at most, and with 0 no longer. Of more than three the oldest end. */
  "POST /v1/expense-connections/{id}/rotate-secret": {
    params: { id: string };
    body: PostExpenseConnectionsByIdRotateSecretBody;
    reply: PostExpenseConnectionsReply;
  };
  /** Reads an expense connection. */
  "GET /v1/expense-connections/{id}": {
    params: { id: string };
    reply: PostExpenseConnectionsReply;
  };
  /** Changes fields of an expense connection; null clears an optional one. */
  "PATCH /v1/expense-connections/{id}": {
    params: { id: string };
    body: ExpenseConnectionPatch;
    reply: PostExpenseConnectionsReply;
  };
  /** Archives an expense connection: it stays readable and leaves the lists. */
  "POST /v1/expense-connections/{id}/archive": {
    params: { id: string };
    reply: PostExpenseConnectionsReply;
  };
  /** Brings an archived expense connection back. */
  "POST /v1/expense-connections/{id}/restore": {
    params: { id: string };
    reply: PostExpenseConnectionsReply;
  };
  /** Takes what the company has paid, signed after the Standard Webhooks specification: each item once, in any order; a higher revision corrects or cancels a lower one. */
  "POST /v1/webhooks/expenses/{connectionId}": {
    params: { connectionId: string };
    body: PostWebhooksExpensesByConnectionIdBody;
    reply: PostWebhooksExpensesByConnectionIdReply;
  };
  /** Creates a value model. */
  "POST /v1/value-models": {
    body: ValueModelInput;
    reply: ValueModel;
  };
  /** Lists value models. */
  "GET /v1/value-models": {
    query?: { isDefault?: boolean; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ValueModelPage;
  };
  /** Reads a value model. */
  "GET /v1/value-models/{id}": {
    params: { id: string };
    reply: ValueModel;
  };
  /** Changes fields of a value model; null clears an optional one. */
  "PATCH /v1/value-models/{id}": {
    params: { id: string };
    body: ValueModelPatch;
    reply: ValueModel;
  };
  /** Archives a value model: it stays readable and leaves the lists. */
  "POST /v1/value-models/{id}/archive": {
    params: { id: string };
    reply: ValueModel;
  };
  /** Brings an archived value model back. */
  "POST /v1/value-models/{id}/restore": {
    params: { id: string };
    reply: ValueModel;
  };
  /** The customers whom one sees, the most valuable first, as of the last night, and what makes them so. */
  "GET /v1/value-models/{id}/ranking": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetValueModelsByIdRankingReplyPage;
  };
  /** What a customer is worth by a value model as things now stand: existing, potential and model value, part by part. */
  "GET /v1/accounts/{id}/value": {
    params: { id: string };
    query?: { modelId?: string };
    reply: GetAccountsByIdValueReply;
  };
  /** Products that others have bought together with what this customer has, and it has not: the most frequent first. */
  "GET /v1/accounts/{id}/suggestions": {
    params: { id: string };
    reply: GetAccountsByIdSuggestionsReplyPage;
  };
  /** Creates a coverage plan. */
  "POST /v1/coverage-plans": {
    body: CoveragePlanInput;
    reply: CoveragePlan;
  };
  /** Lists coverage plans. */
  "GET /v1/coverage-plans": {
    query?: { name?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: CoveragePlanPage;
  };
  /** Reads a coverage plan. */
  "GET /v1/coverage-plans/{id}": {
    params: { id: string };
    reply: CoveragePlan;
  };
  /** Changes fields of a coverage plan; null clears an optional one. */
  "PATCH /v1/coverage-plans/{id}": {
    params: { id: string };
    body: CoveragePlanPatch;
    reply: CoveragePlan;
  };
  /** Archives a coverage plan: it stays readable and leaves the lists. */
  "POST /v1/coverage-plans/{id}/archive": {
    params: { id: string };
    reply: CoveragePlan;
  };
  /** Brings an archived coverage plan back. */
  "POST /v1/coverage-plans/{id}/restore": {
    params: { id: string };
    reply: CoveragePlan;
  };
  /** The same of all accounts that a plan is for and that one sees, as one table: who covers this, and where nobody or several do. A page is of up to 50 accounts. */
  "GET /v1/coverage-plans/{id}/places": {
    params: { id: string };
    query?: { region?: string; productLine?: string; role?: string; state?: "covered" | "gap" | "double"; cursor?: string };
    reply: GetCoveragePlansByIdPlacesReplyPage;
  };
  /** Who covers an account: each region, product line and role of the plan that is for it, with gaps and doubles named. */
  "GET /v1/accounts/{id}/coverage": {
    params: { id: string };
    query?: { region?: string; productLine?: string; role?: string; state?: "covered" | "gap" | "double"; planId?: string };
    reply: GetAccountsByIdCoverageReply;
  };
  /** The business modes: what each brings, and which of them the tenant has. */
  "GET /v1/presets": {
    reply: GetPresetsReplyPage;
  };
  /** Brings a mode's pipelines, fields, value model, views, roles and rules, each once; what cannot be made is named. */
  "POST /v1/presets/{mode}/install": {
    params: { mode: string };
    reply: GetPresetsReply;
  };
  /** Puts away what a mode has brought. What people have changed or work with stays, and is named. */
  "POST /v1/presets/{mode}/remove": {
    params: { mode: string };
    reply: GetPresetsReply;
  };
  /** Creates an approval rule. */
  "POST /v1/approval-rules": {
    body: ApprovalRuleInput;
    reply: ApprovalRule;
  };
  /** Lists approval rules. */
  "GET /v1/approval-rules": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ApprovalRulePage;
  };
  /** Reads an approval rule. */
  "GET /v1/approval-rules/{id}": {
    params: { id: string };
    reply: ApprovalRule;
  };
  /** Changes fields of an approval rule; null clears an optional one. */
  "PATCH /v1/approval-rules/{id}": {
    params: { id: string };
    body: ApprovalRulePatch;
    reply: ApprovalRule;
  };
  /** Archives an approval rule: it stays readable and leaves the lists. */
  "POST /v1/approval-rules/{id}/archive": {
    params: { id: string };
    reply: ApprovalRule;
  };
  /** Brings an archived approval rule back. */
  "POST /v1/approval-rules/{id}/restore": {
    params: { id: string };
    reply: ApprovalRule;
  };
  /** Creates an approval delegation. */
  "POST /v1/approval-delegations": {
    body: ApprovalDelegationInput;
    reply: ApprovalDelegation;
  };
  /** Lists approval delegations. */
  "GET /v1/approval-delegations": {
    query?: { toUserId?: string; ownerId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt" | "-until" | "until"; limit?: number; cursor?: string };
    reply: ApprovalDelegationPage;
  };
  /** Reads an approval delegation. */
  "GET /v1/approval-delegations/{id}": {
    params: { id: string };
    reply: ApprovalDelegation;
  };
  /** Changes fields of an approval delegation; null clears an optional one. */
  "PATCH /v1/approval-delegations/{id}": {
    params: { id: string };
    body: ApprovalDelegationPatch;
    reply: ApprovalDelegation;
  };
  /** Archives an approval delegation: it stays readable and leaves the lists. */
  "POST /v1/approval-delegations/{id}/archive": {
    params: { id: string };
    reply: ApprovalDelegation;
  };
  /** Brings an archived approval delegation back. */
  "POST /v1/approval-delegations/{id}/restore": {
    params: { id: string };
    reply: ApprovalDelegation;
  };
  /** Lists approvals; with mine=true those that wait for the caller. */
  "GET /v1/approvals": {
    query?: { mine?: "true" | "false"; state?: "pending" | "approved" | "rejected" | "withdrawn" | "lapsed"; noun?: string; recordId?: string; ownerId?: string; sort?: "createdAt" | "-createdAt"; limit?: number; cursor?: string };
    reply: ApprovalPage;
  };
  /** Reads an approval: what is asked for, whose turn it is, and who decided what. */
  "GET /v1/approvals/{id}": {
    params: { id: string };
    reply: Approval;
  };
  /** Agrees to what was asked for; after the last step it is done. */
  "POST /v1/approvals/{id}/approve": {
    params: { id: string };
    body: PostApprovalsByIdApproveBody;
    reply: Approval;
  };
  /** Does not agree to what was asked for; the record goes back. */
  "POST /v1/approvals/{id}/reject": {
    params: { id: string };
    body: PostApprovalsByIdRejectBody;
    reply: Approval;
  };
  /** Takes back what one has asked for, while it waits. */
  "POST /v1/approvals/{id}/withdraw": {
    params: { id: string };
    body: PostApprovalsByIdWithdrawBody;
    reply: Approval;
  };
  /** Agrees to the quote that waits for one's approval. */
  "POST /v1/quotes/{id}/approve": {
    params: { id: string };
    body: PostApprovalsByIdApproveBody;
    reply: Quote;
  };
  /** Does not agree to the quote that waits for one's approval; it is a draft again. */
  "POST /v1/quotes/{id}/reject": {
    params: { id: string };
    body: PostApprovalsByIdRejectBody;
    reply: Quote;
  };
  /** Lists sales credits: who earned how much of which cash, by product, and what was taken back. */
  "GET /v1/credits": {
    query?: { orderId?: string; accountId?: string; departmentId?: string; bankTransactionId?: string; currency?: string; userId?: string; partnerId?: string; ledger?: string; receivableId?: string; allocationId?: string; productId?: string; "earnedAt.gte"?: string; "earnedAt.gt"?: string; "earnedAt.lte"?: string; "earnedAt.lt"?: string; sort?: "-earnedAt" | "earnedAt"; limit?: number; cursor?: string };
    reply: CreditPage;
  };
  /** Creates a split rule. */
  "POST /v1/split-rules": {
    body: SplitRuleInput;
    reply: SplitRule;
  };
  /** Lists split rules. */
  "GET /v1/split-rules": {
    query?: { "priority.gte"?: number; "priority.gt"?: number; "priority.lte"?: number; "priority.lt"?: number; archived?: boolean; sort?: "-priority" | "priority"; limit?: number; cursor?: string };
    reply: SplitRulePage;
  };
  /** Reads a split rule. */
  "GET /v1/split-rules/{id}": {
    params: { id: string };
    reply: SplitRule;
  };
  /** Changes fields of a split rule; null clears an optional one. */
  "PATCH /v1/split-rules/{id}": {
    params: { id: string };
    body: SplitRulePatch;
    reply: SplitRule;
  };
  /** Archives a split rule: it stays readable and leaves the lists. */
  "POST /v1/split-rules/{id}/archive": {
    params: { id: string };
    reply: SplitRule;
  };
  /** Brings an archived split rule back. */
  "POST /v1/split-rules/{id}/restore": {
    params: { id: string };
    reply: SplitRule;
  };
  /** Lists the rules that were pushed to partners (rebates, discount, protection), who has acknowledged which version and when; state=waiting: not yet. */
  "GET /v1/rebate-rules/notices": {
    query?: { ruleId?: string; partnerId?: string; subject?: "rebate" | "discount" | "protection"; state?: "informed" | "waiting" | "acknowledged" | "ended"; "pushedAt.gte"?: string; "pushedAt.gt"?: string; "pushedAt.lte"?: string; "pushedAt.lt"?: string; sort?: "-pushedAt" | "pushedAt"; limit?: number; cursor?: string };
    reply: GetRebateRulesNoticesReplyPage;
  };
  /** Creates a rebate rule. */
  "POST /v1/rebate-rules": {
    body: RebateRuleInput;
    reply: RebateRule;
  };
  /** Lists rebate rules. */
  "GET /v1/rebate-rules": {
    query?: { currency?: string; period?: "month" | "quarter" | "year"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: RebateRulePage;
  };
  /** Reads a rebate rule. */
  "GET /v1/rebate-rules/{id}": {
    params: { id: string };
    reply: RebateRule;
  };
  /** Changes fields of a rebate rule; null clears an optional one. */
  "PATCH /v1/rebate-rules/{id}": {
    params: { id: string };
    body: RebateRulePatch;
    reply: RebateRule;
  };
  /** Archives a rebate rule: it stays readable and leaves the lists. */
  "POST /v1/rebate-rules/{id}/archive": {
    params: { id: string };
    reply: RebateRule;
  };
  /** Brings an archived rebate rule back. */
  "POST /v1/rebate-rules/{id}/restore": {
    params: { id: string };
    reply: RebateRule;
  };
  /** Acknowledges the latest version of a rule for a partner, by the ruleId of its notice; done again, it changes nothing. */
  "POST /v1/rebate-rules/{id}/acknowledge": {
    params: { id: string };
    body: PostRebateRulesByIdAcknowledgeBody;
    reply: GetRebateRulesNoticesReply;
  };
  /** The versions of a rebate rule, the newest first. */
  "GET /v1/rebate-rules/{id}/versions": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetRebateRulesByIdVersionsReplyPage;
  };
  /** Lists what partners are owed, entry by entry: for which cash, by which version of which rule. */
  "GET /v1/rebates": {
    query?: { partnerId?: string; statementId?: string; ruleId?: string; orderId?: string; bankTransactionId?: string; kind?: "accrual" | "tierDifference" | "adjustment" | "reference" | "carriedOut" | "carriedIn"; currency?: string; period?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: RebateEntryPage;
  };
  /** Lists partner statements. */
  "GET /v1/partner-statements": {
    query?: { partnerId?: string; ownerId?: string; month?: string; currency?: string; state?: "open" | "closed" | "settled" | "paid"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: PartnerStatementPage;
  };
  /** Counts partner statements; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/partner-statements/count": {
    query?: { partnerId?: string; ownerId?: string; month?: string; currency?: string; state?: "open" | "closed" | "settled" | "paid"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a partner statement. */
  "GET /v1/partner-statements/{id}": {
    params: { id: string };
    reply: PartnerStatement;
  };
  /** The entries of a partner's statement, oldest first; they add up to its total. */
  "GET /v1/partner-statements/{id}/entries": {
    params: { id: string };
    query?: { limit?: number; cursor?: string };
    reply: GetPartnerStatementsByIdEntriesReplyPage;
  };
  /** A file by which settled statements are paid: a table, or pain.001 for the bank. Mark them as paid afterwards. */
  "POST /v1/partner-statements/payout-file": {
    body: PartnerStatementInput;
    reply: unknown;
  };
  /** Disputes an entry of a closed statement; it is not settled before that is answered. */
  "POST /v1/partner-statements/{id}/dispute": {
    params: { id: string };
    body: PostPartnerStatementsByIdDisputeBody;
    reply: PartnerStatement;
  };
  /** Answers a dispute; what is adjusted is a new entry of the statement that is open. */
  "POST /v1/partner-statements/{id}/answer-dispute": {
    params: { id: string };
    body: PostPartnerStatementsByIdAnswerDisputeBody;
    reply: PartnerStatement;
  };
  /** Agrees to pay what a closed statement comes to; refused while a dispute is open. */
  "POST /v1/partner-statements/{id}/settle": {
    params: { id: string };
    reply: PartnerStatement;
  };
  /** Notes that a settled statement was paid. */
  "POST /v1/partner-statements/{id}/mark-paid": {
    params: { id: string };
    body: PostPartnerStatementsByIdMarkPaidBody;
    reply: PartnerStatement;
  };
  /** Creates a deal registration. */
  "POST /v1/deal-registrations": {
    body: DealRegistrationInput2;
    reply: DealRegistration;
  };
  /** Lists deal registrations. */
  "GET /v1/deal-registrations": {
    query?: { partnerId?: string; state?: "draft" | "submitted" | "conflict" | "reviewed" | "approved" | "rejected" | "withdrawn" | "expired" | "converted"; ownerId?: string; departmentId?: string; customerName?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: DealRegistrationPage;
  };
  /** Counts deal registrations; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/deal-registrations/count": {
    query?: { partnerId?: string; state?: "draft" | "submitted" | "conflict" | "reviewed" | "approved" | "rejected" | "withdrawn" | "expired" | "converted"; ownerId?: string; departmentId?: string; customerName?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a deal registration. */
  "GET /v1/deal-registrations/{id}": {
    params: { id: string };
    reply: DealRegistration;
  };
  /** Changes fields of a deal registration; null clears an optional one. */
  "PATCH /v1/deal-registrations/{id}": {
    params: { id: string };
    body: DealRegistrationPatch;
    reply: DealRegistration;
  };
  /** Archives a deal registration: it stays readable and leaves the lists. */
  "POST /v1/deal-registrations/{id}/archive": {
    params: { id: string };
    reply: DealRegistration;
  };
  /** Brings an archived deal registration back. */
  "POST /v1/deal-registrations/{id}/restore": {
    params: { id: string };
    reply: DealRegistration;
  };
  /** Submits a registration: who comes first holds the customer, and what overlaps with another, an open sale or an account of the tenant's own comes into the conflict queue. */
  "POST /v1/deal-registrations/{id}/submit": {
    params: { id: string };
    reply: DealRegistration;
  };
  /** Says that it was looked into and may be decided; what has come to speak against it brings it into conflict. */
  "POST /v1/deal-registrations/{id}/review": {
    params: { id: string };
    reply: DealRegistration;
  };
  /** Approves a reviewed registration, or decides a conflict for it; the customer is protected until a day. */
  "POST /v1/deal-registrations/{id}/approve": {
    params: { id: string };
    body: PostDealRegistrationsByIdApproveBody;
    reply: DealRegistration;
  };
  /** Refuses a registration; its customer is free again. */
  "POST /v1/deal-registrations/{id}/reject": {
    params: { id: string };
    body: PostDealRegistrationsByIdRejectBody;
    reply: DealRegistration;
  };
  /** Brings a registration into the conflict queue, with what speaks against it now. */
  "POST /v1/deal-registrations/{id}/flag-conflict": {
    params: { id: string };
    body: PostDealRegistrationsByIdRejectBody;
    reply: DealRegistration;
  };
  /** Takes a registration back; its customer is free again. */
  "POST /v1/deal-registrations/{id}/withdraw": {
    params: { id: string };
    reply: DealRegistration;
  };
  /** Gives an approved registration a later last day of protection, as often as the policy allows. */
  "POST /v1/deal-registrations/{id}/extend": {
    params: { id: string };
    body: PostDealRegistrationsByIdExtendBody;
    reply: DealRegistration;
  };
  /** Replaces the milestones of the tender: what is due when, and what was done. */
  "POST /v1/deal-registrations/{id}/record-milestones": {
    params: { id: string };
    body: PostDealRegistrationsByIdRecordMilestonesBody;
    reply: DealRegistration;
  };
  /** Makes an opportunity of an approved registration, with the partner on it; only once. */
  "POST /v1/deal-registrations/{id}/convert": {
    params: { id: string };
    body: PostDealRegistrationsByIdConvertBody;
    reply: DealRegistration;
  };
  /** Creates a partner order. */
  "POST /v1/partner-orders": {
    body: PartnerOrderInput2;
    reply: PartnerOrder;
  };
  /** Lists partner orders. */
  "GET /v1/partner-orders": {
    query?: { partnerId?: string; state?: "draft" | "submitted" | "confirmed" | "rejected" | "withdrawn"; kind?: "normal" | "upgrade"; customerName?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: PartnerOrderPage;
  };
  /** Counts partner orders; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/partner-orders/count": {
    query?: { partnerId?: string; state?: "draft" | "submitted" | "confirmed" | "rejected" | "withdrawn"; kind?: "normal" | "upgrade"; customerName?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** Reads a partner order. */
  "GET /v1/partner-orders/{id}": {
    params: { id: string };
    reply: PartnerOrder;
  };
  /** Changes fields of a partner order; null clears an optional one. */
  "PATCH /v1/partner-orders/{id}": {
    params: { id: string };
    body: PartnerOrderPatch;
    reply: PartnerOrder;
  };
  /** Archives a partner order: it stays readable and leaves the lists. */
  "POST /v1/partner-orders/{id}/archive": {
    params: { id: string };
    reply: PartnerOrder;
  };
  /** Brings an archived partner order back. */
  "POST /v1/partner-orders/{id}/restore": {
    params: { id: string };
    reply: PartnerOrder;
  };
  /** Orders it for good, at the prices and the rate of this day. */
  "POST /v1/partner-orders/{id}/submit": {
    params: { id: string };
    reply: PartnerOrder;
  };
  /** Confirms what a partner has ordered: in the same transaction it becomes a draft order with the partner on it. */
  "POST /v1/partner-orders/{id}/confirm": {
    params: { id: string };
    body: PostPartnerOrdersByIdConfirmBody;
    reply: PartnerOrder;
  };
  /** Refuses what a partner has ordered. */
  "POST /v1/partner-orders/{id}/reject": {
    params: { id: string };
    body: PostDealRegistrationsByIdRejectBody;
    reply: PartnerOrder;
  };
  /** Takes an order back that is not confirmed yet, or whose contract was cancelled: its code can be upgraded again. */
  "POST /v1/partner-orders/{id}/withdraw": {
    params: { id: string };
    reply: PartnerOrder;
  };
  /** Creates a reference case. */
  "POST /v1/reference-cases": {
    body: ReferenceCaseInput;
    reply: ReferenceCase;
  };
  /** Lists reference cases. */
  "GET /v1/reference-cases": {
    query?: { partnerId?: string; state?: "draft" | "zone" | "unit" | "marketing" | "quarterEnd" | "approved" | "rejected"; customerName?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ReferenceCasePage;
  };
  /** Reads a reference case. */
  "GET /v1/reference-cases/{id}": {
    params: { id: string };
    reply: ReferenceCase;
  };
  /** Changes fields of a reference case; null clears an optional one. */
  "PATCH /v1/reference-cases/{id}": {
    params: { id: string };
    body: ReferenceCasePatch;
    reply: ReferenceCase;
  };
  /** Archives a reference case: it stays readable and leaves the lists. */
  "POST /v1/reference-cases/{id}/archive": {
    params: { id: string };
    reply: ReferenceCase;
  };
  /** Brings an archived reference case back. */
  "POST /v1/reference-cases/{id}/restore": {
    params: { id: string };
    reply: ReferenceCase;
  };
  /** Submits a reference customer that meets all criteria: the zone, the business unit and marketing look at it in turn. */
  "POST /v1/reference-cases/{id}/submit": {
    params: { id: string };
    reply: ReferenceCase;
  };
  /** Agrees to a reference customer for the step that it stands in; after the last one it is approved at the quarter's end. */
  "POST /v1/reference-cases/{id}/agree": {
    params: { id: string };
    reply: ReferenceCase;
  };
  /** Refuses a reference customer; the step that it stands in says who may. */
  "POST /v1/reference-cases/{id}/reject": {
    params: { id: string };
    body: PostDealRegistrationsByIdRejectBody;
    reply: ReferenceCase;
  };
  /** What a reference customer has to meet, who agrees to it in turn, and what a partner is credited for one. */
  "GET /v1/reference-programme": {
    reply: GetReferenceProgrammeReply;
  };
  /** Replaces the programme. It holds for what is submitted, agreed to and credited from now on. */
  "PUT /v1/reference-programme": {
    body: PutReferenceProgrammeBody;
    reply: GetReferenceProgrammeReply;
  };
  /** How a partner does, for a small screen: what it signed against its quota, its contracts' yearly worth, rebates, rules. */
  "GET /v1/partners/{id}/summary": {
    params: { id: string };
    query?: { period?: string };
    reply: GetPartnersByIdSummaryReply;
  };
  /** What some products cost a partner today, one of each: by the price books for its tier, at its rate. */
  "GET /v1/partners/{id}/prices": {
    params: { id: string };
    query: { productIds: string };
    reply: GetPartnersByIdPricesReplyPage;
  };
  /** Creates a quota. */
  "POST /v1/quotas": {
    body: QuotaInput;
    reply: Quota;
  };
  /** Lists quotas. */
  "GET /v1/quotas": {
    query?: { ownerId?: string; departmentId?: string; partnerId?: string; productType?: string; period?: string; measure?: "signed" | "new" | "upsell" | "renewal" | "received" | "credits" | "overlay"; target?: "person" | "department" | "partner" | "productType"; currency?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: QuotaPage;
  };
  /** Reads a quota. */
  "GET /v1/quotas/{id}": {
    params: { id: string };
    reply: Quota;
  };
  /** Changes fields of a quota; null clears an optional one. */
  "PATCH /v1/quotas/{id}": {
    params: { id: string };
    body: QuotaPatch;
    reply: Quota;
  };
  /** Archives a quota: it stays readable and leaves the lists. */
  "POST /v1/quotas/{id}/archive": {
    params: { id: string };
    reply: Quota;
  };
  /** Brings an archived quota back. */
  "POST /v1/quotas/{id}/restore": {
    params: { id: string };
    reply: Quota;
  };
  /** What was attained in a period by people, departments (with all below them), partners and product types, against their quotas, within what the caller sees. */
  "GET /v1/attainment": {
    query: { period: string; measure: "signed" | "new" | "upsell" | "renewal" | "received" | "credits" | "overlay"; departmentId?: string; by?: "person" | "department" | "partner" | "productType"; currency?: string };
    reply: GetAttainmentReplyPage;
  };
  /** When the tenant's years and weeks begin. */
  "GET /v1/fiscal-calendar": {
    reply: GetFiscalCalendarReply;
  };
  /** Says when the tenant's years and weeks begin. */
  "PUT /v1/fiscal-calendar": {
    body: PutFiscalCalendarBody;
    reply: GetFiscalCalendarReply;
  };
  /** What is expected to be won in a period, by category and person, with what managers say of it, within what the caller sees. What is shared by rules is no part of it. */
  "GET /v1/forecast": {
    query: { period: string; departmentId?: string; currency?: string };
    reply: GetForecastReply;
  };
  /** What was forecast at the end of a day, and how near it was to what was won since. Of a team's sales only one's own are told; a day of which nothing was noted is answered by the last one before. */
  "GET /v1/forecast/snapshots": {
    query: { period?: string; departmentId?: string; currency?: string; on: string };
    reply: GetForecastSnapshotsReply;
  };
  /** Says what somebody's forecast is thought to come to, and why; the last word holds, all are kept. */
  "POST /v1/forecast/overrides": {
    body: PostForecastOverridesBody;
    reply: PostForecastOverridesReply;
  };
  /** All that was said of a period's forecasts, oldest first. */
  "GET /v1/forecast/overrides": {
    query: { period: string; ownerId?: string };
    reply: GetForecastOverridesReplyPage;
  };
  /** What stands in each stage of a pipeline now, and what came into and left it in some months, with its conversion and time, within what the caller sees. Moves count where the opportunity was then. */
  "GET /v1/funnel": {
    query: { pipelineId?: string; departmentId?: string; currency?: string; from: string; to: string; by?: "owner" | "department" | "productType" | "competitor" };
    reply: GetFunnelReply;
  };
  /** The opportunities behind a figure of the funnel: all pages together add up to it. */
  "GET /v1/funnel/rows": {
    query: { pipelineId?: string; departmentId?: string; currency?: string; stage: string; ownerId?: string; productType?: string; competitorId?: string; limit?: number; cursor?: string };
    reply: OpportunityPage2;
  };
  /** The open opportunities that are worth most; of equal ones the later made comes first. */
  "GET /v1/funnel/top": {
    query?: { departmentId?: string; currency?: string; limit?: number };
    reply: OpportunityPage3;
  };
  /** What is open now, or was at the end of an earlier day, by how many days it is past due on a day: that one, or a later one if nothing is paid till then. */
  "GET /v1/receivables/ageing": {
    query?: { on?: string; asOf?: string; departmentId?: string; currency?: string };
    reply: GetReceivablesAgeingReply;
  };
  /** What cash is expected of open receivables, month by month, by how late invoices were paid so far, and what open sales weigh; with how far the same reckoning was off in the months that are over. */
  "GET /v1/cash-forecast": {
    query?: { months?: number; departmentId?: string; currency?: string };
    reply: GetCashForecastReply;
  };
  /** Links a bank account or feed; the signing secret is shown once. */
  "POST /v1/bank-connections": {
    body: BankConnectionInput;
    reply: PostBankConnectionsReply;
  };
  /** Lists bank connections. */
  "GET /v1/bank-connections": {
    query?: { departmentId?: string; currency?: string; accountNo?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: BankConnectionPage;
  };
  /** Makes a new signing secret, shown once; earlier ones are accepted for graceHours more at most, and with 0 no longer. Of more than three the oldest end. */
  "POST /v1/bank-connections/{id}/rotate-secret": {
    params: { id: string };
    body: PostBankConnectionsByIdRotateSecretBody;
    reply: PostBankConnectionsReply;
  };
  /** Reads a bank connection. */
  "GET /v1/bank-connections/{id}": {
    params: { id: string };
    reply: BankConnection;
  };
  /** Changes fields of a bank connection; null clears an optional one. */
  "PATCH /v1/bank-connections/{id}": {
    params: { id: string };
    body: BankConnectionPatch;
    reply: BankConnection;
  };
  /** Archives a bank connection: it stays readable and leaves the lists. */
  "POST /v1/bank-connections/{id}/archive": {
    params: { id: string };
    reply: BankConnection;
  };
  /** Brings an archived bank connection back. */
  "POST /v1/bank-connections/{id}/restore": {
    params: { id: string };
    reply: BankConnection;
  };
  /** Reads a statement that is a table, with a mapping or one that is proposed, and shows what it would bring. Nothing is stored. */
  "POST /v1/bank-connections/{id}/try-statement": {
    params: { id: string };
    body: PostBankConnectionsByIdTryStatementBody;
    reply: PostBankConnectionsByIdTryStatementReply;
  };
  /** Lists the balances that statements told, and whether the lines explain them. */
  "GET /v1/bank-statements": {
    query?: { connectionId?: string; state?: "unchecked" | "complete" | "gap"; "closingOn.gte"?: string; "closingOn.gt"?: string; "closingOn.lte"?: string; "closingOn.lt"?: string; sort?: "-closingOn" | "closingOn"; limit?: number; cursor?: string };
    reply: BankStatementPage;
  };
  /** By day: what the account began with, what was moved, what the bank says it ended with, and the gap between them, which is lines lost or doubled. Of 92 days at most. */
  "GET /v1/bank-connections/{id}/continuity": {
    params: { id: string };
    query?: { from?: string; to?: string; virtualAccountNo?: string };
    reply: GetBankConnectionsByIdContinuityReplyPage;
  };
  /** Opens an upload for a statement file too big for one call; PUT the file to the address in the answer. */
  "POST /v1/bank-connections/{id}/uploads": {
    params: { id: string };
    body: PostBankConnectionsByIdUploadsBody;
    reply: PostBankConnectionsByIdUploadsReply;
  };
  /** Lists bank uploads. */
  "GET /v1/bank-uploads": {
    query?: { connectionId?: string; state?: "waiting" | "stored" | "failed"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: BankUploadPage;
  };
  /** What became of an uploaded statement file. */
  "GET /v1/bank-uploads/{id}": {
    params: { id: string };
    reply: PostBankConnectionsByIdUploadsReply;
  };
  /** Lists bank rejections. */
  "GET /v1/bank-rejections": {
    query?: { connectionId?: string; code?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: BankRejectionPage;
  };
  /** Takes a bank's notice, signed after the Standard Webhooks specification: canonical JSON, camt.052, camt.053, camt.054, MT940 or MT942, tables (csv, xlsx) by the connection's mapping, and a ZIP of several. */
  "POST /v1/webhooks/bank/{connectionId}": {
    params: { connectionId: string };
    body: unknown;
    reply: PostWebhooksBankByConnectionIdReply;
  };
  /** Lists bank transactions. */
  "GET /v1/bank-transactions": {
    query?: { connectionId?: string; state?: "received" | "applied" | "partlyApplied" | "claimable" | "excluded"; accountId?: string; departmentId?: string; direction?: "credit" | "debit"; currency?: string; bankReference?: string; virtualAccountNo?: string; exclusion?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "bookedOn.gte"?: string; "bookedOn.gt"?: string; "bookedOn.lte"?: string; "bookedOn.lt"?: string; "amountMinor.gte"?: number; "amountMinor.gt"?: number; "amountMinor.lte"?: number; "amountMinor.lt"?: number; "unappliedMinor.gte"?: number; "unappliedMinor.gt"?: number; "unappliedMinor.lte"?: number; "unappliedMinor.lt"?: number; sort?: "-createdAt" | "createdAt" | "-bookedOn" | "bookedOn"; limit?: number; cursor?: string };
    reply: BankTransactionPage;
  };
  /** Counts bank transactions; where one call does not reach the end, its cursor goes on counting. */
  "GET /v1/bank-transactions/count": {
    query?: { connectionId?: string; state?: "received" | "applied" | "partlyApplied" | "claimable" | "excluded"; accountId?: string; departmentId?: string; direction?: "credit" | "debit"; currency?: string; bankReference?: string; virtualAccountNo?: string; exclusion?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "bookedOn.gte"?: string; "bookedOn.gt"?: string; "bookedOn.lte"?: string; "bookedOn.lt"?: string; "amountMinor.gte"?: number; "amountMinor.gt"?: number; "amountMinor.lte"?: number; "amountMinor.lt"?: number; "unappliedMinor.gte"?: number; "unappliedMinor.gt"?: number; "unappliedMinor.lte"?: number; "unappliedMinor.lt"?: number; sort?: "-createdAt" | "createdAt" | "-bookedOn" | "bookedOn"; limit?: number; cursor?: string };
    reply: Account2;
  };
  /** A booked bank line: what the bank told, what it cleared, what is left. */
  "GET /v1/bank-transactions/{id}": {
    params: { id: string };
    reply: BankTransaction;
  };
  /** Why this and not another: the signals that counted, the rivals that lost, rule and policy version. */
  "GET /v1/bank-transactions/{id}/explanation": {
    params: { id: string };
    reply: GetBankTransactionsByIdExplanationReply;
  };
  /** Decides a line once more, of everything as it is now but for what the line itself has done, and says whether the proof is the same to the byte, or what has changed. Nothing is written. */
  "POST /v1/bank-transactions/{id}/explanation/replay": {
    params: { id: string };
    reply: PostBankTransactionsByIdExplanationReplayReply;
  };
  /** Assigns an unexplained receipt to receivables, or to an account as a prepayment; the payer is remembered. */
  "POST /v1/bank-transactions/{id}/claim": {
    params: { id: string };
    body: PostBankTransactionsByIdClaimBody;
    reply: BankTransaction;
  };
  /** Says what an outgoing line was: a returned receipt, a refund, a credit note paid out, or none of a customer's. */
  "POST /v1/bank-transactions/{id}/close": {
    params: { id: string };
    body: PostBankTransactionsByIdCloseBody;
    reply: BankTransaction;
  };
  /** Has the engine decide a receipt now; one that people have worked on stays theirs and is left as it is. */
  "POST /v1/bank-transactions/{id}/decide": {
    params: { id: string };
    reply: BankTransaction;
  };
  /** Holds a receipt for the caller while it is being claimed. */
  "POST /v1/bank-transactions/{id}/lock": {
    params: { id: string };
    reply: BankTransaction;
  };
  /** Lets a held receipt go. */
  "POST /v1/bank-transactions/{id}/unlock": {
    params: { id: string };
    reply: BankTransaction;
  };
  /** Takes back the application of a receipt, or the closing of an outgoing line, or the named allocations, by reversing entries. */
  "POST /v1/bank-transactions/{id}/undo": {
    params: { id: string };
    body: PostBankTransactionsByIdUndoBody;
    reply: BankTransaction;
  };
  /** What the engine may book by itself: tolerances, fee rules, partial payments, surplus. */
  "GET /v1/reconciliation-policy": {
    reply: GetReconciliationPolicyReply;
  };
  /** Replaces the policy. What is left out takes its default; the version goes into every later proof. */
  "PUT /v1/reconciliation-policy": {
    body: PutReconciliationPolicyBody;
    reply: GetReconciliationPolicyReply;
  };
  /** Lists prepayments. */
  "GET /v1/prepayments": {
    query?: { accountId?: string; currency?: string; bankTransactionId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "bookedOn.gte"?: string; "bookedOn.gt"?: string; "bookedOn.lte"?: string; "bookedOn.lt"?: string; "openMinor.gte"?: number; "openMinor.gt"?: number; "openMinor.lte"?: number; "openMinor.lt"?: number; sort?: "-createdAt" | "createdAt" | "-bookedOn" | "bookedOn"; limit?: number; cursor?: string };
    reply: PrepaymentPage;
  };
  /** Lists deductions. */
  "GET /v1/deductions": {
    query?: { state?: "open" | "credited" | "recovered" | "writtenOff" | "reversed"; accountId?: string; receivableId?: string; bankTransactionId?: string; code?: string; currency?: string; ownerId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "bookedOn.gte"?: string; "bookedOn.gt"?: string; "bookedOn.lte"?: string; "bookedOn.lt"?: string; "amountMinor.gte"?: number; "amountMinor.gt"?: number; "amountMinor.lte"?: number; "amountMinor.lt"?: number; sort?: "-createdAt" | "createdAt" | "-bookedOn" | "bookedOn"; limit?: number; cursor?: string };
    reply: DeductionPage;
  };
  /** Reads a deduction. */
  "GET /v1/deductions/{id}": {
    params: { id: string };
    reply: Deduction;
  };
  /** Gives a deduction to the person who is to work on it. */
  "PATCH /v1/deductions/{id}": {
    params: { id: string };
    body: DeductionPatch;
    reply: Deduction;
  };
  /** Closes an open deduction: accepted as a credit, written off, or recovered since it was paid after all. */
  "POST /v1/deductions/{id}/resolve": {
    params: { id: string };
    body: PostDeductionsByIdResolveBody;
    reply: Deduction;
  };
  /** Opens a resolved deduction again; what settled its receivable is taken back by a reversing entry. */
  "POST /v1/deductions/{id}/undo": {
    params: { id: string };
    body: PostDeductionsByIdUndoBody;
    reply: Deduction;
  };
  /** Lists what claims have taught of payers, by the accounts that they pay for; the caller's scope of accounts holds. */
  "GET /v1/payer-memory": {
    query?: { accountId?: string; limit?: number; cursor?: string };
    reply: GetPayerMemoryReplyPage;
  };
  /** Forgets one thing that claims have taught of a payer, and says how many claims taught it; what was booked by it stays, and a later claim may teach it again. */
  "POST /v1/payer-memory/revoke": {
    body: PostPayerMemoryRevokeBody;
    reply: PostPayerMemoryRevokeReply;
  };
  /** Takes a remittance advice that comes apart from its money; it finds its payment, earlier or later, once. */
  "POST /v1/remittance-advices": {
    body: RemittanceAdviceInput;
    reply: RemittanceAdvice;
  };
  /** Lists remittance advices. */
  "GET /v1/remittance-advices": {
    query?: { state?: "waiting" | "used" | "differs" | "cancelled"; accountId?: string; bankTransactionId?: string; currency?: string; ownerId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; "paidOn.gte"?: string; "paidOn.gt"?: string; "paidOn.lte"?: string; "paidOn.lt"?: string; "totalMinor.gte"?: number; "totalMinor.gt"?: number; "totalMinor.lte"?: number; "totalMinor.lt"?: number; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: RemittanceAdvicePage;
  };
  /** Reads a remittance advice. */
  "GET /v1/remittance-advices/{id}": {
    params: { id: string };
    reply: RemittanceAdvice;
  };
  /** Cancels an advice: it finds no payment any more, and one that waits with it is decided without it. */
  "POST /v1/remittance-advices/{id}/cancel": {
    params: { id: string };
    body: PostRemittanceAdvicesByIdCancelBody;
    reply: RemittanceAdvice;
  };
  /** Takes a payer's file of remittance advices: csv or xlsx by a mapping, or remt.001; all of it or nothing. */
  "POST /v1/remittance-advices/files": {
    body: RemittanceAdviceInput2;
    reply: PostRemittanceAdvicesFilesReplyPage;
  };
  /** Creates an advice mapping. */
  "POST /v1/advice-mappings": {
    body: AdviceMappingInput;
    reply: AdviceMapping;
  };
  /** Lists advice mappings. */
  "GET /v1/advice-mappings": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: AdviceMappingPage;
  };
  /** Reads an advice mapping. */
  "GET /v1/advice-mappings/{id}": {
    params: { id: string };
    reply: AdviceMapping;
  };
  /** Changes fields of an advice mapping; null clears an optional one. */
  "PATCH /v1/advice-mappings/{id}": {
    params: { id: string };
    body: AdviceMappingPatch;
    reply: AdviceMapping;
  };
  /** Archives an advice mapping: it stays readable and leaves the lists. */
  "POST /v1/advice-mappings/{id}/archive": {
    params: { id: string };
    reply: AdviceMapping;
  };
  /** Brings an archived advice mapping back. */
  "POST /v1/advice-mappings/{id}/restore": {
    params: { id: string };
    reply: AdviceMapping;
  };
  /** Lists parked records. */
  "GET /v1/parked-records": {
    query?: { state?: "parked" | "retrying" | "done"; consumer?: "money" | "rest"; noun?: string; recordId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ParkedRecordPage;
  };
  /** A change whose work failed for good, and why. */
  "GET /v1/parked-records/{id}": {
    params: { id: string };
    reply: ParkedRecord;
  };
  /** Has the work of a parked change done again. */
  "POST /v1/parked-records/{id}/retry": {
    params: { id: string };
    reply: ParkedRecord;
  };
  /** Has the work of all parked changes done again, a hundred at a call; `more` says to call again. */
  "POST /v1/parked-records/retry": {
    reply: PostParkedRecordsRetryReply;
  };
  /** Records that are not stored as their schema says, and what is wrong with them. Each call looks through a thousand rows; while there is a cursor, there is more to look through. */
  "GET /v1/damaged-records": {
    query?: { noun?: string; cursor?: string };
    reply: GetDamagedRecordsReplyPage;
  };
  /** When and how often people outside are written to: quiet hours, and how much marketing one person gets. */
  "GET /v1/reach-settings": {
    reply: GetReachSettingsReply;
  };
  /** Replaces the reach settings. What is left out takes its default; what is queued already goes by them too. */
  "PUT /v1/reach-settings": {
    body: PutReachSettingsBody;
    reply: GetReachSettingsReply;
  };
  /** How marketing by mail was taken in three days: what came back, what was complained of, and whether it is stopped. */
  "GET /v1/sending-reputation": {
    reply: GetSendingReputationReply;
  };
  /** Lets a tenant's marketing by mail go on before its day is over; what was sent before counts no more. */
  "POST /v1/tenants/{id}/resume-marketing": {
    params: { id: string };
    reply: GetSendingReputationReply;
  };
  /** Takes in what the provider of text messages tells of their delivery; each is known by the token it was sent with. */
  "POST /v1/sms-reports": {
    body: PostSmsReportsBody;
    reply: PostSmsReportsReply;
  };
  /** Creates a chat group. */
  "POST /v1/chat-groups": {
    body: ChatGroupInput;
    reply: ChatGroup;
  };
  /** Lists chat groups. */
  "GET /v1/chat-groups": {
    query?: { name?: string; kind?: "wecom" | "dingtalk" | "feishu"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ChatGroupPage;
  };
  /** Reads a chat group. */
  "GET /v1/chat-groups/{id}": {
    params: { id: string };
    reply: ChatGroup;
  };
  /** Changes fields of a chat group; null clears an optional one. */
  "PATCH /v1/chat-groups/{id}": {
    params: { id: string };
    body: ChatGroupPatch;
    reply: ChatGroup;
  };
  /** Archives a chat group: it stays readable and leaves the lists. */
  "POST /v1/chat-groups/{id}/archive": {
    params: { id: string };
    reply: ChatGroup;
  };
  /** Brings an archived chat group back. */
  "POST /v1/chat-groups/{id}/restore": {
    params: { id: string };
    reply: ChatGroup;
  };
  /** Lists messages: what was told to whom, and what became of it. Without a wider role, one's own. */
  "GET /v1/messages": {
    query?: { state?: "queued" | "sending" | "sent" | "delivered" | "bounced" | "complained" | "failed" | "suppressed"; channel?: "email" | "sms" | "chat"; recipientId?: string; relatedId?: string; template?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: MessagePage;
  };
  /** Reads a message with its text, as its recipient got it. */
  "GET /v1/messages/{id}": {
    params: { id: string };
    reply: Message2;
  };
  /** Sends a message once more to the same address, e.g. after a failure. */
  "POST /v1/messages/{id}/resend": {
    params: { id: string };
    reply: Message;
  };
  /** Lists addresses that mail is not sent to, because it came back or its owner complained. */
  "GET /v1/suppressed-addresses": {
    query?: { address?: string; reason?: "bounced" | "complained" | "erased"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: SuppressionPage;
  };
  /** Lets mail be sent to an address again, once its owner can get it. */
  "POST /v1/suppressed-addresses/{id}/lift": {
    params: { id: string };
    reply: Suppression;
  };
  /** Names a domain that the tenant's mails are to come from, and gives the records to be published for it. */
  "POST /v1/sender-domains": {
    body: SenderDomainInput;
    reply: SenderDomain;
  };
  /** Lists the domains that the tenant's mails come from or are to come from, with how each stands. */
  "GET /v1/sender-domains": {
    query?: { domain?: string; state?: "pending" | "verified" | "failed" | "lapsed" | "retired"; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: SenderDomainPage;
  };
  /** Reads a domain with the records to be published for it. */
  "GET /v1/sender-domains/{id}": {
    params: { id: string };
    reply: SenderDomain;
  };
  /** Looks at once whether the records of a domain are published. */
  "POST /v1/sender-domains/{id}/check": {
    params: { id: string };
    reply: SenderDomain;
  };
  /** Gives a domain another key, to be published in place of the one that it has. */
  "POST /v1/sender-domains/{id}/renew-key": {
    params: { id: string };
    reply: SenderDomain;
  };
  /** Gives a domain up; mails come from the product's address again. */
  "POST /v1/sender-domains/{id}/retire": {
    params: { id: string };
    reply: SenderDomain;
  };
  /** The address that the tenant's mails come from, and where answers go. */
  "GET /v1/mail-sender": {
    reply: GetMailSenderReply;
  };
  /** Says which address the tenant's mails come from. It is used while its domain is verified. */
  "PUT /v1/mail-sender": {
    body: PutMailSenderBody;
    reply: GetMailSenderReply;
  };
  /** Which address the tenant's mails come from at this moment, where answers go, and why. */
  "GET /v1/mail-sender/effect": {
    reply: GetMailSenderEffectReply;
  };
  /** Creates a report subscription. */
  "POST /v1/report-subscriptions": {
    body: ReportSubscriptionInput;
    reply: ReportSubscription;
  };
  /** Lists report subscriptions. */
  "GET /v1/report-subscriptions": {
    query?: { report?: string; savedReportId?: string; dashboardId?: string; days?: "daily" | "workdays"; ownerId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; archived?: boolean; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ReportSubscriptionPage;
  };
  /** Reads a report subscription. */
  "GET /v1/report-subscriptions/{id}": {
    params: { id: string };
    reply: ReportSubscription;
  };
  /** Changes fields of a report subscription; null clears an optional one. */
  "PATCH /v1/report-subscriptions/{id}": {
    params: { id: string };
    body: ReportSubscriptionPatch;
    reply: ReportSubscription;
  };
  /** Archives a report subscription: it stays readable and leaves the lists. */
  "POST /v1/report-subscriptions/{id}/archive": {
    params: { id: string };
    reply: ReportSubscription;
  };
  /** Brings an archived report subscription back. */
  "POST /v1/report-subscriptions/{id}/restore": {
    params: { id: string };
    reply: ReportSubscription;
  };
  /** Who has left a subscription by the address in its mails, the newest first. */
  "GET /v1/report-subscriptions/{id}/opt-outs": {
    params: { id: string };
    reply: GetReportSubscriptionsByIdOptOutsReplyPage;
  };
  /** Which mail addresses outside of the tenant may get reports. */
  "GET /v1/outside-recipients": {
    reply: GetOutsideRecipientsReply;
  };
  /** Says which mail addresses outside of the tenant may get reports; it holds from the next report on. */
  "PUT /v1/outside-recipients": {
    body: PutOutsideRecipientsBody;
    reply: GetOutsideRecipientsReply;
  };
  /** The page by which somebody leaves a report's recipients; looking at it changes nothing. */
  "GET /v1/unsubscribe/{token}": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    reply: unknown;
  };
  /** Leaves a report's recipients by one click (RFC 8058), or comes back with again=true; a form as mail programs send it. */
  "POST /v1/unsubscribe/{token}": {
    params: { token: string };
    query?: { lang?: "zh-CN" | "en" };
    body: unknown;
    reply: unknown;
  };
  /** The catalogue: the reports that the caller may run, by class, each with its purpose and chart. */
  "GET /v1/reports": {
    query?: { class?: "receipts" | "receivables" | "sales" | "funnel" | "forecast" | "leads" | "products" | "customers" | "people" | "partners" | "activities" | "plan" | "competition" | "reconciliation" | "quotes" | "expenses" | "process" | "delivery" | "service" | "success" };
    reply: GetReportsReplyPage;
  };
  /** What can be counted and summed up, and what it can be told apart by, as far as the caller may see it. */
  "GET /v1/reports/facts": {
    reply: GetReportsFactsReplyPage;
  };
  /** Has the files of all facts built anew from the records, within minutes; reports go on meanwhile. */
  "POST /v1/reports/facts/rebuild": {
    reply: PostReportsFactsRebuildReply;
  };
  /** Sums up facts under the caller's own rights: by up to four dimensions, over a period of the tenant's calendar, beside the time before. */
  "POST /v1/reports/query": {
    body: PostReportsQueryBody;
    reply: PostReportsQueryReply;
  };
  /** The rows behind a cell of an answer: over all pages each sum is the cell's. */
  "POST /v1/reports/query/rows": {
    body: PostReportsQueryRowsBody;
    reply: PostReportsQueryRowsReplyPage;
  };
  /** Answers a report of the catalogue under the caller's own rights; as csv, xlsx, svg or png it is a file. Amounts of several currencies are told apart by them. */
  "GET /v1/reports/{id}/run": {
    params: { id: string };
    query?: { from?: string; to?: string; period?: "all" | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear"; compare?: "previousPeriod" | "previousYear"; currency?: string; dimensions?: string; sort?: string; convert?: string; limit?: number; format?: "json" | "csv" | "xlsx" | "svg" | "png"; language?: "zh-CN" | "en"; chart?: "bar" | "stackedBar" | "line" | "area" | "pie" | "funnel" | "number" | "table"; theme?: "light" | "dark"; widthPx?: number };
    reply: PostReportsQueryReply;
  };
  /** Creates a saved report. */
  "POST /v1/saved-reports": {
    body: SavedReportInput;
    reply: SavedReport;
  };
  /** The saved reports that the caller may use: their own and those shared with them. */
  "GET /v1/saved-reports": {
    reply: GetSavedReportsReplyPage;
  };
  /** Reads a saved report. */
  "GET /v1/saved-reports/{id}": {
    params: { id: string };
    reply: SavedReport;
  };
  /** Changes fields of a saved report; null clears an optional one. */
  "PATCH /v1/saved-reports/{id}": {
    params: { id: string };
    body: SavedReportPatch;
    reply: SavedReport;
  };
  /** Archives a saved report: it stays readable and leaves the lists. */
  "POST /v1/saved-reports/{id}/archive": {
    params: { id: string };
    reply: SavedReport;
  };
  /** Brings an archived saved report back. */
  "POST /v1/saved-reports/{id}/restore": {
    params: { id: string };
    reply: SavedReport;
  };
  /** Answers a saved report under the caller's own rights, whoever made it; also as csv, xlsx, svg or png. */
  "GET /v1/saved-reports/{id}/run": {
    params: { id: string };
    query?: { from?: string; to?: string; period?: "all" | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear"; compare?: "previousPeriod" | "previousYear"; currency?: string; dimensions?: string; sort?: string; convert?: string; limit?: number; format?: "json" | "csv" | "xlsx" | "svg" | "png"; language?: "zh-CN" | "en"; chart?: "bar" | "stackedBar" | "line" | "area" | "pie" | "funnel" | "number" | "table"; theme?: "light" | "dark"; widthPx?: number };
    reply: PostReportsQueryReply;
  };
  /** Creates a dashboard. */
  "POST /v1/dashboards": {
    body: DashboardInput;
    reply: Dashboard;
  };
  /** The dashboards that the caller may use: their own and those shared with them. */
  "GET /v1/dashboards": {
    reply: GetDashboardsReplyPage;
  };
  /** Reads a dashboard. */
  "GET /v1/dashboards/{id}": {
    params: { id: string };
    reply: Dashboard;
  };
  /** Changes fields of a dashboard; null clears an optional one. */
  "PATCH /v1/dashboards/{id}": {
    params: { id: string };
    body: DashboardPatch;
    reply: Dashboard;
  };
  /** Archives a dashboard: it stays readable and leaves the lists. */
  "POST /v1/dashboards/{id}/archive": {
    params: { id: string };
    reply: Dashboard;
  };
  /** Brings an archived dashboard back. */
  "POST /v1/dashboards/{id}/restore": {
    params: { id: string };
    reply: Dashboard;
  };
  /** What the tiles of a dashboard say under the caller's own rights; one that fails says why, and the others stand. */
  "GET /v1/dashboards/{id}/data": {
    params: { id: string };
    query?: { from?: string; to?: string; period?: "all" | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear"; compare?: "previousPeriod" | "previousYear"; currency?: string; convert?: string; language?: "zh-CN" | "en" };
    reply: GetDashboardsByIdDataReply;
  };
  /** Creates a plan. */
  "POST /v1/plans": {
    body: PlanInput;
    reply: Plan;
  };
  /** The plans that the caller may use: their own and those shared with them, with what each comes to. */
  "GET /v1/plans": {
    reply: GetPlansReplyPage;
  };
  /** Reads a plan. */
  "GET /v1/plans/{id}": {
    params: { id: string };
    reply: Plan;
  };
  /** Changes fields of a plan; null clears an optional one. */
  "PATCH /v1/plans/{id}": {
    params: { id: string };
    body: PlanPatch;
    reply: Plan;
  };
  /** Archives a plan: it stays readable and leaves the lists. */
  "POST /v1/plans/{id}/archive": {
    params: { id: string };
    reply: Plan;
  };
  /** Brings an archived plan back. */
  "POST /v1/plans/{id}/restore": {
    params: { id: string };
    reply: Plan;
  };
  /** A plan beside what was signed, by month: new, upsell, renewal and all, within what the caller sees. */
  "GET /v1/plans/{id}/actual": {
    params: { id: string };
    query?: { scenario?: string };
    reply: GetPlansByIdActualReply;
  };
  /** Scenarios for a year as the twelve months before have it: leads by grade, reps, upsell, and what is due for renewal. Nothing is kept. */
  "POST /v1/plans/proposals": {
    body: PlanInput2;
    reply: PostPlansProposalsReply;
  };
  /** How a sale went: how long it stood in each stage, who did what when, the documents of each stage, the latest feedback and punctuality, as far as the caller sees them. */
  "GET /v1/opportunities/{id}/process": {
    params: { id: string };
    reply: GetOpportunitiesByIdProcessReply;
  };
  /** Who changed what, newest first, each field before and after: of one record, by one person, or of the settings. */
  "GET /v1/audit-entries": {
    query?: { recordId?: string; actorId?: string; settings?: "true"; limit?: number; cursor?: string };
    reply: GetAuditEntriesReplyPage;
  };
  /** The tenant's licence: what it has, until when, and what is used of it. */
  "GET /v1/licence": {
    reply: GetLicenceReply;
  };
  /** The licence of a tenant, and what is used of it. */
  "GET /v1/tenants/{id}/licence": {
    params: { id: string };
    reply: GetLicenceReply;
  };
  /** Gives a tenant a licence. A wider one works at once; what a narrower one lacks stays readable. */
  "PUT /v1/tenants/{id}/licence": {
    params: { id: string };
    body: PutTenantsByIdLicenceBody;
    reply: GetLicenceReply;
  };
  /** What seats, upgrades and support of the product cost. */
  "GET /v1/licence-prices": {
    reply: GetLicencePricesReply;
  };
  /** Replaces what seats, upgrades and support of the product cost. */
  "PUT /v1/licence-prices": {
    body: GetLicencePricesReply;
    reply: GetLicencePricesReply;
  };
  /** What it costs to come to more seats, or to a new version with as many. Nothing is kept of it. */
  "POST /v1/upgrade-quotes": {
    body: PostUpgradeQuotesBody;
    reply: PostUpgradeQuotesReply;
  };
  /** Issues an activation code for a year. It can be checked without asking: the key that signed it is public. */
  "POST /v1/activation-codes": {
    body: ActivationCodeInput;
    reply: PostActivationCodesReply;
  };
  /** Lists activation codes. */
  "GET /v1/activation-codes": {
    query?: { "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: ActivationCodePage;
  };
  /** Reads an activation code with its text and the tenants that it has registered. */
  "GET /v1/activation-codes/{id}": {
    params: { id: string };
    reply: PostActivationCodesReply;
  };
  /** Gives a code a later last day, and with it the tenants that it has registered. Its text changes. */
  "POST /v1/activation-codes/{id}/extend": {
    params: { id: string };
    body: PostActivationCodesByIdExtendBody;
    reply: PostActivationCodesReply;
  };
  /** Revokes a code: what it has registered expires at once, and it registers nobody any more. */
  "POST /v1/activation-codes/{id}/revoke": {
    params: { id: string };
    body: PostActivationCodesByIdRevokeBody;
    reply: ActivationCode;
  };
  /** Registers the tenant with an activation code. One code does so 5 times in all. */
  "POST /v1/licence/activate": {
    body: PostLicenceActivateBody;
    reply: GetLicenceReply;
  };
  /** The key by which anybody can check an activation code without asking. */
  "GET /v1/licence/public-key": {
    reply: GetLicencePublicKeyReply;
  };
  /** What the tenant has and uses, and how near that is to what its licence has. Calls are added up each minute; rows and bytes are those of the last night. */
  "GET /v1/metering": {
    query?: { month?: string };
    reply: GetMeteringReply;
  };
  /** What tenants had and used, by month, as it was measured each night. An idle tenant is read and not written. */
  "GET /v1/tenant-usages": {
    query?: { month?: string; tenantId?: string; "createdAt.gte"?: string; "createdAt.gt"?: string; "createdAt.lte"?: string; "createdAt.lt"?: string; sort?: "-createdAt" | "createdAt"; limit?: number; cursor?: string };
    reply: TenantUsagePage;
  };
  /** What one tenant has and uses now. */
  "GET /v1/tenants/{id}/usage": {
    params: { id: string };
    query?: { month?: string };
    reply: GetMeteringReply;
  };
};

export type Account = { name: string; registrationNo?: string; parentId?: string; ownerId?: string; departmentId?: string; payerNames?: (string)[]; team?: ({ userId: string; role?: string; regions?: (string)[]; productLines?: (string)[] })[]; tags?: (string)[]; groups?: (string)[]; industry?: string; size?: number; website?: string; phone?: string; emailDomains?: (string)[]; region?: string; addresses?: ({ kind: "office" | "billing" | "shipping" | "registered"; country?: string; province?: string; city?: string; line: string; postcode?: string })[]; tax?: { taxNo?: string; invoiceTitle?: string; bankName?: string; bankAccountNo?: string; address?: string; phone?: string }; source?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; phoneShown?: string; unclear?: (string)[]; hasChildren?: boolean; leadId?: string; mergedInto?: string; tier?: string; tierWhy?: { ruleId: string; rule: string; visitEveryDays?: number; callEveryDays?: number }; stage: "target" | "signed" | "user" | "dormant" | "lost"; stageAt?: string; stageWhy?: { cause: "hand" | "signed" | "paid" | "undone"; reason?: string }; archived?: boolean };
export type Account2 = { count: number; complete: boolean; nextCursor: string | null };
export type AccountInGroup = { id: string; name?: string; tier?: string | null; stage?: "target" | "signed" | "user" | "dormant" | "lost" | null; children: (AccountInGroup)[] };
export type AccountInput = { name: string; registrationNo?: string; parentId?: string; ownerId?: string; departmentId?: string; payerNames?: (string)[]; team?: ({ userId: string; role?: string; regions?: (string)[]; productLines?: (string)[] })[]; tags?: (string)[]; groups?: (string)[]; industry?: string; size?: number; website?: string; phone?: string; emailDomains?: (string)[]; region?: string; addresses?: ({ kind: "office" | "billing" | "shipping" | "registered"; country?: string; province?: string; city?: string; line: string; postcode?: string })[]; tax?: { taxNo?: string; invoiceTitle?: string; bankName?: string; bankAccountNo?: string; address?: string; phone?: string }; source?: string; custom?: Record<string, unknown>; id?: string };
export type AccountInput2 = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore" | "merge"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[]; targetId?: string; by?: "duplicates" };
export type AccountPage = { items: (Account)[]; nextCursor: string | null };
export type AccountPatch = { name?: string; registrationNo?: string | null; parentId?: string | null; ownerId?: string | null; departmentId?: string | null; payerNames?: (string)[] | null; team?: ({ userId: string; role?: string; regions?: (string)[]; productLines?: (string)[] })[] | null; tags?: (string)[] | null; groups?: (string)[] | null; industry?: string | null; size?: number | null; website?: string | null; phone?: string | null; emailDomains?: (string)[] | null; region?: string | null; addresses?: ({ kind: "office" | "billing" | "shipping" | "registered"; country?: string; province?: string; city?: string; line: string; postcode?: string })[] | null; tax?: { taxNo?: string; invoiceTitle?: string; bankName?: string; bankAccountNo?: string; address?: string; phone?: string } | null; source?: string | null; custom?: Record<string, unknown> | null };
export type ActivationCode = { id: string; version: number; createdAt: string; updatedAt: string; name?: string; edition: "enterprise" | "marketing" | "sales"; seats?: number; validUntil: string; quotas?: { rows?: number; storageBytes?: number; calls?: number; messages?: number }; registrations: ({ tenantId: string; at: string })[]; revokedAt?: string; revokedOn?: string; reason?: string };
export type ActivationCodeInput = { name?: string; edition?: "enterprise" | "marketing" | "sales"; seats?: number; validUntil?: string; quotas?: { rows?: number; storageBytes?: number; calls?: number; messages?: number } };
export type ActivationCodePage = { items: (ActivationCode)[]; nextCursor: string | null };
export type Activity = { kind: "task" | "call" | "visit" | "meeting" | "note"; subject: string; body?: string; state: "open" | "done" | "cancelled"; dueAt?: string; dueOn?: string; startAt?: string; endAt?: string; durationMinutes?: number; place?: { address?: string; latitude?: number; longitude?: number }; participants?: ({ userId?: string; contactId?: string; name?: string })[]; outcome?: string; priority?: "low" | "normal" | "high"; ownerId?: string; departmentId?: string; relatedTo?: ({ noun: "lead" | "account" | "contact" | "opportunity" | "quote" | "order" | "receivable" | "bankTransaction" | "product" | "partner" | "project" | "ticket" | "article"; id: string })[]; mentions?: (string)[]; remindMinutesBefore?: number; repeat?: { every: "day" | "week" | "month" | "year"; interval: number; until?: string; times?: number; weekdays?: (number)[] }; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; relatedIds?: (string)[]; accountIds?: (string)[]; joinUrl?: string; deadlineAt?: string; doneAt?: string; checkIn?: { at: string; by: string; latitude: number; longitude: number; accuracyMetres?: number; distanceMetres?: number }; remindAt?: string; remindedFor?: string; seriesId?: string; occurrence?: number; seriesOn?: string; archived?: boolean; overdue?: boolean };
export type ActivityInput = { kind: "task" | "call" | "visit" | "meeting" | "note"; subject: string; body?: string; state?: "open" | "done" | "cancelled"; dueAt?: string; dueOn?: string; startAt?: string; endAt?: string; durationMinutes?: number; place?: { address?: string; latitude?: number; longitude?: number }; participants?: ({ userId?: string; contactId?: string; name?: string })[]; outcome?: string; priority?: "low" | "normal" | "high"; ownerId?: string; departmentId?: string; relatedTo?: ({ noun: "lead" | "account" | "contact" | "opportunity" | "quote" | "order" | "receivable" | "bankTransaction" | "product" | "partner" | "project" | "ticket" | "article"; id: string })[]; mentions?: (string)[]; remindMinutesBefore?: number; repeat?: { every: "day" | "week" | "month" | "year"; interval: number; until?: string; times?: number; weekdays?: (number)[] }; custom?: Record<string, unknown>; id?: string };
export type ActivityInput2 = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type ActivityPage = { items: (Activity)[]; nextCursor: string | null };
export type ActivityPage2 = { items: (Activity)[]; nextCursor: string | null };
export type ActivityPatch = { kind?: "task" | "call" | "visit" | "meeting" | "note"; subject?: string; body?: string | null; state?: "open" | "done" | "cancelled"; dueAt?: string | null; dueOn?: string | null; startAt?: string | null; endAt?: string | null; durationMinutes?: number | null; place?: { address?: string; latitude?: number; longitude?: number } | null; participants?: ({ userId?: string; contactId?: string; name?: string })[] | null; outcome?: string | null; priority?: "low" | "normal" | "high" | null; ownerId?: string | null; departmentId?: string | null; relatedTo?: ({ noun: "lead" | "account" | "contact" | "opportunity" | "quote" | "order" | "receivable" | "bankTransaction" | "product" | "partner" | "project" | "ticket" | "article"; id: string })[] | null; mentions?: (string)[] | null; remindMinutesBefore?: number | null; repeat?: { every: "day" | "week" | "month" | "year"; interval: number; until?: string; times?: number; weekdays?: (number)[] } | null; custom?: Record<string, unknown> | null };
export type AdviceMapping = { name: string; mapping: { columns: { reference: string; amount: string; discount?: string; deduction?: string; deductionCode?: string; deductionText?: string; memo?: string; advice?: string; payerName?: string; payerAccountNo?: string; paidOn?: string; currency?: string; paymentReference?: string }; amountIs?: "paid" | "due"; dayOrder?: "ymd" | "dmy" | "mdy"; decimalMark?: "." | "," }; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type AdviceMappingInput = { name: string; mapping: { columns: { reference: string; amount: string; discount?: string; deduction?: string; deductionCode?: string; deductionText?: string; memo?: string; advice?: string; payerName?: string; payerAccountNo?: string; paidOn?: string; currency?: string; paymentReference?: string }; amountIs?: "paid" | "due"; dayOrder?: "ymd" | "dmy" | "mdy"; decimalMark?: "." | "," }; id?: string };
export type AdviceMappingPage = { items: (AdviceMapping)[]; nextCursor: string | null };
export type AdviceMappingPatch = { name?: string; mapping?: { columns: { reference: string; amount: string; discount?: string; deduction?: string; deductionCode?: string; deductionText?: string; memo?: string; advice?: string; payerName?: string; payerAccountNo?: string; paidOn?: string; currency?: string; paymentReference?: string }; amountIs?: "paid" | "due"; dayOrder?: "ymd" | "dmy" | "mdy"; decimalMark?: "." | "," } };
export type Approval = { id: string; version: number; createdAt: string; updatedAt: string; noun: string; recordId: string; title?: string; action: string; body?: Record<string, unknown>; stateBefore?: string; ownerId: string; departmentId?: string; ruleIds: (string)[]; state: "pending" | "approved" | "rejected" | "withdrawn" | "lapsed"; step: number; steps: ({ by: string; ofDepartment?: string; turn?: string; state: "waiting" | "pending" | "approved" | "rejected"; begunAt?: string; remindedAt?: string; escalatedAt?: string; decidedBy?: string; onBehalfOf?: string; decidedAt?: string; comment?: string })[]; reason?: string; endedAt?: string; dueAt?: string };
export type ApprovalDelegation = { toUserId: string; from: string; until: string; reason?: string; id: string; version: number; createdAt: string; updatedAt: string; ownerId: string; archived?: boolean };
export type ApprovalDelegationInput = { toUserId: string; from: string; until: string; reason?: string; id?: string };
export type ApprovalDelegationPage = { items: (ApprovalDelegation)[]; nextCursor: string | null };
export type ApprovalDelegationPatch = { toUserId?: string; from?: string; until?: string; reason?: string | null };
export type ApprovalPage = { items: (Approval)[]; nextCursor: string | null };
export type ApprovalRule = { name?: string; noun: string; action: string; when?: Filter; steps: ({ by: string; ofDepartment?: string })[]; priority: number; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type ApprovalRuleInput = { name?: string; noun: string; action?: string; when?: Filter; steps: ({ by: string; ofDepartment?: string })[]; priority?: number; id?: string };
export type ApprovalRulePage = { items: (ApprovalRule)[]; nextCursor: string | null };
export type ApprovalRulePatch = { name?: string | null; noun?: string; action?: string; when?: Filter | null; steps?: ({ by: string; ofDepartment?: string })[]; priority?: number };
export type Article = { title: string; body: string; category?: string; language: "zh-CN" | "en"; keywords?: (string)[]; audience: "internal" | "partners" | "public"; roles?: (string)[]; reviewEveryDays: number; ownerId?: string; departmentId?: string; id: string; version: number; createdAt: string; updatedAt: string; state: "draft" | "inReview" | "published"; revision: number; published?: { revision: number; title: string; body: string; audience?: "internal" | "partners" | "public"; roles?: (string)[]; at: string; byId: string }; reviewAt?: string; staleAt?: string; archived?: boolean; used?: number; helpful?: number; unhelpful?: number };
export type ArticleInput = { title: string; body: string; category?: string; language?: "zh-CN" | "en"; keywords?: (string)[]; audience?: "internal" | "partners" | "public"; roles?: (string)[]; reviewEveryDays?: number; ownerId?: string; departmentId?: string; id?: string };
export type ArticleInput2 = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type ArticlePage = { items: (Article)[]; nextCursor: string | null };
export type ArticlePatch = { title?: string; body?: string; category?: string | null; language?: "zh-CN" | "en" | null; keywords?: (string)[] | null; audience?: "internal" | "partners" | "public" | null; roles?: (string)[] | null; reviewEveryDays?: number | null; ownerId?: string | null; departmentId?: string | null };
export type AssignmentRule = { name: string; priority: number; when: Filter; to: { poolId?: string; members?: ({ userId: string; weight: number })[] }; audience?: "sales" | "marketing"; respectHours?: boolean; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type AssignmentRuleInput = { name: string; priority: number; when: Filter; to: { poolId?: string; members?: ({ userId: string; weight?: number })[] }; audience?: "sales" | "marketing"; respectHours?: boolean; id?: string };
export type AssignmentRulePage = { items: (AssignmentRule)[]; nextCursor: string | null };
export type AssignmentRulePatch = { name?: string; priority?: number; when?: Filter; to?: { poolId?: string; members?: ({ userId: string; weight?: number })[] }; audience?: "sales" | "marketing" | null; respectHours?: boolean | null };
export type BankConnection = { name: string; bankName?: string; accountNo: string; currency: string; departmentId?: string; virtualAccounts?: ({ accountNo: string; departmentId?: string; accountId?: string; fromOn?: string; toOn?: string })[]; statementMapping?: { columns: { bookedOn: string; valueOn?: string; amount?: string; credit?: string; debit?: string; direction?: string; currency?: string; balance?: string; accountNo?: string; bankReference?: string; networkReference?: string; endToEndId?: string; payerName?: string; payerAccountNo?: string; payerBankCode?: string; payeeName?: string; payeeAccountNo?: string; virtualAccountNo?: string; remittance?: (string)[]; additionalInfo?: string; transactionCode?: string }; creditWords?: (string)[]; debitWords?: (string)[]; dayOrder?: "ymd" | "dmy" | "mdy"; decimalMark?: "." | ","; negative?: "takesBack" | "sameDirection" }; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean; webhookPath: string };
export type BankConnectionInput = { name: string; bankName?: string; accountNo: string; currency: string; departmentId?: string; virtualAccounts?: ({ accountNo: string; departmentId?: string; accountId?: string; fromOn?: string; toOn?: string })[]; statementMapping?: { columns: { bookedOn: string; valueOn?: string; amount?: string; credit?: string; debit?: string; direction?: string; currency?: string; balance?: string; accountNo?: string; bankReference?: string; networkReference?: string; endToEndId?: string; payerName?: string; payerAccountNo?: string; payerBankCode?: string; payeeName?: string; payeeAccountNo?: string; virtualAccountNo?: string; remittance?: (string)[]; additionalInfo?: string; transactionCode?: string }; creditWords?: (string)[]; debitWords?: (string)[]; dayOrder?: "ymd" | "dmy" | "mdy"; decimalMark?: "." | ","; negative?: "takesBack" | "sameDirection" }; id?: string };
export type BankConnectionPage = { items: (BankConnection)[]; nextCursor: string | null };
export type BankConnectionPatch = { name?: string; bankName?: string | null; accountNo?: string; currency?: string; departmentId?: string | null; virtualAccounts?: ({ accountNo: string; departmentId?: string; accountId?: string; fromOn?: string; toOn?: string })[] | null; statementMapping?: { columns: { bookedOn: string; valueOn?: string; amount?: string; credit?: string; debit?: string; direction?: string; currency?: string; balance?: string; accountNo?: string; bankReference?: string; networkReference?: string; endToEndId?: string; payerName?: string; payerAccountNo?: string; payerBankCode?: string; payeeName?: string; payeeAccountNo?: string; virtualAccountNo?: string; remittance?: (string)[]; additionalInfo?: string; transactionCode?: string }; creditWords?: (string)[]; debitWords?: (string)[]; dayOrder?: "ymd" | "dmy" | "mdy"; decimalMark?: "." | ","; negative?: "takesBack" | "sameDirection" } | null };
export type BankRejection = { id: string; version: number; createdAt: string; updatedAt: string; connectionId: string; code: string; detail: string; raw?: string; inDelivery?: number };
export type BankRejectionPage = { items: (BankRejection)[]; nextCursor: string | null };
export type BankStatement = { id: string; version: number; createdAt: string; updatedAt: string; connectionId: string; subAccountNo?: string; statementId?: string; currency: string; fromOn: string; closingOn: string; openingMinor?: number; closingMinor?: number; state: "unchecked" | "complete" | "gap"; gapMinor?: number };
export type BankStatementPage = { items: (BankStatement)[]; nextCursor: string | null };
export type BankTransaction = { id: string; version: number; createdAt: string; updatedAt: string; connectionId: string; bankReference?: string; bookedOn: string; valueOn?: string; direction: "credit" | "debit"; amountMinor: number; currency: string; virtualAccountNo?: string; endToEndId?: string; payer?: { name?: string; accountNo?: string; bankCode?: string }; ultimatePayer?: string; remittance?: string; additionalInfo?: string; references?: (string)[]; remittanceLines?: ({ reference: string; amountMinor: number; discountMinor?: number; deduction?: { code: string; text?: string; amountMinor: number }; memo?: string })[]; adviceId?: string; adviceIds?: (string)[]; creditorReference?: string; chargesMinor?: number; oddDetails?: string; bankTransactionCode?: string; reversal?: boolean; returnReason?: string; reversesId?: string; state: "received" | "applied" | "partlyApplied" | "claimable" | "excluded"; exclusion?: string; allocations: ({ id: string; receivableId?: string; accountId?: string; amountMinor: number; kind: "payment" | "discount" | "tolerance" | "charges" | "netting" | "deduction" | "prepayment" | "returned" | "refund" | "creditNotePaidOut" | "fee" | "excluded"; prepaymentId?: string; reversesId?: string; bankTransactionId?: string })[]; unappliedMinor: number; accountId?: string; departmentId?: string; ownerId?: string; closeReason?: string; undoReason?: string; lockedBy?: string; lockedUntilAt?: string; history: ({ id: string; receivableId?: string; accountId?: string; amountMinor: number; kind: "payment" | "discount" | "tolerance" | "charges" | "netting" | "deduction" | "prepayment" | "returned" | "refund" | "creditNotePaidOut" | "fee" | "excluded"; prepaymentId?: string; reversesId?: string; bankTransactionId?: string })[]; suggestions: ({ accountId: string; allocations: ({ receivableId: string; amountMinor: number })[]; close?: { as: "returned" | "refund" | "creditNotePaidOut" | "excluded"; bankTransactionId?: string; receivableId?: string; amountMinor?: number }; score: number; reason: string })[] };
export type BankTransactionPage = { items: (BankTransaction)[]; nextCursor: string | null };
export type BankUploadPage = { items: (PostBankConnectionsByIdUploadsReply)[]; nextCursor: string | null };
export type Budget = { departmentId?: string; costCentre?: string; category?: string; month: string; limitMinor: number; carriesOver?: boolean; ownerId?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; currency: string; reservedMinor: number; consumedMinor: number; carriedInMinor: number; carriedOutMinor: number; leftMinor: number; endsAt?: string; carriedAt?: string; archived?: boolean };
export type BudgetInput = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type BudgetInput2 = { departmentId?: string; costCentre?: string; category?: string; month: string; limitMinor: number; carriesOver?: boolean; ownerId?: string; custom?: Record<string, unknown>; id?: string };
export type BudgetPage = { items: (Budget)[]; nextCursor: string | null };
export type BudgetPatch = { departmentId?: string | null; costCentre?: string | null; category?: string | null; month?: string; limitMinor?: number; carriesOver?: boolean | null; ownerId?: string | null; custom?: Record<string, unknown> | null };
export type Call = { id: string; version: number; createdAt: string; updatedAt: string; connectionId: string; kind: "call" | "chat"; state: "ringing" | "talking" | "ended"; direction: "inbound" | "outbound"; phone?: string; phoneShown?: string; startedAt: string; answeredAt?: string; endedAt?: string; durationSeconds?: number; result?: "answered" | "missed" | "busy" | "noAnswer" | "failed" | "voicemail"; note?: string; recordingUrl?: string; relatedTo?: { noun: "contact" | "lead" | "account"; id: string }; activityId: string; ownerId?: string; departmentId?: string; thread?: ({ at: string; author?: string; text: string })[] };
export type CallConnectionInput = { name: string; unknownNumber?: "nothing" | "lead"; poolId?: string; ownerId?: string; active?: boolean; id?: string };
export type CallConnectionPage = { items: (PostCallConnectionsReply)[]; nextCursor: string | null };
export type CallConnectionPatch = { name?: string; unknownNumber?: "nothing" | "lead" | null; poolId?: string | null; ownerId?: string | null; active?: boolean | null };
export type CallList = { name: string; people: { segmentId: string } | { contactIds: (string)[] }; purpose: string; script?: string; agentIds: (string)[]; hours: { from: string; until: string }; attemptsMax: number; retryMinutes: number; claimMinutes: number; ownerId?: string; departmentId?: string; id: string; version: number; createdAt: string; updatedAt: string; status: "open" | "closed"; size: number; unreachable: number; withheld: number; archived?: boolean };
export type CallListInput = { name: string; people: { segmentId: string } | { contactIds: (string)[] }; purpose?: string; script?: string; agentIds: (string)[]; hours?: { from: string; until: string }; attemptsMax?: number; retryMinutes?: number; claimMinutes?: number; ownerId?: string; departmentId?: string; id?: string };
export type CallListPage = { items: (CallList)[]; nextCursor: string | null };
export type CallListPatch = { name?: string; people?: { segmentId: string } | { contactIds: (string)[] }; purpose?: string | null; script?: string | null; agentIds?: (string)[]; hours?: { from: string; until: string } | null; attemptsMax?: number | null; retryMinutes?: number | null; claimMinutes?: number | null; ownerId?: string | null; departmentId?: string | null };
export type CallPage = { items: (Call)[]; nextCursor: string | null };
export type Campaign = { name: string; channel?: string; region?: string; parentId?: string; stages?: (string)[]; stage?: string; keywords?: (string)[]; startsOn?: string; endsOn?: string; budgetMinor?: number; costMinor?: number; currency: string; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; stageAt?: string; archived?: boolean };
export type CampaignInput = { name: string; channel?: string; region?: string; parentId?: string; stages?: (string)[]; stage?: string; keywords?: (string)[]; startsOn?: string; endsOn?: string; budgetMinor?: number; costMinor?: number; currency?: string; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id?: string };
export type CampaignPage = { items: (Campaign)[]; nextCursor: string | null };
export type CampaignPatch = { name?: string; channel?: string | null; region?: string | null; parentId?: string | null; stages?: (string)[] | null; stage?: string | null; keywords?: (string)[] | null; startsOn?: string | null; endsOn?: string | null; budgetMinor?: number | null; costMinor?: number | null; currency?: string; ownerId?: string | null; departmentId?: string | null; custom?: Record<string, unknown> | null };
export type CannedAnswer = { name: string; text: string; queueId?: string; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type CannedAnswerInput = { name: string; text: string; queueId?: string; id?: string };
export type CannedAnswerPage = { items: (CannedAnswer)[]; nextCursor: string | null };
export type CannedAnswerPatch = { name?: string; text?: string; queueId?: string | null };
export type ChangeRequest = { projectId: string; name: string; reason: string; add?: ({ key: string; kind: "task" | "milestone"; name: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number })[]; change?: ({ key: string; name?: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number; startOn?: string })[]; drop?: (string)[]; budgetHours?: number; budgetMinor?: number; terms?: { lines?: (unknown)[]; instalments?: ({ dueOn: string; amountMinor: number; paymentReference?: string; receivableId?: string })[] }; ownerId?: string; departmentId?: string; id: string; version: number; createdAt: string; updatedAt: string; status: "draft" | "applied" | "withdrawn"; revision: number; appliedAt?: string; diff?: GetChangeRequestsByIdDiffReply; approvalId?: string; archived?: boolean };
export type ChangeRequestInput = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type ChangeRequestInput2 = { projectId: string; name: string; reason: string; add?: ({ key: string; kind: "task" | "milestone"; name: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number })[]; change?: ({ key: string; name?: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number; startOn?: string })[]; drop?: (string)[]; budgetHours?: number; budgetMinor?: number; terms?: { lines?: ({ productId: string; quantity: number; amountMinor?: number; unitPriceMinor?: number; discountBasisPoints?: number })[]; instalments?: ({ dueOn: string; amountMinor: number; paymentReference?: string; receivableId?: string })[] }; ownerId?: string; departmentId?: string; id?: string };
export type ChangeRequestPage = { items: (ChangeRequest)[]; nextCursor: string | null };
export type ChangeRequestPatch = { projectId?: string; name?: string; reason?: string; add?: ({ key: string; kind: "task" | "milestone"; name: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number })[] | null; change?: ({ key: string; name?: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number; startOn?: string })[] | null; drop?: (string)[] | null; budgetHours?: number | null; budgetMinor?: number | null; terms?: { lines?: ({ productId: string; quantity: number; amountMinor?: number; unitPriceMinor?: number; discountBasisPoints?: number })[]; instalments?: ({ dueOn: string; amountMinor: number; paymentReference?: string; receivableId?: string })[] } | null; ownerId?: string | null; departmentId?: string | null };
export type ChatGroup = { name: string; kind: "wecom" | "dingtalk" | "feishu"; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean; isSigned: boolean };
export type ChatGroupInput = { name: string; kind: "wecom" | "dingtalk" | "feishu"; url: string; secret?: string; id?: string };
export type ChatGroupPage = { items: (ChatGroup)[]; nextCursor: string | null };
export type ChatGroupPatch = { name?: string; kind?: "wecom" | "dingtalk" | "feishu"; url?: string; secret?: string | null };
export type Competitor = { name: string; website?: string; strengths?: string; weaknesses?: string; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type CompetitorInput = { name: string; website?: string; strengths?: string; weaknesses?: string; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id?: string };
export type CompetitorInput2 = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type CompetitorPage = { items: (Competitor)[]; nextCursor: string | null };
export type CompetitorPatch = { name?: string; website?: string | null; strengths?: string | null; weaknesses?: string | null; ownerId?: string | null; departmentId?: string | null; custom?: Record<string, unknown> | null };
export type Consent = { contactId?: string; leadId?: string; channel: "email" | "sms" | "call" | "wechat"; purpose: string; state: "given" | "withdrawn" | "requested"; evidence: { textVersion: string; source: string; at: string; text?: string; address?: string; confirmedAt?: string }; ownerId?: string; departmentId?: string; id: string; version: number; createdAt: string; updatedAt: string; personId: string; recordedBy: string; keptUntil?: string; erasedAt?: string; archived?: boolean };
export type ConsentInput = { contactId?: string; leadId?: string; channel: "email" | "sms" | "call" | "wechat"; purpose: string; state: "given" | "withdrawn"; evidence: { textVersion: string; source: string; at: string; text?: string; address?: string; confirmedAt?: string }; ownerId?: string; departmentId?: string; id?: string };
export type ConsentInput2 = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type ConsentPage = { items: (Consent)[]; nextCursor: string | null };
export type ConsentPatch = { contactId?: string | null; leadId?: string | null; channel?: "email" | "sms" | "call" | "wechat"; purpose?: string; state?: "given" | "withdrawn"; evidence?: { textVersion: string; source: string; at: string; text?: string; address?: string; confirmedAt?: string }; ownerId?: string | null; departmentId?: string | null };
export type Contact = { name: string; accountId: string; role?: string; decisionRole?: "decider" | "influencer" | "champion" | "user" | "gatekeeper" | "blocker"; email?: string; phone?: string; employments?: ({ accountId: string; role?: string; decisionRole?: "decider" | "influencer" | "champion" | "user" | "gatekeeper" | "blocker"; fromOn?: string; toOn?: string })[]; consents?: ({ channel: "email" | "sms" | "call" | "wechat"; granted: boolean; at: string; evidence: string })[]; preferredLanguage?: "zh-CN" | "en"; timeZone?: string; tags?: (string)[]; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; phoneShown?: string; unclear?: (string)[]; leadId?: string; mergedInto?: string; archived?: boolean };
export type ContactInput = { name: string; accountId: string; role?: string; decisionRole?: "decider" | "influencer" | "champion" | "user" | "gatekeeper" | "blocker"; email?: string; phone?: string; employments?: ({ accountId: string; role?: string; decisionRole?: "decider" | "influencer" | "champion" | "user" | "gatekeeper" | "blocker"; fromOn?: string; toOn?: string })[]; consents?: ({ channel: "email" | "sms" | "call" | "wechat"; granted: boolean; at: string; evidence: string })[]; preferredLanguage?: "zh-CN" | "en"; timeZone?: string; tags?: (string)[]; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id?: string };
export type ContactInput2 = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore" | "merge"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[]; targetId?: string; by?: "duplicates" };
export type ContactPage = { items: (Contact)[]; nextCursor: string | null };
export type ContactPatch = { name?: string; accountId?: string; role?: string | null; decisionRole?: "decider" | "influencer" | "champion" | "user" | "gatekeeper" | "blocker" | null; email?: string | null; phone?: string | null; employments?: ({ accountId: string; role?: string; decisionRole?: "decider" | "influencer" | "champion" | "user" | "gatekeeper" | "blocker"; fromOn?: string; toOn?: string })[] | null; consents?: ({ channel: "email" | "sms" | "call" | "wechat"; granted: boolean; at: string; evidence: string })[] | null; preferredLanguage?: "zh-CN" | "en" | null; timeZone?: string | null; tags?: (string)[] | null; ownerId?: string | null; departmentId?: string | null; custom?: Record<string, unknown> | null };
export type ContentAsset = { name: string; description?: string; kind: "whitepaper" | "case" | "article" | "presentation" | "video" | "tool" | "other"; language: "zh-CN" | "en"; productId?: string; url?: string; fileId?: string; tags?: (string)[]; ownerId?: string; departmentId?: string; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type ContentAssetInput = { name: string; description?: string; kind: "whitepaper" | "case" | "article" | "presentation" | "video" | "tool" | "other"; language: "zh-CN" | "en"; productId?: string; url?: string; fileId?: string; tags?: (string)[]; ownerId?: string; departmentId?: string; id?: string };
export type ContentAssetPage = { items: (ContentAsset)[]; nextCursor: string | null };
export type ContentAssetPatch = { name?: string; description?: string | null; kind?: "whitepaper" | "case" | "article" | "presentation" | "video" | "tool" | "other"; language?: "zh-CN" | "en"; productId?: string | null; url?: string | null; fileId?: string | null; tags?: (string)[] | null; ownerId?: string | null; departmentId?: string | null };
export type CouponInput = { templateId: string; accountId?: string; joins?: string; note?: string; id?: string };
export type CouponPage = { items: (PostCouponTemplatesByIdIssueReply)[]; nextCursor: string | null };
export type CouponPatch = { templateId?: string; accountId?: string | null; joins?: string | null; note?: string | null };
export type CouponTemplate = { name: string; currency?: string; priority: number; when?: { orderKinds?: ("new" | "upsell" | "renewal" | "upgrade")[]; accountIds?: (string)[]; segments?: (string)[]; tiers?: (string)[]; partnerTiers?: (string)[]; firstOrder?: boolean; minMinor?: number; minQuantity?: number }; scope?: { productIds?: (string)[]; productTypes?: (string)[] }; effect: { type: "percent"; basisPoints: number; of: "lines" | "basket" } | { type: "amount"; amountMinor: number; of: "unit" | "basket" } | { type: "unitPrice"; unitPriceMinor: number; unitsMax?: number } | { type: "fullReduction"; steps: ({ fromMinor: number; offMinor?: number; basisPoints?: number })[]; each?: boolean } | { type: "volume"; steps: ({ fromQuantity: number; basisPoints: number })[] } | { type: "bundle"; items: ({ productId: string; quantity: number })[]; priceMinor?: number; basisPoints?: number; amountMinor?: number; timesMax?: number } | { type: "buyGet"; buy: number; get: number; basisPoints: number; getScope?: { productIds?: (string)[]; productTypes?: (string)[] }; timesMax?: number }; capMinor?: number; monthsMax?: number; exclusive?: boolean; group?: string; excludesPromotions?: (string)[]; excludesCoupons?: (string)[]; code?: string; onePerPayment?: boolean; withPromotions?: boolean; usableFrom?: string; usableUntil?: string; daysFromClaim?: number; claimFrom?: string; claimUntil?: string; claimWithinDays?: number; totalMax?: number; perAccountMax: number; groupBuy?: { size: number; effect: { type: "percent"; basisPoints: number; of: "lines" | "basket" } | { type: "amount"; amountMinor: number; of: "unit" | "basket" } | { type: "unitPrice"; unitPriceMinor: number; unitsMax?: number } | { type: "fullReduction"; steps: ({ fromMinor: number; offMinor?: number; basisPoints?: number })[]; each?: boolean } | { type: "volume"; steps: ({ fromQuantity: number; basisPoints: number })[] } | { type: "bundle"; items: ({ productId: string; quantity: number })[]; priceMinor?: number; basisPoints?: number; amountMinor?: number; timesMax?: number } | { type: "buyGet"; buy: number; get: number; basisPoints: number; getScope?: { productIds?: (string)[]; productTypes?: (string)[] }; timesMax?: number } }; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type CouponTemplateInput = { name: string; currency?: string; priority?: number; when?: { orderKinds?: ("new" | "upsell" | "renewal" | "upgrade")[]; accountIds?: (string)[]; segments?: (string)[]; tiers?: (string)[]; partnerTiers?: (string)[]; firstOrder?: boolean; minMinor?: number; minQuantity?: number }; scope?: { productIds?: (string)[]; productTypes?: (string)[] }; effect: { type: "percent"; basisPoints: number; of: "lines" | "basket" } | { type: "amount"; amountMinor: number; of: "unit" | "basket" } | { type: "unitPrice"; unitPriceMinor: number; unitsMax?: number } | { type: "fullReduction"; steps: ({ fromMinor: number; offMinor?: number; basisPoints?: number })[]; each?: boolean } | { type: "volume"; steps: ({ fromQuantity: number; basisPoints: number })[] } | { type: "bundle"; items: ({ productId: string; quantity: number })[]; priceMinor?: number; basisPoints?: number; amountMinor?: number; timesMax?: number } | { type: "buyGet"; buy: number; get: number; basisPoints?: number; getScope?: { productIds?: (string)[]; productTypes?: (string)[] }; timesMax?: number }; capMinor?: number; monthsMax?: number; exclusive?: boolean; group?: string; excludesPromotions?: (string)[]; excludesCoupons?: (string)[]; code?: string; onePerPayment?: boolean; withPromotions?: boolean; usableFrom?: string; usableUntil?: string; daysFromClaim?: number; claimFrom?: string; claimUntil?: string; claimWithinDays?: number; totalMax?: number; perAccountMax?: number; groupBuy?: { size: number; effect: { type: "percent"; basisPoints: number; of: "lines" | "basket" } | { type: "amount"; amountMinor: number; of: "unit" | "basket" } | { type: "unitPrice"; unitPriceMinor: number; unitsMax?: number } | { type: "fullReduction"; steps: ({ fromMinor: number; offMinor?: number; basisPoints?: number })[]; each?: boolean } | { type: "volume"; steps: ({ fromQuantity: number; basisPoints: number })[] } | { type: "bundle"; items: ({ productId: string; quantity: number })[]; priceMinor?: number; basisPoints?: number; amountMinor?: number; timesMax?: number } | { type: "buyGet"; buy: number; get: number; basisPoints?: number; getScope?: { productIds?: (string)[]; productTypes?: (string)[] }; timesMax?: number } }; id?: string };
export type CouponTemplatePage = { items: (CouponTemplate)[]; nextCursor: string | null };
export type CouponTemplatePatch = { name?: string; currency?: string | null; priority?: number; when?: { orderKinds?: ("new" | "upsell" | "renewal" | "upgrade")[]; accountIds?: (string)[]; segments?: (string)[]; tiers?: (string)[]; partnerTiers?: (string)[]; firstOrder?: boolean; minMinor?: number; minQuantity?: number } | null; scope?: { productIds?: (string)[]; productTypes?: (string)[] } | null; effect?: { type: "percent"; basisPoints: number; of: "lines" | "basket" } | { type: "amount"; amountMinor: number; of: "unit" | "basket" } | { type: "unitPrice"; unitPriceMinor: number; unitsMax?: number } | { type: "fullReduction"; steps: ({ fromMinor: number; offMinor?: number; basisPoints?: number })[]; each?: boolean } | { type: "volume"; steps: ({ fromQuantity: number; basisPoints: number })[] } | { type: "bundle"; items: ({ productId: string; quantity: number })[]; priceMinor?: number; basisPoints?: number; amountMinor?: number; timesMax?: number } | { type: "buyGet"; buy: number; get: number; basisPoints?: number; getScope?: { productIds?: (string)[]; productTypes?: (string)[] }; timesMax?: number }; capMinor?: number | null; monthsMax?: number | null; exclusive?: boolean | null; group?: string | null; excludesPromotions?: (string)[] | null; excludesCoupons?: (string)[] | null; code?: string | null; onePerPayment?: boolean | null; withPromotions?: boolean | null; usableFrom?: string | null; usableUntil?: string | null; daysFromClaim?: number | null; claimFrom?: string | null; claimUntil?: string | null; claimWithinDays?: number | null; totalMax?: number | null; perAccountMax?: number; groupBuy?: { size: number; effect: { type: "percent"; basisPoints: number; of: "lines" | "basket" } | { type: "amount"; amountMinor: number; of: "unit" | "basket" } | { type: "unitPrice"; unitPriceMinor: number; unitsMax?: number } | { type: "fullReduction"; steps: ({ fromMinor: number; offMinor?: number; basisPoints?: number })[]; each?: boolean } | { type: "volume"; steps: ({ fromQuantity: number; basisPoints: number })[] } | { type: "bundle"; items: ({ productId: string; quantity: number })[]; priceMinor?: number; basisPoints?: number; amountMinor?: number; timesMax?: number } | { type: "buyGet"; buy: number; get: number; basisPoints?: number; getScope?: { productIds?: (string)[]; productTypes?: (string)[] }; timesMax?: number } } | null };
export type CoveragePlan = { name: string; when?: Filter; regions: (string)[]; productLines: (string)[]; roles: (string)[]; ownerRole?: string; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type CoveragePlanInput = { name: string; when?: Filter; regions: (string)[]; productLines: (string)[]; roles: (string)[]; ownerRole?: string; id?: string };
export type CoveragePlanPage = { items: (CoveragePlan)[]; nextCursor: string | null };
export type CoveragePlanPatch = { name?: string; when?: Filter | null; regions?: (string)[]; productLines?: (string)[]; roles?: (string)[]; ownerRole?: string | null };
export type Credit = { ledger: "primary" | "overlay"; productId?: string; receivableId: string; allocationId: string; amountMinor: number; reversesId?: string; id: string; userId?: string; partnerId?: string; accountId: string; orderId?: string; bankTransactionId: string; currency: string; earnedAt: string; rule?: string };
export type CreditPage = { items: (Credit)[]; nextCursor: string | null };
export type CustomField = { noun: string; key: string; label: string; type: "text" | "longText" | "integer" | "decimal" | "money" | "date" | "instant" | "boolean" | "enum" | "multiEnum" | "url" | "email" | "phone" | "reference" | "formula" | "rollup"; required?: boolean; unique?: boolean; filterable?: boolean; options?: (string | { key: string; label?: { "zh-CN"?: string; en?: string }; archived?: boolean })[]; references?: string; default?: unknown; formula?: string; rollup?: { noun: string; by: string; op: "count" | "sum" | "min" | "max"; of?: string; currency?: string; rates?: ({ currency: string; fromOn: string; rate: string })[]; on?: string }; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean; resultKind?: "text" | "number" | "money" | "boolean" | "date" | "instant"; backfill?: { state: "waiting" | "running" | "done" | "failed"; done: number; duplicates?: number } };
export type CustomFieldInput = { noun: string; key: string; label: string; type: "text" | "longText" | "integer" | "decimal" | "money" | "date" | "instant" | "boolean" | "enum" | "multiEnum" | "url" | "email" | "phone" | "reference" | "formula" | "rollup"; required?: boolean; unique?: boolean; filterable?: boolean; options?: (string | { key: string; label?: { "zh-CN"?: string; en?: string }; archived?: boolean })[]; references?: string; default?: unknown; formula?: string; rollup?: { noun: string; by: string; op: "count" | "sum" | "min" | "max"; of?: string; currency?: string; rates?: ({ currency: string; fromOn: string; rate: string })[]; on?: string }; id?: string };
export type CustomFieldPage = { items: (CustomField)[]; nextCursor: string | null };
export type CustomFieldPatch = { noun?: string; key?: string; label?: string; type?: "text" | "longText" | "integer" | "decimal" | "money" | "date" | "instant" | "boolean" | "enum" | "multiEnum" | "url" | "email" | "phone" | "reference" | "formula" | "rollup"; required?: boolean | null; unique?: boolean | null; filterable?: boolean | null; options?: (string | { key: string; label?: { "zh-CN"?: string; en?: string }; archived?: boolean })[] | null; references?: string | null; default?: unknown | null; formula?: string | null; rollup?: { noun: string; by: string; op: "count" | "sum" | "min" | "max"; of?: string; currency?: string; rates?: ({ currency: string; fromOn: string; rate: string })[]; on?: string } | null };
export type Dashboard = { name: string; tiles: ({ report?: string; query?: { facts: string; filter?: Filter; period?: { from: string; to: string } | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear" | { last: number; unit: "day" | "week" | "month" | "quarter" | "year" } | { next: number; unit: "day" | "week" | "month" | "quarter" | "year" }; on?: string; convert?: boolean; measures: (string)[]; dimensions: (string)[]; compare?: "previousPeriod" | "previousYear"; sort?: string; limit: number }; parameters?: { from?: string; to?: string; period?: "all" | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear"; compare?: "previousPeriod" | "previousYear"; currency?: string; dimensions?: string; sort?: string; convert?: boolean; limit?: number }; savedReportId?: string; title?: string; chart?: "bar" | "stackedBar" | "line" | "area" | "pie" | "funnel" | "number" | "table"; compare?: "previousPeriod" | "previousYear"; target?: { measure: string; value: number }; threshold?: { measure: string; op: "gt" | "gte" | "lt" | "lte"; value: number } })[]; sharedWith?: { everybody?: boolean; roles?: (string)[]; departmentIds?: (string)[]; userIds?: (string)[] }; id: string; version: number; createdAt: string; updatedAt: string; ownerId: string; archived?: boolean };
export type DashboardInput = { name: string; tiles: ({ report?: string; query?: PostReportsQueryBody; parameters?: { from?: string; to?: string; period?: "all" | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear"; compare?: "previousPeriod" | "previousYear"; currency?: string; dimensions?: string; sort?: string; convert?: boolean; limit?: number }; savedReportId?: string; title?: string; chart?: "bar" | "stackedBar" | "line" | "area" | "pie" | "funnel" | "number" | "table"; compare?: "previousPeriod" | "previousYear"; target?: { measure: string; value: number }; threshold?: { measure: string; op: "gt" | "gte" | "lt" | "lte"; value: number } })[]; sharedWith?: { everybody?: boolean; roles?: (string)[]; departmentIds?: (string)[]; userIds?: (string)[] }; id?: string };
export type DashboardPatch = { name?: string; tiles?: ({ report?: string; query?: PostReportsQueryBody; parameters?: { from?: string; to?: string; period?: "all" | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear"; compare?: "previousPeriod" | "previousYear"; currency?: string; dimensions?: string; sort?: string; convert?: boolean; limit?: number }; savedReportId?: string; title?: string; chart?: "bar" | "stackedBar" | "line" | "area" | "pie" | "funnel" | "number" | "table"; compare?: "previousPeriod" | "previousYear"; target?: { measure: string; value: number }; threshold?: { measure: string; op: "gt" | "gte" | "lt" | "lte"; value: number } })[]; sharedWith?: { everybody?: boolean; roles?: (string)[]; departmentIds?: (string)[]; userIds?: (string)[] } | null };
export type DealRegistration = { partnerId: string; name: string; customerName: string; registrationNo?: string; contactName?: string; contactPhone?: string; contactEmail?: string; amountMinor?: number; currency?: string; expectedOn?: string; productIds?: (string)[]; note?: string; tender?: { number?: string; milestones?: ({ name: string; on: string; doneOn?: string })[] }; ownerId?: string; departmentId?: string; id: string; version: number; createdAt: string; updatedAt: string; phoneShown?: string; unclear?: (string)[]; state: "draft" | "submitted" | "conflict" | "reviewed" | "approved" | "rejected" | "withdrawn" | "expired" | "converted"; submittedAt?: string; reviewedAt?: string; decidedAt?: string; decidedBy?: string; reason?: string; evidence?: ({ noun: "dealRegistration" | "opportunity" | "account"; id: string; title: string; reasons: (string)[]; strong: boolean; submittedAt?: string; holds?: boolean; partnerId?: string })[]; protectedUntil?: string; extensions?: ({ until: string; reason: string; at: string; by: string })[]; opportunityId?: string; archived?: boolean };
export type DealRegistrationInput = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type DealRegistrationInput2 = { partnerId?: string; name: string; customerName: string; registrationNo?: string; contactName?: string; contactPhone?: string; contactEmail?: string; amountMinor?: number; currency?: string; expectedOn?: string; productIds?: (string)[]; note?: string; tender?: { number?: string; milestones?: ({ name: string; on: string; doneOn?: string })[] }; ownerId?: string; departmentId?: string; id?: string };
export type DealRegistrationPage = { items: (DealRegistration)[]; nextCursor: string | null };
export type DealRegistrationPatch = { partnerId?: string; name?: string; customerName?: string; registrationNo?: string | null; contactName?: string | null; contactPhone?: string | null; contactEmail?: string | null; amountMinor?: number | null; currency?: string | null; expectedOn?: string | null; productIds?: (string)[] | null; note?: string | null; tender?: { number?: string; milestones?: ({ name: string; on: string; doneOn?: string })[] } | null; ownerId?: string | null; departmentId?: string | null };
export type Deduction = { id: string; version: number; createdAt: string; updatedAt: string; receivableId: string; accountId: string; bankTransactionId: string; code: string; text?: string; amountMinor: number; currency: string; bookedOn: string; state: "open" | "credited" | "recovered" | "writtenOff" | "reversed"; stateBefore?: "open" | "credited" | "recovered" | "writtenOff" | "reversed"; allocationId?: string; resolvedBy?: string; resolvedAt?: string; reason?: string; departmentId?: string; ownerId?: string };
export type DeductionPage = { items: (Deduction)[]; nextCursor: string | null };
export type DeductionPatch = { ownerId: string };
export type Department = { name: string; parentId?: string; managerId?: string; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type DepartmentInput = { name: string; parentId?: string; managerId?: string; id?: string };
export type DepartmentPage = { items: (Department)[]; nextCursor: string | null };
export type DepartmentPatch = { name?: string; parentId?: string | null; managerId?: string | null };
export type DirectoryDelivery = { sourceId: string; asOf: string; name: string; registrationNo?: string; vatNo?: string; country?: string; region?: string; industry?: string; size?: number; website?: string; emailDomains?: (string)[]; phone?: string; address?: string; id: string; version: number; createdAt: string; updatedAt: string; phoneShown?: string; unclear?: (string)[]; entryId?: string; archived?: boolean };
export type DirectoryDeliveryInput = { sourceId: string; asOf?: string; name: string; registrationNo?: string; vatNo?: string; country?: string; region?: string; industry?: string; size?: number; website?: string; emailDomains?: (string)[]; phone?: string; address?: string; id?: string };
export type DirectoryDeliveryInput2 = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type DirectoryDeliveryPage = { items: (DirectoryDelivery)[]; nextCursor: string | null };
export type DirectoryDeliveryPatch = { sourceId?: string; asOf?: string; name?: string; registrationNo?: string | null; vatNo?: string | null; country?: string | null; region?: string | null; industry?: string | null; size?: number | null; website?: string | null; emailDomains?: (string)[] | null; phone?: string | null; address?: string | null };
export type DirectoryEntry = { tags?: (string)[]; ownerId?: string; departmentId?: string; name: string; registrationNo?: string; vatNo?: string; country?: string; region?: string; industry?: string; size?: number; website?: string; emailDomains?: (string)[]; phone?: string; address?: string; id: string; version: number; createdAt: string; updatedAt: string; phoneShown?: string; unclear?: (string)[]; provenance: Record<string, { sourceId: string; deliveryId: string; at: string }>; grade?: string; gradeWhy?: string; accountId?: string; mergedInto?: string; archived?: boolean };
export type DirectoryEntryInput = { sourceId: string; asOf?: string; name: string; registrationNo?: string; vatNo?: string; country?: string; region?: string; industry?: string; size?: number; website?: string; emailDomains?: (string)[]; phone?: string; address?: string; id?: string };
export type DirectoryEntryPage = { items: (DirectoryEntry)[]; nextCursor: string | null };
export type DirectoryEntryPatch = { tags?: (string)[] | null; ownerId?: string | null; departmentId?: string | null };
export type DirectorySegment = { name: string; filter: Filter; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type DirectorySegmentInput = { name: string; filter: Filter; id?: string };
export type DirectorySegmentPage = { items: (DirectorySegment)[]; nextCursor: string | null };
export type DirectorySegmentPatch = { name?: string; filter?: Filter };
export type DirectorySource = { name: string; rank: number; kind: "list" | "provider"; baseUrl?: string; pullHours: number; id: string; version: number; createdAt: string; updatedAt: string; dueAt?: string; pulledAt?: string; failures?: number; error?: string; archived?: boolean };
export type DirectorySourceInput = { name: string; rank: number; kind: "list" | "provider"; baseUrl?: string; token?: string; pullHours?: number; id?: string };
export type DirectorySourcePage = { items: (DirectorySource)[]; nextCursor: string | null };
export type DirectorySourcePatch = { name?: string; rank?: number; kind?: "list" | "provider"; baseUrl?: string | null; token?: string | null; pullHours?: number | null };
export type Envelope = { id: string; version: number; createdAt: string; updatedAt: string; quoteId?: string; orderId?: string; recordId: string; accountId: string; ownerId?: string; departmentId?: string; senderId?: string; connectionId?: string; locale: "zh-CN" | "en"; title: string; message?: string; documentHash: string; signers: ({ contactId: string; name?: string; email?: string; viewedAt?: string; signedAt?: string; declinedAt?: string; reason?: string; evidence?: { name: string; from: string; agent?: string; consentText: string } })[]; state: "preparing" | "sent" | "viewed" | "signed" | "declined" | "expired" | "cancelled"; expiresAt: string; sentAt?: string; expiredAt?: string; cancelledAt?: string; endedAt?: string; reason?: string; refusal?: string; externalId?: string; fileIds?: (string)[]; error?: string; links: ({ contactId: string; linkId: string; publicUrl: string; expiresAt: string })[] };
export type EnvelopeInput = { quoteId?: string; orderId?: string; contactIds: (string)[]; connectionId?: string; isLocal?: boolean; locale?: "zh-CN" | "en"; message?: string; expiresAt?: string };
export type Expense = { title: string; lines: ({ on: string; category: string; note?: string; amountMinor: number; taxMinor?: number; currency: string; rate?: string; baseMinor: number; baseTaxMinor: number; costCentre?: string })[]; opportunityId?: string; projectId?: string; campaignId?: string; ticketId?: string; accountId?: string; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; status: "draft" | "submitted" | "approved" | "paid" | "booked" | "reversed"; source: "reimbursement" | "company"; on: string; currency: string; amountMinor: number; taxMinor: number; netMinor: number; relatedIds?: (string)[]; charges?: ({ budgetId: string; amountMinor: number })[]; approvalId?: string; paidOn?: string; paidReference?: string; reversedAt?: string; reversalReason?: string; connectionId?: string; externalId?: string; revision?: number; vendor?: string; references?: (string)[]; placing?: "open" | "placed"; archived?: boolean };
export type ExpenseConnectionInput = { name: string; departmentId?: string; otherCategory?: string; categories?: ({ theirs: string; ours: string })[]; baseUrl?: string; token?: string; pollMinutes?: number; id?: string };
export type ExpenseConnectionPage = { items: (PostExpenseConnectionsReply)[]; nextCursor: string | null };
export type ExpenseConnectionPatch = { name?: string; departmentId?: string | null; otherCategory?: string | null; categories?: ({ theirs: string; ours: string })[] | null; baseUrl?: string | null; token?: string | null; pollMinutes?: number | null };
export type ExpenseInput = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type ExpenseInput2 = { title: string; lines: ({ on: string; category: string; note?: string; amountMinor: number; taxMinor?: number; currency?: string })[]; opportunityId?: string; projectId?: string; campaignId?: string; ticketId?: string; accountId?: string; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id?: string };
export type ExpensePage = { items: (Expense)[]; nextCursor: string | null };
export type ExpensePatch = { title?: string; lines?: ({ on: string; category: string; note?: string; amountMinor: number; taxMinor?: number; currency?: string })[]; opportunityId?: string | null; projectId?: string | null; campaignId?: string | null; ticketId?: string | null; accountId?: string | null; ownerId?: string | null; departmentId?: string | null; custom?: Record<string, unknown> | null };
export type File = { name: string; contentType: "application/pdf" | "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/heic" | "text/plain" | "text/csv" | "application/vnd.openxmlformats-officedocument.wordprocessingml.document" | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" | "application/vnd.openxmlformats-officedocument.presentationml.presentation" | "application/msword" | "application/vnd.ms-excel" | "application/vnd.ms-powerpoint" | "message/rfc822" | "application/zip" | "audio/mpeg" | "audio/mp4" | "video/mp4"; sizeBytes: number; relatedTo: { noun: "activity" | "lead" | "account" | "contact" | "opportunity" | "order" | "receivable" | "bankTransaction" | "product" | "partner" | "dealRegistration" | "project" | "ticket" | "contentAsset" | "expense" | "mailContent"; id: string }; id: string; version: number; createdAt: string; updatedAt: string; state: "waiting" | "scanning" | "ready" | "refused"; accountIds?: (string)[]; uploaderId?: string; departmentId?: string; refusal?: string; scanner?: string; readyAt?: string; archived?: boolean; uploadUrl?: string };
export type FileInput = { name: string; contentType: "application/pdf" | "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/heic" | "text/plain" | "text/csv" | "application/vnd.openxmlformats-officedocument.wordprocessingml.document" | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" | "application/vnd.openxmlformats-officedocument.presentationml.presentation" | "application/msword" | "application/vnd.ms-excel" | "application/vnd.ms-powerpoint" | "message/rfc822" | "application/zip" | "audio/mpeg" | "audio/mp4" | "video/mp4"; sizeBytes: number; relatedTo: { noun: "activity" | "lead" | "account" | "contact" | "opportunity" | "order" | "receivable" | "bankTransaction" | "product" | "partner" | "dealRegistration" | "project" | "ticket" | "contentAsset" | "expense"; id: string }; id?: string };
export type FilePage = { items: (File)[]; nextCursor: string | null };
export type Filter = { all?: (Filter)[]; any?: (Filter)[]; not?: Filter; field?: string; op?: "eq" | "ne" | "in" | "lt" | "lte" | "gt" | "gte" | "between" | "contains" | "startsWith" | "empty"; value?: string | number | boolean | { last: number; unit: "hour" | "day" | "week" | "month" | "quarter" | "year" } | { next: number; unit: "hour" | "day" | "week" | "month" | "quarter" | "year" } | (string | number | boolean | { last: number; unit: "hour" | "day" | "week" | "month" | "quarter" | "year" } | { next: number; unit: "hour" | "day" | "week" | "month" | "quarter" | "year" })[] };
export type GetAccountsById360Reply = { account: Record<string, unknown>; basic: Record<string, unknown>; business: Record<string, { noun: string; count: number; totals?: ({ currency: string; count: number })[]; items: (Record<string, unknown>)[] }>; interaction: Record<string, { noun: string; count: number; totals?: ({ currency: string; count: number })[]; items: (Record<string, unknown>)[] }>; value: { tier?: string | null; tierWhy?: unknown; tierChanges?: (GetAccountsByIdTiersReply)[]; stage?: "target" | "signed" | "user" | "dormant" | "lost" | null; stageAt?: string | null; lifeCycle?: (GetAccountsByIdLifeCycleReply)[]; figures?: ({ currency: string; orders: number; ordersMinor: number; openMinor: number; receivedMinor: number; receivedLastYearMinor: number })[] }; complete: boolean; nextCursor: string | null };
export type GetAccountsByIdCoverageReply = { accountId: string; plan?: { name: string; regions: (string)[]; productLines: (string)[]; roles: (string)[]; id: string }; cells: ({ region: string; productLine: string; role: string; userIds: (string)[]; state: "covered" | "gap" | "double" })[]; gaps: number; doubles: number; beside: ({ userId: string; role?: string })[] };
export type GetAccountsByIdDuplicatesReplyPage = { items: (GetLeadsByIdDuplicatesReply)[]; nextCursor: string | null };
export type GetAccountsByIdHealthReply = { accountId: string; modelId?: string; score?: number; band?: string; parts: ({ metric: string; measure: "sum" | "average" | "days"; value: number; earlier: number; fullAt: number; weight: number; points: number })[]; reckonedAt?: string; episode?: { since: string; from: number; urgentFor?: (string)[]; isUntold?: boolean }; history: ({ on: string; score: number; band: string; modelId: string })[] };
export type GetAccountsByIdHierarchyReply = { ancestors: ({ id: string; name?: string; tier?: string | null; stage?: "target" | "signed" | "user" | "dormant" | "lost" | null })[]; tree: AccountInGroup; complete: boolean };
export type GetAccountsByIdLifeCycleReply = { id: string; version: number; createdAt: string; updatedAt: string; accountId: string; from: "target" | "signed" | "user" | "dormant" | "lost"; to: "target" | "signed" | "user" | "dormant" | "lost"; sinceAt: string; movedAt: string; month: string; cause: "hand" | "signed" | "paid" | "undone"; reason?: string };
export type GetAccountsByIdLifeCycleReplyPage = { items: (GetAccountsByIdLifeCycleReply)[]; nextCursor: string | null };
export type GetAccountsByIdMergesReplyPage = { items: (GetLeadsByIdMergesReply)[]; nextCursor: string | null };
export type GetAccountsByIdStatementReply = { receivableId: string; reference: string; kind: "invoice" | "creditNote"; issuedOn: string; dueOn: string; currency: string; amountMinor: number; openMinor: number; overdueDays: number };
export type GetAccountsByIdStatementReplyPage = { accountId: string; on: string; items: (GetAccountsByIdStatementReply)[]; totals: ({ currency: string; openMinor: number; overdueMinor: number; ageing: { notDueMinor: number; to30Minor: number; to60Minor: number; to90Minor: number; over90Minor: number } })[] };
export type GetAccountsByIdSuggestionsReply = { productId: string; name?: string; orders: number; boughtWith: (string)[] };
export type GetAccountsByIdSuggestionsReplyPage = { items: (GetAccountsByIdSuggestionsReply)[] };
export type GetAccountsByIdTiersReply = { id: string; version: number; createdAt: string; updatedAt: string; accountId: string; from?: string; to?: string; why?: { ruleId: string; rule: string; visitEveryDays?: number; callEveryDays?: number } };
export type GetAccountsByIdTiersReplyPage = { items: (GetAccountsByIdTiersReply)[]; nextCursor: string | null };
export type GetAccountsByIdTimelineReply = { at: string; kind: "activity" | "mail" | "message" | "change" | "file" | "merge" | "lifeCycle" | "tier" | "touch" | "contact" | "opportunity" | "ticket" | "quote" | "order" | "receivable" | "invoice" | "renewal" | "successPlan" | "project" | "survey" | "expense" | "receipt"; id: string; title: string; by?: string; detail: Record<string, unknown> };
export type GetAccountsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetAccountsByIdValueReply = { modelId: string; accountId: string; on: string; score: number; existingPoints: number; potentialPoints: number; modelPoints: number; parts: ({ key: string; label?: string; side: "existing" | "potential" | "model"; value?: number; fullAt: number; weight: number; points: number })[]; scoreMax: number; fallenOn?: string; best?: number };
export type GetActivitiesByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetActivityReportReply = { people: ({ planned: number; done: number; onTime: number; onTimeBasisPoints?: number; delayMinutes: number; delayMinutesMean?: number; openOverdue: number; ownerId: string; name?: string })[]; teams: ({ planned: number; done: number; onTime: number; onTimeBasisPoints?: number; delayMinutes: number; delayMinutesMean?: number; openOverdue: number; departmentId?: string })[]; total: { planned: number; done: number; onTime: number; onTimeBasisPoints?: number; delayMinutes: number; delayMinutesMean?: number; openOverdue: number }; nextCursor: string | null };
export type GetArticlesByIdCountsReply = { id: string; used?: number; helpful?: number; unhelpful?: number };
export type GetArticlesByIdRevisionsReply = { id: string; version: number; createdAt: string; updatedAt: string; articleId: string; revision: number; title: string; body: string; audience?: "internal" | "partners" | "public"; roles?: (string)[]; at: string; byId: string };
export type GetArticlesByIdRevisionsReplyPage = { items: (GetArticlesByIdRevisionsReply)[]; nextCursor: string | null };
export type GetArticlesByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetAttainmentReply = { target: "person" | "department" | "partner" | "productType"; ownerId?: string; departmentId?: string; partnerId?: string; productType?: string; attainedMinor: number; quotaMinor?: number; basisPoints?: number; gapMinor?: number };
export type GetAttainmentReplyPage = { period: string; from: string; to: string; measure: "signed" | "new" | "upsell" | "renewal" | "received" | "credits" | "overlay"; currency: string; totalMinor: number; items: (GetAttainmentReply)[] };
export type GetAttributionReply = { model: string; by: string; basis: string; from: string; to: string; totals: ({ currency: string; receivedMinor: number })[]; rows: ({ key: string; name?: string; currency: string; receivedMinor: number; shareBasisPoints: number; costMinor?: number; roiBasisPoints?: number; accounts: number })[] };
export type GetAuditEntriesReply = { id: string; noun: string; recordId: string; recordVersion: number; change: "created" | "changed" | "deleted"; action?: string; actor: string; from?: string; requestId?: string; at: string; fields: ({ field: string; before: unknown; after: unknown })[] };
export type GetAuditEntriesReplyPage = { items: (GetAuditEntriesReply)[]; nextCursor: string | null };
export type GetBankConnectionsByIdContinuityReply = { on: string; currency: string; openingMinor: number; movedMinor: number; closingMinor: number; gapMinor: number };
export type GetBankConnectionsByIdContinuityReplyPage = { items: (GetBankConnectionsByIdContinuityReply)[] };
export type GetBankTransactionsByIdExplanationReply = { transactionId: string; state: string };
export type GetBankTransactionsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetBudgetsByIdExpensesReplyPage = { items: (Expense)[]; nextCursor: string | null };
export type GetBudgetsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetCallListsByIdEntriesReply = { id: string; version: number; createdAt: string; updatedAt: string; listId: string; personId: string; state: "waiting" | "claimed" | "done" | "gaveUp" | "withheld" | "unreachable"; attempts: number; dueAt: string; claimedBy?: string; promisedBy?: string; result?: "reached" | "noAnswer" | "busy" | "callBack" | "wrongNumber" | "refused"; note?: string; resultAt?: string; name?: string; phone?: string };
export type GetCallListsByIdEntriesReplyPage = { items: (GetCallListsByIdEntriesReply)[]; nextCursor: string | null };
export type GetCallersReply = { noun: string; id: string; title: string; exact: boolean };
export type GetCallersReplyPage = { number: string | null; shown: string | null; items: (GetCallersReply)[] };
export type GetCallsLookupReply = { phone: string; phoneShown: string; matches: ({ noun: string; id: string; name?: string; ownerId?: string; accountId?: string; accountName?: string })[] };
export type GetCampaignsByIdAccountsReply = { accountId: string; name?: string; people: number; firstAt: string; lastAt: string; signed?: ({ currency: string; orders: number; totalMinor: number })[] };
export type GetCampaignsByIdAccountsReplyPage = { items: (GetCampaignsByIdAccountsReply)[]; nextCursor: string | null };
export type GetCampaignsByIdMembersReplyPage = { items: (PostCampaignsByIdMembersReply)[]; nextCursor: string | null };
export type GetCapacityReply = { userId: string; name?: string; isOver: boolean; weeks: ({ fromOn: string; capacityMinutes: number; plannedMinutes: number; isOver: boolean; projects: ({ projectId?: string; name?: string; minutes: number })[] })[] };
export type GetCapacityReplyPage = { items: (GetCapacityReply)[] };
export type GetCashForecastReply = { currency: string; months: ({ month: string; scheduledMinor: number; expectedMinor: number; pipelineMinor?: number })[]; backTest: ({ month: string; expectedMinor: number; cameMinor: number; errorMinor: number; errorBasisPoints?: number })[] };
export type GetChangeRequestsByIdDiffReply = { scope: { added: (string)[]; dropped: (string)[]; changed: ({ of: string; field: string; from: unknown; to: unknown })[] }; dates: { endOn: { from?: string; to?: string }; nodes: ({ of: string; field: string; from: unknown; to: unknown })[] }; money: { totalMinor?: { from: number; to: number }; changed: ({ of: string; field: string; from: unknown; to: unknown })[] } };
export type GetChangeRequestsByIdRevisionsReply = { id: string; version: number; createdAt: string; updatedAt: string; changeRequestId: string; revision: number; before: { name: string; reason: string; add?: ({ key: string; kind: "task" | "milestone"; name: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number })[]; change?: ({ key: string; name?: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number; startOn?: string })[]; drop?: (string)[]; budgetHours?: number; budgetMinor?: number; terms?: { lines?: (unknown)[]; instalments?: ({ dueOn: string; amountMinor: number; paymentReference?: string; receivableId?: string })[] }; ownerId?: string; departmentId?: string } };
export type GetChangeRequestsByIdRevisionsReplyPage = { items: (GetChangeRequestsByIdRevisionsReply)[]; nextCursor: string | null };
export type GetChangeRequestsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetCompetitorsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetConsentsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetContactsByIdDuplicatesReplyPage = { items: (GetLeadsByIdDuplicatesReply)[]; nextCursor: string | null };
export type GetContactsByIdMergesReplyPage = { items: (GetLeadsByIdMergesReply)[]; nextCursor: string | null };
export type GetContactsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetContentAssetsByIdLinksReply = { id: string; version: number; createdAt: string; updatedAt: string; assetId: string; personId?: string; campaignId?: string; locale: "zh-CN" | "en"; expiresAt: string; revokedAt?: string };
export type GetContentAssetsByIdLinksReplyPage = { items: (GetContentAssetsByIdLinksReply)[] };
export type GetContentAssetsByIdUseFiguresReply = { uses: number; people: number; byCampaign: ({ campaignId?: string; uses: number; people: number })[] };
export type GetContentAssetsByIdUsesReply = { id: string; version: number; createdAt: string; updatedAt: string; assetId: string; linkId: string; personId?: string; campaignId?: string; at: string };
export type GetContentAssetsByIdUsesReplyPage = { items: (GetContentAssetsByIdUsesReply)[]; nextCursor: string | null };
export type GetCostRatesReply = { rates: ({ userId?: string; from?: string; hourlyMinor: number; currency: string })[]; version: number };
export type GetCoveragePlansByIdPlacesReply = { region: string; productLine: string; role: string; userIds: (string)[]; state: "covered" | "gap" | "double"; accountId: string; name?: string };
export type GetCoveragePlansByIdPlacesReplyPage = { items: (GetCoveragePlansByIdPlacesReply)[]; nextCursor: string | null };
export type GetCustomFieldsContractReply = { noun: string; schema: Record<string, unknown> };
export type GetDamagedRecordsReply = { noun: string; id: string; version?: number; updatedAt?: string; errors: ({ path: string; code: string; message: string })[] };
export type GetDamagedRecordsReplyPage = { items: (GetDamagedRecordsReply)[]; nextCursor: string | null };
export type GetDashboardsByIdDataReply = { id: string; name: string; tiles: ({ title: { "zh-CN": string; en: string }; chart: "bar" | "stackedBar" | "line" | "area" | "pie" | "funnel" | "number" | "table"; answer?: PostReportsQueryReply; problem?: { status: number; code: string; detail: string }; target?: { measure: string; value: number; figure: number | null; reachedBasisPoints: number | null }; alert?: { measure: string; value: number; figure: number | null; op: string; isRaised: boolean } })[]; asOf: string };
export type GetDashboardsReplyPage = { items: (Dashboard)[]; nextCursor: string | null };
export type GetDealRegistrationsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetDeliveryDriveReply = { weekday: number; at: string; nextDays: number; version: number };
export type GetDeliveryFiguresReply = { count: number; closed: number; closedBasisPoints: number; grades: ({ count: number; closed: number; closedBasisPoints: number; grade?: string })[]; acceptance: { steps: number; accepted: number }; money: ({ currency: string; soldMinor: number; collectedMinor: number; labourMinor: number; costsMinor: number; expensesMinor: number; profitMinor: number })[]; nextCursor: string | null };
export type GetDirectoryDeliveriesByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetDirectoryEntriesByIdPeopleReply = { noun: "contact" | "lead"; id: string; name?: string; role?: string; decisionRole?: string; email?: string; phone?: string; status?: string };
export type GetDirectoryEntriesByIdPeopleReplyPage = { items: (GetDirectoryEntriesByIdPeopleReply)[] };
export type GetDirectoryPolicyReply = { grades: ({ grade: string; why: string; when: Filter })[]; plans: ({ grade: string; tasks: ({ subject: string; kind: "task" | "call" | "visit" | "meeting"; dueDays: number })[] })[]; version: number };
export type GetDirectorySegmentsByIdEntriesReplyPage = { items: (DirectoryEntry)[]; nextCursor: string | null };
export type GetDocumentSetReply = { name: { "zh-CN"?: string; en?: string }; address: { "zh-CN"?: string; en?: string }; phone?: string; email?: string; website?: string; tax: { taxNo?: string; bankName?: string; bankAccountNo?: string }; terms: { quote?: { "zh-CN"?: string; en?: string }; order?: { "zh-CN"?: string; en?: string }; invoice?: { "zh-CN"?: string; en?: string }; statement?: { "zh-CN"?: string; en?: string }; receipt?: { "zh-CN"?: string; en?: string } }; numbers: { quote: string; invoice: string; creditNote: string; receipt: string; ticket: string }; version: number };
export type GetEnvelopesReply = { id: string; version: number; createdAt: string; updatedAt: string; quoteId?: string; orderId?: string; recordId: string; accountId: string; ownerId?: string; departmentId?: string; senderId?: string; connectionId?: string; locale: "zh-CN" | "en"; title: string; message?: string; documentHash: string; signers: ({ contactId: string; name?: string; email?: string; viewedAt?: string; signedAt?: string; declinedAt?: string; reason?: string; evidence?: { name: string; from: string; agent?: string; consentText: string } })[]; state: "preparing" | "sent" | "viewed" | "signed" | "declined" | "expired" | "cancelled"; expiresAt: string; sentAt?: string; expiredAt?: string; cancelledAt?: string; endedAt?: string; reason?: string; refusal?: string; externalId?: string; fileIds?: (string)[]; error?: string };
export type GetEnvelopesReplyPage = { items: (GetEnvelopesReply)[] };
export type GetErasurePolicyReply = { holds: ({ noun: string; years: number; reason: string })[]; version: number };
export type GetEventsPolicyReply = { keptDays: number; version: number };
export type GetEventsProfileReply = { personId: string; days: Record<string, Record<string, number>>; eventCount: number; firstAt?: string; lastAt?: string; sessionCount: number; sessions: ({ startedAt: string; endedAt: string; events: number; page?: string; referrer?: string; utm?: { source?: string; medium?: string; campaign?: string; term?: string; content?: string } })[]; firstTouch?: { startedAt: string; endedAt: string; events: number; page?: string; referrer?: string; utm?: { source?: string; medium?: string; campaign?: string; term?: string; content?: string } }; lastTouch?: { startedAt: string; endedAt: string; events: number; page?: string; referrer?: string; utm?: { source?: string; medium?: string; campaign?: string; term?: string; content?: string } } };
export type GetEventsReply = { id: string; version: number; createdAt: string; updatedAt: string; visitorId: string; insertId: string; name: string; at: string; sessionId?: string; page?: string; referrer?: string; utm?: { source?: string; medium?: string; campaign?: string; term?: string; content?: string }; properties?: Record<string, string | number | boolean> };
export type GetEventsReplyPage = { items: (GetEventsReply)[]; nextCursor: string | null };
export type GetExpensePolicyReply = { categories: (string)[]; receiptFromMinor?: number; rates: ({ currency: string; fromOn: string; rate: string })[]; version: number };
export type GetExpensesByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetFilesByIdDownloadReply = { url: string; expiresAt: string };
export type GetFinanceChartReply = { costCentres: ({ code: string; name: string; parent?: string; departments: ({ departmentId: string; fromOn?: string })[] })[]; version: number };
export type GetFiscalCalendarReply = { yearStartsInMonth: number; weekStartsOn: number; version: number };
export type GetForecastOverridesReplyPage = { items: (PostForecastOverridesReply)[] };
export type GetForecastReply = { period: string; from: string; to: string; currency: string; categories: ({ category: "pipeline" | "best" | "commit" | "closedWon" | "closedLost"; count: number; amountMinor: number; weightedMinor: number; adjustedMinor: number; cumulativeMinor: number })[]; cumulative: ({ category: "pipeline" | "best" | "commit" | "closedWon" | "closedLost"; amountMinor: number; adjustedMinor: number })[]; weightedMinor: number; committedMinor: number; people: ({ ownerId: string; categories: ({ category: "pipeline" | "best" | "commit" | "closedWon" | "closedLost"; count: number; amountMinor: number; weightedMinor: number; adjustedMinor: number; cumulativeMinor: number })[] })[]; overrides: (PostForecastOverridesReply)[] };
export type GetForecastSnapshotsReply = { period: string; from: string; to: string; currency: string; categories: ({ category: "pipeline" | "best" | "commit" | "closedWon" | "closedLost"; count: number; amountMinor: number; weightedMinor: number; adjustedMinor: number; cumulativeMinor: number })[]; cumulative: ({ category: "pipeline" | "best" | "commit" | "closedWon" | "closedLost"; amountMinor: number; adjustedMinor: number })[]; weightedMinor: number; committedMinor: number; people: ({ ownerId: string; categories: ({ category: "pipeline" | "best" | "commit" | "closedWon" | "closedLost"; count: number; amountMinor: number; weightedMinor: number; adjustedMinor: number; cumulativeMinor: number })[] })[]; overrides: (PostForecastOverridesReply)[]; on?: string; accuracy?: { wonMinor: number; committedErrorMinor: number; weightedErrorMinor: number; committedErrorBasisPoints?: number; weightedErrorBasisPoints?: number; isFinal: boolean } };
export type GetFunnelReply = { pipelineId: string; from: string; to: string; currency: string; stages: ({ stage: string; name: string; category: "pipeline" | "best" | "commit" | "closedWon" | "closedLost"; count: number; amountMinor: number; weightedMinor: number; entered: number; enteredMinor: number; left: number; advanced: number; back: number; lost: number; conversionBasisPoints?: number; secondsOnAverage?: number })[]; groups: ({ value: string; stages: ({ stage: string; name: string; category: "pipeline" | "best" | "commit" | "closedWon" | "closedLost"; count: number; amountMinor: number; weightedMinor: number; entered: number; enteredMinor: number; left: number; advanced: number; back: number; lost: number; conversionBasisPoints?: number; secondsOnAverage?: number })[] })[] };
export type GetHandOverPolicyReply = { new: "sales" | "customerSuccess"; upsellMonths: number; upsellWithin: "sales" | "customerSuccess"; upsellAfter: "sales" | "customerSuccess"; renewal: "sales" | "customerSuccess"; teamRole: string; version: number };
export type GetHealthModelsByIdBackTestReply = { modelId: string; daysBefore: number; count: number; buckets: ({ from: number; to: number; count: number; renewed: number; renewedBasisPoints?: number })[] };
export type GetInvoicesByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetJobsByIdItemsReply = { number: number; noun?: string; id?: string; targetId?: string; outcome: "created" | "updated" | "unchanged" | "moved" | "merged" | "failed" | "undone" | "kept"; errors?: ({ path: string; column?: string; code: string; message: string })[] };
export type GetJobsByIdItemsReplyPage = { items: (GetJobsByIdItemsReply)[]; nextCursor: string | null };
export type GetJourneyStrategiesReply = { key: string; name: string; about: string; givesCoupon: boolean };
export type GetJourneyStrategiesReplyPage = { items: (GetJourneyStrategiesReply)[] };
export type GetJourneysByIdEnrolmentsReply = { id: string; version: number; createdAt: string; updatedAt: string; journeyId: string; number: number; personId: string; record?: { noun: string; id: string }; state: "active" | "completed" | "goal" | "exited" | "stopped"; step?: string; waitsSince?: string; dueAt?: string; endedBy?: string; endedAt?: string; taken: ({ step: string; at: string; did: "waited" | "came" | "timedOut" | "yes" | "no" | "branch" | "done" | "skipped"; note?: string })[]; codes?: Record<string, string> };
export type GetJourneysByIdEnrolmentsReplyPage = { items: (GetJourneysByIdEnrolmentsReply)[]; nextCursor: string | null };
export type GetJourneysByIdStandingReply = { number: number; state: "active" | "completed" | "goal" | "exited" | "stopped"; step?: string; people: number };
export type GetJourneysByIdStandingReplyPage = { items: (GetJourneysByIdStandingReply)[]; nextCursor: string | null };
export type GetJourneysByIdVersionsReply = { id: string; version: number; createdAt: string; updatedAt: string; journeyId: string; number: number; publishedBy: string; definition: { of: "contact" | "lead"; trigger: { kind: "record"; noun: string; filter: Filter } | { kind: "segment"; segmentId: string; on: "entered" | "left" } | { kind: "date"; noun: string; field: string; days: number; at: string; yearly?: boolean; filter?: Filter } | { kind: "event"; name: string; withinDays: number } | { kind: "manual" }; entry?: ({ kind: "is"; of: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[]; reentry: { kind: "never" } | { kind: "after"; days: number } | { kind: "always" }; goals?: ({ key: string; when: ({ kind: "is"; of: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[] })[]; exits?: ({ key: string; when: ({ kind: "is"; of: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[] })[]; steps: ({ key: string; kind: "wait"; for: { days?: number; hours?: number; minutes?: number }; next?: string } | { key: string; kind: "waitUntil"; at: string; weekdays?: (number)[]; date?: { of: "person" | "record" | "account"; field: string; days: number }; next?: string } | { key: string; kind: "waitFor"; when: ({ kind: "is"; of: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[]; within: { days?: number; hours?: number; minutes?: number }; else?: string; next?: string } | { key: string; kind: "condition"; when: ({ kind: "is"; of: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[]; else?: string; next?: string } | { key: string; kind: "split"; branches: ({ weight: number; next?: string })[] } | { key: string; kind: "mail"; templateId: string; next?: string } | { key: string; kind: "sms"; templateId: string; next?: string } | { key: string; kind: "task"; subject: string; body?: string; dueInDays: number; ownerId?: string; next?: string } | { key: string; kind: "setFields"; of: "person" | "record" | "account"; values: Record<string, unknown>; next?: string } | { key: string; kind: "segment"; segmentId: string; change: "add" | "remove"; next?: string } | { key: string; kind: "touch"; touch: "form" | "email" | "call" | "meeting" | "download" | "event" | "visit"; next?: string } | { key: string; kind: "coupon"; templateId: string; next?: string } | { key: string; kind: "webhook"; webhookId: string; fields?: (string)[]; next?: string } | { key: string; kind: "handToSales"; status?: "working" | "mql" | "sql"; ownerId?: string; subject: string; next?: string })[] } };
export type GetJourneysByIdVersionsReplyPage = { items: (GetJourneysByIdVersionsReply)[]; nextCursor: string | null };
export type GetKnowledgeReplyPage = { items: (GetTicketChannelsByChannelIdArticlesReply)[] };
export type GetLeadFormsByFormIdDefinitionReply = { id: string; name: string; fields: (string)[]; consentText?: string; honeypot: "fax"; renderedAt: string };
export type GetLeadPolicyReply = { salesJoinsAt: "raw" | "mql" | "sql"; mqlScore?: number; sqlScore?: number; grades: ({ grade: string; min: number })[]; duplicates: "allow" | "warn" | "refuse"; version: number };
export type GetLeadPoolsByIdFreeLeadsReply = { id: string; name: string; company?: string; title?: string; industry?: string; region?: string; productIds?: (string)[]; source?: string; channel?: string; campaign?: string; status: string; score?: number; grade?: string; poolId: string; version: number; createdAt: string };
export type GetLeadPoolsByIdFreeLeadsReplyPage = { items: (GetLeadPoolsByIdFreeLeadsReply)[]; nextCursor: string | null };
export type GetLeadPoolsByIdLoadReply = { poolId: string; on: string; members: ({ userId: string; weight: number; holding: number; holdingMax?: number; claimsToday: number; claimsPerDayMax?: number; eligible: boolean; why?: string })[]; nextUserId: string | null };
export type GetLeadsByIdDuplicatesReply = { noun: string; id: string; title: string; reasons: ({ kind: string; strong: boolean })[] };
export type GetLeadsByIdDuplicatesReplyPage = { items: (GetLeadsByIdDuplicatesReply)[]; nextCursor: string | null };
export type GetLeadsByIdMatchReply = { accountId: string; name: string; reasons: (string)[]; strong: boolean };
export type GetLeadsByIdMatchReplyPage = { items: (GetLeadsByIdMatchReply)[] };
export type GetLeadsByIdMergesReply = { id: string; version: number; createdAt: string; updatedAt: string; noun: string; targetId: string; fromIds: (string)[]; fields?: Record<string, string>; state: "moving" | "done" | "undoing" | "undone" | "refused" | "halted"; moved: number; kept?: ({ noun: string; id: string; field: string })[]; doneAt?: string; undoneAt?: string; problem?: { code: string; detail: string; errors?: ({ path: string; code: string; message: string })[] }; refusedAt?: string; obstacle?: { code: string; detail: string; errors?: ({ path: string; code: string; message: string })[] }; changed: ({ fromId: string; fields: (string)[] })[] };
export type GetLeadsByIdMergesReplyPage = { items: (GetLeadsByIdMergesReply)[]; nextCursor: string | null };
export type GetLeadsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetLeadsByIdTouchesReply = { kind: "form" | "email" | "call" | "meeting" | "download" | "event" | "visit"; at: string; note?: string; id: string; version: number; createdAt: string; updatedAt: string; leadId: string; accountId?: string };
export type GetLeadsByIdTouchesReplyPage = { items: (GetLeadsByIdTouchesReply)[]; nextCursor: string | null };
export type GetLeadsDuplicatesReply = { id: string; title: string; duplicates: (GetLeadsByIdDuplicatesReply)[] };
export type GetLeadsDuplicatesReplyPage = { items: (GetLeadsDuplicatesReply)[]; nextCursor: string | null; progress: { examined: number; complete: boolean } };
export type GetLicencePricesReply = { seatsIncluded: number; baseMinor: number; seatMinor: number; sameSeatUpgradeMinor: number; supportBasisPoints: number; currency: string };
export type GetLicencePublicKeyReply = { keyId: string; algorithm: "Ed25519"; publicKey: string };
export type GetLicenceReply = { state: "demo" | "registered" | "expired"; edition: "enterprise" | "marketing" | "sales"; seats?: number; validUntil?: string; used: { users: number; accounts: number; contacts: number; leads: number }; atLeast: (string)[] };
export type GetLifeCycleReportReply = { stages: ({ stage: "target" | "signed" | "user" | "dormant" | "lost"; entered: number; left: Record<string, number>; stayedSeconds: number; daysOnAverage: number | null })[]; complete: boolean; nextCursor: string | null };
export type GetMailCampaignsByIdDeliveriesReply = { personId: string; name?: string; to?: string; state: string; sentAt?: string; deliveredAt?: string; error?: string; variant?: string; openedAt?: string; clickedAt?: string; repliedAt?: string; withdrawnAt?: string };
export type GetMailCampaignsByIdDeliveriesReplyPage = { items: (GetMailCampaignsByIdDeliveriesReply)[]; nextCursor: string | null };
export type GetMailCampaignsByIdFiguresReply = { all: { variant?: string; queued: number; sent: number; delivered: number; bounced: number; complained: number; suppressed: number; failed: number; openedUnreliable: number; clicked: number; replied: number; withdrawn: number }; variants: ({ variant?: string; queued: number; sent: number; delivered: number; bounced: number; complained: number; suppressed: number; failed: number; openedUnreliable: number; clicked: number; replied: number; withdrawn: number })[] };
export type GetMailCampaignsByIdPreviewReply = { purpose: string; recipients: number; reachable: number; unreachable: number; withheld: number; heldOut: number; lacking: number; doubled: number; complete: boolean; nextCursor: string | null };
export type GetMailCampaignsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetMailSenderEffectReply = { from: { name: string; address: string }; replyTo?: string; own: boolean; because: "verified" | "notVerified" | "noDomain" | "noAddress" };
export type GetMailSenderReply = { address?: string; name?: string; replyTo?: string; version: number };
export type GetMailboxesByIdMailsReplyPage = { items: (Mail)[]; nextCursor: string | null };
export type GetMailsByIdThreadReplyPage = { items: (Mail)[] };
export type GetMailsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetMarketingEventsByIdLinksReply = { id: string; version: number; createdAt: string; updatedAt: string; eventId: string; locale: "zh-CN" | "en"; expiresAt: string; revokedAt?: string };
export type GetMarketingEventsByIdLinksReplyPage = { items: (GetMarketingEventsByIdLinksReply)[] };
export type GetMarketingEventsByIdRegistrationsReplyPage = { items: (PostMarketingEventsByIdRegistrationsReply)[]; nextCursor: string | null };
export type GetMarketingEventsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetMeReply = { kind: string; principalId: string; name?: string; email?: string; locale?: "zh-CN" | "en"; departmentId?: string; personId?: string; roles: (string)[]; permissions: (string)[]; tenant: { id: string; name: string; locale: "zh-CN" | "en"; timeZone: string; currency: string } };
export type GetMeetingsByIdAttendanceReply = { id: string; version: number; createdAt: string; updatedAt: string; meetingId: string; email?: string; name?: string; firstAt: string; minutes: number };
export type GetMeetingsByIdAttendanceReplyPage = { items: (GetMeetingsByIdAttendanceReply)[] };
export type GetMeteringReply = { month: string; calls: number; messages: { email: number; sms: number; chat: number }; rows: number; storageBytes: number; objects: number; measuredOn?: string; quotas: ({ measure: "rows" | "storageBytes" | "calls" | "messages"; used: number; most: number; level: 0 | 80 | 95 | 100 })[] };
export type GetNounsReply = { noun: string; path: string; prefix: string; labels: Record<string, string>; several: Record<string, string>; fields: (NounField)[]; hidden: (string)[]; filters: ({ field: string; ops: (string)[] })[]; sorts: (string)[]; sortsWithin: ({ field: string; by: (string)[] })[]; states?: { field: string; next: Record<string, (string)[]>; changeIn?: (string)[] }; actions: ({ name: string; path: string; labels: Record<string, string>; summary: string; permission: string; allowed: boolean; from?: (string)[]; to?: string; body?: Record<string, unknown>; words?: Record<string, Record<string, string>> })[]; runs: ({ name: string; path: string; labels: Record<string, string>; all: Record<string, string>; summary: string; body: Record<string, unknown>; words: Record<string, Record<string, string>> })[]; permissions: { read: string; write: string }; rights: { write: boolean; scope: string }; does: ("search" | "views" | "export" | "import" | "batch" | "timeline" | "customFields")[] };
export type GetNounsReplyPage = { items: (GetNounsReply)[]; nextCursor: string | null };
export type GetNumberSeriesReply = { kind: "quote" | "invoice" | "creditNote" | "receipt" | "ticket"; pattern: string; period: string; last: number; next: string };
export type GetNumberSeriesReplyPage = { items: (GetNumberSeriesReply)[] };
export type GetOpportunitiesByIdInfluenceReply = { opportunityId: string; accountId: string; openedAt: string; closedAt?: string; touches: ({ at: string; campaignId: string; campaign?: string; channel?: string; personId: string; name?: string; role?: string; when: "beforeOpening" | "beforeClosing" })[]; roles: ({ role: string; personId: string; campaignId: string; at: string })[] };
export type GetOpportunitiesByIdProcessReply = { opportunityId: string; steps: ({ stage: string; name: string; enteredAt: string; leftAt?: string; seconds: number; movedById: string; maxDays?: number; isLate?: boolean; activities: number; documents: ({ noun: "quote" | "file" | "order"; id: string; title: string; at: string; byId?: string })[] })[]; people: ({ userId: string; moves: number; activities: number; done: number; documents: number; lastAt: string })[]; events: ({ at: string; byId?: string; kind: "moved" | "activity" | "quote" | "file" | "order"; id: string; text: string; stage?: string })[]; isCut: boolean; latestFeedback?: { activityId: string; subject: string; outcome: string; at: string; byId?: string }; punctuality?: { onTime: number; late: number; overdue: number; basisPoints?: number }; leftOut: ("activities" | "quotes" | "files" | "orders")[]; asOf: string };
export type GetOpportunitiesByIdQualificationReply = { templateId?: string; score?: number; questions: ({ key: string; text: string; stage?: string; weight: number; answer?: string; note?: string; points?: number; hint?: string })[] };
export type GetOpportunitiesByIdStageMovesReply = { id: string; version: number; createdAt: string; updatedAt: string; opportunityId: string; pipelineId: string; from?: string; to: string; sinceAt?: string; stayedSeconds?: number; movedAt: string; movedOn: string; movedBy: string; amountMinor?: number; currency: string; ownerId?: string; departmentId?: string; productTypes?: (string)[]; competitors?: (string)[] };
export type GetOpportunitiesByIdStageMovesReplyPage = { items: (GetOpportunitiesByIdStageMovesReply)[]; nextCursor: string | null };
export type GetOpportunitiesByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetOrdersByIdAmendmentsReply = { id: string; version: number; createdAt: string; updatedAt: string; orderId: string; number: number; reason: string; before: { lines: ({ productId: string; quantity: number; amountMinor: number; unitPriceMinor?: number; discountBasisPoints?: number; productType: string })[]; instalments: ({ dueOn: string; amountMinor: number; paymentReference?: string; receivableId?: string })[]; credits?: ({ userId?: string; partnerId?: string; basisPoints: number; ledger: "primary" | "overlay" })[]; totalMinor: number; kind: "new" | "upsell" | "renewal"; startsOn?: string; endsOn?: string; freeMonths?: number }; totalDeltaMinor?: number };
export type GetOrdersByIdAmendmentsReplyPage = { items: (GetOrdersByIdAmendmentsReply)[]; nextCursor: string | null };
export type GetOrdersByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetOutgoingWebhooksByIdDeliveriesReply = { id: string; version: number; createdAt: string; updatedAt: string; webhookId: string; type: string; personId?: string; state: "waiting" | "delivered" | "failed"; attempts: number; dueAt?: string; answered?: number; error?: string; doneAt?: string };
export type GetOutgoingWebhooksByIdDeliveriesReplyPage = { items: (GetOutgoingWebhooksByIdDeliveriesReply)[]; nextCursor: string | null };
export type GetOutsideRecipientsReply = { addresses: (string)[]; domains: (string)[]; version: number };
export type GetPartnerOrdersByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetPartnerProgrammeReply = { tiers: ({ name: string; rateBasisPoints?: number })[]; types: (string)[]; asksAcknowledgement: ("discount" | "protection")[]; version: number };
export type GetPartnerStatementsByIdEntriesReplyPage = { items: (RebateEntry)[]; nextCursor: string | null };
export type GetPartnerStatementsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetPartnersByIdApiKeysReplyPage = { items: (GetUsersByIdApiKeysReply)[] };
export type GetPartnersByIdPeopleReplyPage = { items: (User)[]; nextCursor: string | null };
export type GetPartnersByIdPricesReply = { productId: string; currency: string; listMinor: number; amountMinor: number };
export type GetPartnersByIdPricesReplyPage = { rateBasisPoints: number; items: (GetPartnersByIdPricesReply)[] };
export type GetPartnersByIdSummaryReply = { partnerId: string; name: string; tier?: string; rateBasisPoints?: number; period: string; currency: string; signedMinor: number; byKind: ({ kind: string; orders: number; signedMinor: number })[]; quotaMinor?: number; gapMinor?: number; arrMinor: number; rebates: { openMinor: number; toBePaidMinor: number }; rulesWaiting: number };
export type GetPartnersByIdTermsReply = { id: string; version: number; createdAt: string; updatedAt: string; partnerId: string; number?: number; at: string; on: string; terms: { type?: string; tier?: string; rateBasisPoints?: number; territories?: (string)[]; contractFromOn?: string; contractToOn?: string }; before?: { type?: string; tier?: string; rateBasisPoints?: number; territories?: (string)[]; contractFromOn?: string; contractToOn?: string } };
export type GetPartnersByIdTermsReplyPage = { items: (GetPartnersByIdTermsReply)[]; nextCursor: string | null };
export type GetPartnersByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetPayerMemoryReply = { key: string; kind: "accountNo" | "name"; value: string; accountId: string; claims: number; createdAt: string; updatedAt: string };
export type GetPayerMemoryReplyPage = { items: (GetPayerMemoryReply)[]; nextCursor: string | null };
export type GetPlansByIdActualReply = { scenario: string; currency: string; months: ({ new: { plannedMinor: number; actualMinor: number; gapMinor: number; reachedBasisPoints: number | null }; upsell: { plannedMinor: number; actualMinor: number; gapMinor: number; reachedBasisPoints: number | null }; renewal: { plannedMinor: number; actualMinor: number; gapMinor: number; reachedBasisPoints: number | null }; total: { plannedMinor: number; actualMinor: number; gapMinor: number; reachedBasisPoints: number | null }; month: string })[]; year: { new: { plannedMinor: number; actualMinor: number; gapMinor: number; reachedBasisPoints: number | null }; upsell: { plannedMinor: number; actualMinor: number; gapMinor: number; reachedBasisPoints: number | null }; renewal: { plannedMinor: number; actualMinor: number; gapMinor: number; reachedBasisPoints: number | null }; total: { plannedMinor: number; actualMinor: number; gapMinor: number; reachedBasisPoints: number | null } }; soFar: { new: { plannedMinor: number; actualMinor: number; gapMinor: number; reachedBasisPoints: number | null }; upsell: { plannedMinor: number; actualMinor: number; gapMinor: number; reachedBasisPoints: number | null }; renewal: { plannedMinor: number; actualMinor: number; gapMinor: number; reachedBasisPoints: number | null }; total: { plannedMinor: number; actualMinor: number; gapMinor: number; reachedBasisPoints: number | null } }; asOf: string };
export type GetPlansReplyPage = { items: (Plan)[]; nextCursor: string | null };
export type GetPresetsReply = { mode: "standard" | "membership" | "promotion" | "project" | "keyAccount"; label: { "zh-CN": string; en: string }; summary: { "zh-CN": string; en: string }; state: "available" | "installed" | "removed"; installedAt?: string; removedAt?: string; reports: (string)[]; parts: ({ key: string; path: string; id: string; state: "there" | "refused" | "removed" | "kept" | "available"; note?: string })[] };
export type GetPresetsReplyPage = { items: (GetPresetsReply)[] };
export type GetPriceBooksByIdEntriesReply = { productId: string; prices: ({ unitPriceMinor: number; fromQuantity: number; validFrom?: string; validUntil?: string })[]; id: string; version: number; createdAt: string; updatedAt: string; priceBookId: string };
export type GetPriceBooksByIdEntriesReplyPage = { items: (GetPriceBooksByIdEntriesReply)[]; nextCursor: string | null };
export type GetPricesReply = { productId: string; quantity: number; unitPriceMinor: number; currency: string; periodMonths?: number; taxBasisPoints?: number; listMinor: number; term?: { startsOn: string; endsOn: string }; source: { from: "priceBook" | "listPrice"; priceBookId?: string; priceBook?: string; entryId?: string; fromQuantity?: number; validFrom?: string; validUntil?: string; passedOver: ({ priceBookId: string; priceBook: string; why: string })[] } };
export type GetProductsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetProjectsByIdChangeRequestsReplyPage = { items: (ChangeRequest)[]; nextCursor: string | null };
export type GetProjectsByIdCostsReplyPage = { items: (ProjectCost)[]; nextCursor: string | null };
export type GetProjectsByIdLinksReply = { id: string; version: number; createdAt: string; updatedAt: string; projectId: string; kind: "acceptance"; milestone?: string; locale: "zh-CN" | "en"; expiresAt: string; contactId?: string; revokedAt?: string; answer?: { at: string; name: string; email: string; accepted?: boolean; consentText?: string; reason?: string } };
export type GetProjectsByIdLinksReplyPage = { items: (GetProjectsByIdLinksReply)[] };
export type GetProjectsByIdMilestonesReplyPage = { items: (GetProjectsByIdTasksReply)[]; nextCursor: null };
export type GetProjectsByIdPlanReply = { projectId: string; version: number; startOn: string; endOn: string; criticalPath: (string)[]; lengthDays: number; nodes: (GetProjectsByIdTasksReply)[] };
export type GetProjectsByIdProfitReply = { projectId: string; currency: string; soldMinor: number; collectedMinor: number; minutes: number; labourMinor: number; unratedMinutes: number; costsMinor: number; expensesMinor: number; otherExpenses: ({ currency: string; amountMinor: number })[]; profitMinor: number; budgetHours?: number; budgetMinor?: number; budgetLeftMinor?: number; budgetLeftMinutes?: number };
export type GetProjectsByIdTasksReply = { key: string; kind: "task" | "milestone"; name: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number; assigneeId?: string; notBefore?: string; state: "open" | "doing" | "done" | "dropped"; startOn: string; endOn: string; baseline?: { startOn: string; endOn: string }; attached?: ({ name: string; fileId: string })[]; doneAt?: string; acceptedAt?: string; acceptedBy?: string; slackDays: number; isCritical: boolean; delayDays?: number };
export type GetProjectsByIdTasksReplyPage = { items: (GetProjectsByIdTasksReply)[]; nextCursor: null };
export type GetProjectsByIdTimeEntriesReplyPage = { items: (TimeEntry)[]; nextCursor: string | null };
export type GetProjectsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetQuoteFiguresReply = { month: string; currency: string; count: number; totalMinor: number };
export type GetQuoteFiguresReplyPage = { items: (GetQuoteFiguresReply)[] };
export type GetQuotesByIdLinksReply = { id: string; version: number; createdAt: string; updatedAt: string; quoteId: string; revision: number; locale: "zh-CN" | "en"; expiresAt: string; contactId?: string; revokedAt?: string };
export type GetQuotesByIdLinksReplyPage = { items: (GetQuotesByIdLinksReply)[]; acceptances: ({ id: string; version: number; createdAt: string; updatedAt: string; quoteId: string; revision: number; linkId: string; name: string; email: string; consentText: string; documentHash: string; totalMinor: number; currency: string })[] };
export type GetQuotesByIdRevisionsReply = { id: string; version: number; createdAt: string; updatedAt: string; quoteId: string; revision: number; before: { lines: ({ productId: string; quantity: number; unitPriceMinor: number | string; discountBasisPoints?: number; taxBasisPoints?: number; months?: number; bookPriceMinor?: number | string; listMinor: number; discountMinor: number; amountMinor: number; netMinor: number; taxMinor: number; totalMinor: number })[]; discountBasisPoints?: number; instalments?: ({ dueOn: string; amountMinor: number; paymentReference?: string })[]; credits?: ({ userId?: string; partnerId?: string; basisPoints: number; ledger: "primary" | "overlay" })[]; subtotalMinor: number; discountMinor: number; taxMinor: number; totalMinor: number; validUntil: string; status: "draft" | "submitted" | "approved" | "accepted" | "expired" } };
export type GetQuotesByIdRevisionsReplyPage = { items: (GetQuotesByIdRevisionsReply)[] };
export type GetQuotesByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetReachPolicyReply = { doubleOptIn: boolean; evidenceKeptMonths: number; optOutWords: (string)[]; smsSignature?: string; smsOptOut?: string; smsPartPriceMinor: number; linksFrom?: string; version: number };
export type GetReachSettingsReply = { quietHours?: { from: string; to: string; channels: ("email" | "sms")[]; service: boolean }; caps: ({ channel?: "email" | "sms"; messages: number; days: number })[]; overCap: "suppress" | "wait"; version: number };
export type GetRebateRulesByIdVersionsReply = { fromOn: string; toOn?: string; currency: string; period: "month" | "quarter" | "year"; yearStartsInMonth?: number; tiering: "retroactive" | "marginal"; tiers: ({ fromMinor: number; basisPoints: number })[]; orderKinds?: ("new" | "upsell" | "renewal")[]; productTypes?: (string)[]; partnerIds?: (string)[]; partnerTiers?: (string)[]; territories?: (string)[]; asksAcknowledgement?: boolean; text?: string; id: string; version: number; createdAt: string; updatedAt: string; ruleId: string; name: string; number: number; isOff?: boolean };
export type GetRebateRulesByIdVersionsReplyPage = { items: (GetRebateRulesByIdVersionsReply)[]; nextCursor: string | null };
export type GetRebateRulesNoticesReply = { fromOn?: string; toOn?: string; currency?: string; period?: "month" | "quarter" | "year"; yearStartsInMonth?: number; tiering?: "retroactive" | "marginal"; tiers?: ({ fromMinor: number; basisPoints: number })[]; orderKinds?: ("new" | "upsell" | "renewal")[]; productTypes?: (string)[]; partnerIds?: (string)[]; partnerTiers?: (string)[]; territories?: (string)[]; asksAcknowledgement?: boolean; text?: string; id: string; version: number; createdAt: string; updatedAt: string; ownerId?: string; departmentId?: string; partnerId: string; subject?: "rebate" | "discount" | "protection"; ruleId: string; agreed?: { type?: string; tier?: string; rateBasisPoints?: number; territories?: (string)[]; contractFromOn?: string; contractToOn?: string }; protection?: { protectionDays: number; extensionsMax: number; protectedTiers: (string)[] }; name: string; number: number; state: "informed" | "waiting" | "acknowledged" | "ended"; pushedAt: string; acknowledgements: ({ number: number; at: string; on: string; by: string })[] };
export type GetRebateRulesNoticesReplyPage = { items: (GetRebateRulesNoticesReply)[]; nextCursor: string | null };
export type GetReceivablesAgeingReply = { on: string; asOf: string; currency: string; openMinor: number; buckets: ({ key: string; openMinor: number })[] };
export type GetReceivablesByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetReceivablesByIdWriteOffsReply = { id: string; version: number; createdAt: string; updatedAt: string; receivableId: string; amountMinor: number; currency: string; reason: string };
export type GetReceivablesByIdWriteOffsReplyPage = { items: (GetReceivablesByIdWriteOffsReply)[]; nextCursor: string | null };
export type GetReconciliationPolicyReply = { automatic: "all" | "referencesOnly" | "none"; tolerances: Record<string, { fixedMinor: number; basisPoints: number }>; bankCharges: Record<string, number>; statedCharges: boolean; earlyPaymentDiscount: boolean; creditNoteNetting: boolean; partialPayments: "withReference" | "oldestFirst" | "never"; surplus: "prepayment" | "unapplied"; deductions: Record<string, { as: "credited" | "writtenOff"; upToMinor: Record<string, number> }>; surplusWithoutReference: boolean; prepaymentUse: "never" | "nextReceivable"; amountMatching: "unique" | "strongest"; equalInstalments: "abstain" | "earliestDue"; relatedParties: "withReference" | "unique"; duplicateWindowDays: number; subsetSumsMax: number; classRules: ({ exclusion: "fee" | "interest" | "internalTransfer" | "refund" | "outgoing"; direction: "credit" | "debit" | "any"; words: (string)[]; codes: (string)[] })[]; setAsideWords: (string)[]; sharedPayerNames: (string)[]; ownAccountNos: (string)[]; version: number };
export type GetReferenceProgrammeReply = { criteria: ({ key: string; name: string })[]; zoneRole: string; unitRole: string; marketingRole: string; rebateMinor: number; version: number };
export type GetRegistrationPolicyReply = { protectionDays: number; extensionsMax: number; protectedTiers: (string)[]; version: number };
export type GetRenewalPolicyReply = { oneOffTypes: (string)[]; earlyDays: number; lateDays: number; financeBasis: "cash" | "invoice"; targetBasisPoints: number; targets: ({ tier?: string; productType?: string; fromRenewals?: number; basisPoints: number })[]; upliftBasisPoints: number; uplifts: ({ tier?: string; productType?: string; fromRenewals?: number; basisPoints: number })[]; quoteDays: number; remindDays: (number)[]; version: number };
export type GetRenewalsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetReportSubscriptionsByIdOptOutsReply = { id: string; version: number; createdAt: string; updatedAt: string; subscriptionId: string; recipientId: string; leftAt: string; backAt?: string };
export type GetReportSubscriptionsByIdOptOutsReplyPage = { items: (GetReportSubscriptionsByIdOptOutsReply)[] };
export type GetReportsFactsReply = { name: string; label: { "zh-CN": string; en: string }; on: string; dimensions: ({ key: string; label: { "zh-CN": string; en: string }; kind: string; options?: (string)[]; levels?: (string)[] })[]; measures: ({ key: string; label: { "zh-CN": string; en: string }; means: { "zh-CN": string; en: string }; unit: "money" | "count" | "days" | "basisPoints"; additivity: "full" | "notOverTime" | "none" })[] };
export type GetReportsFactsReplyPage = { items: (GetReportsFactsReply)[] };
export type GetReportsRenewalBridgeReply = { orderId: string; renewalId: string; accountId: string; amountMinor: number; reason: "early" | "late" | "renewedEarlier" | "renewedLater" | "notYetIn" };
export type GetReportsRenewalBridgeReplyPage = { period: string; from: string; to: string; currency: string; financeBasis: "cash" | "invoice"; business: { dueMinor: number; renewedMinor: number; rateBasisPoints?: number }; finance: { dueMinor: number; renewedMinor: number; rateBasisPoints?: number }; items: (GetReportsRenewalBridgeReply)[]; differenceMinor: number };
export type GetReportsRenewalsReply = { key: string; drill: string; count: number; renewedCount: number; countBasisPoints?: number; dueMinor: number; renewedMinor: number; rateBasisPoints?: number; upgradedMinor: number; downgradedMinor: number; churnedMinor: number; openMinor: number; startMinor: number; grossBasisPoints?: number; netBasisPoints?: number; targetMinor: number; completionBasisPoints?: number; shareOfDueBasisPoints?: number; shareOfRenewedBasisPoints?: number; customers: number; upsellCustomers: number; upsellBasisPoints?: number };
export type GetReportsRenewalsReplyPage = { period: string; from: string; to: string; currency: string; by: "all" | "tier" | "productType" | "owner" | "department" | "firstYear" | "renewals"; total: GetReportsRenewalsReply; items: (GetReportsRenewalsReply)[] };
export type GetReportsReply = { id: string; class: { key: string; name: { "zh-CN": string; en: string } }; name: { "zh-CN": string; en: string }; purpose: { "zh-CN": string; en: string }; facts: string; measures: (string)[]; dimensions: (string)[]; defaultChart: "bar" | "stackedBar" | "line" | "area" | "pie" | "funnel" | "number" | "table"; query: { facts: string; filter?: Filter; period?: { from: string; to: string } | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear" | { last: number; unit: "day" | "week" | "month" | "quarter" | "year" } | { next: number; unit: "day" | "week" | "month" | "quarter" | "year" }; on?: string; convert?: boolean; measures: (string)[]; dimensions: (string)[]; compare?: "previousPeriod" | "previousYear"; sort?: string; limit: number } };
export type GetReportsReplyPage = { items: (GetReportsReply)[] };
export type GetReviewPolicyReply = { everyDays: number; tiers: ({ tier: string; everyDays: number })[]; version: number };
export type GetSavedReportsReplyPage = { items: (SavedReport)[]; nextCursor: string | null };
export type GetSearchReply = { noun: string; id: string; title: string; matched: { field: string; rank: number } };
export type GetSearchReplyPage = { items: (GetSearchReply)[]; nextCursor: string | null };
export type GetSegmentsByIdLikenessReply = { builtAt?: string; people?: number; seeds?: number; isWhole?: boolean; told: ({ feature: string; value: string; seeds: number; people: number; points: number })[] };
export type GetSegmentsByIdMembersReply = { id: string; name?: string; score?: number; reasons?: ({ feature: string; points: number })[] };
export type GetSegmentsByIdMembersReplyPage = { items: (GetSegmentsByIdMembersReply)[]; nextCursor: string | null };
export type GetSegmentsByIdPreviewReply = { count: number; complete: boolean; nextCursor: string | null; people: (GetSegmentsByIdMembersReply)[] };
export type GetSendingReputationReply = { state: "open" | "stopped"; because?: "bounces" | "complaints"; stoppedAt?: string; resumesAt?: string; sent: number; bounced: number; complained: number; bounceBasisPoints: number; complaintBasisPoints: number; bounceBasisPointsMax: number; complaintBasisPointsMax: number };
export type GetSignInPolicyReply = { secondFactor: "required" | "optional"; groups?: { claim: string; of: ({ group: string; roles: (string)[] })[]; unmapped: "refused" | "kept" }; version: number };
export type GetSignInReply = { issuer: string; clientId: string; scope: string; bearer: "accessToken" | "idToken"; authorizationEndpoint: string; tokenEndpoint: string; endSessionEndpoint?: string };
export type GetSingleSignOnReply = { issuer?: string; clientId?: string; audience?: string; scope?: string; claim?: string; means?: "email" | "id"; bearer?: "accessToken" | "idToken"; demands?: { claim: "amr" | "acr"; anyOf: (string)[] }; off?: boolean; id?: string; version?: number; createdAt?: string; updatedAt?: string };
export type GetSmsCampaignsByIdDeliveriesReply = { personId: string; name?: string; to?: string; state: string; sentAt?: string; deliveredAt?: string; error?: string };
export type GetSmsCampaignsByIdDeliveriesReplyPage = { items: (GetSmsCampaignsByIdDeliveriesReply)[]; nextCursor: string | null };
export type GetSmsCampaignsByIdPreviewReply = { message: string; encoding: "GSM-7" | "UCS-2"; characters: number; parts: number; recipients: number; reachable: number; totalParts: number; costMinor: number; currency: string; complete: boolean; nextCursor: string | null };
export type GetSmsCampaignsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetSuccessPlansByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetSurveyPolicyReply = { projects: "none" | "csat" | "nps"; tickets: "none" | "csat" | "nps"; quietDays: number; validDays: number; lowCsat: number; lowNps: number; taskDays: number; version: number };
export type GetSurveysByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetTicketChannelsByChannelIdArticlesByArticleIdReply = { id: string; title: string; category?: string; language: "zh-CN" | "en"; publishedAt: string; revision: number; body: string };
export type GetTicketChannelsByChannelIdArticlesReply = { id: string; title: string; category?: string; language: "zh-CN" | "en"; publishedAt: string; revision: number };
export type GetTicketChannelsByChannelIdArticlesReplyPage = { items: (GetTicketChannelsByChannelIdArticlesReply)[] };
export type GetTicketChannelsByChannelIdDefinitionReply = { id: string; name: string; fields: (string)[]; honeypot: "fax"; renderedAt: string };
export type GetTicketSettingsReply = { customerSuccessRole: string; closeAfterDays: number; reopenDays: number; version: number };
export type GetTicketsByIdIssueReply = { id: string; version: number; createdAt: string; updatedAt: string; ticketId: string; trackerId: string; note?: string; externalId?: string; url?: string; remoteState?: string; isDone?: boolean; ticketState: string; toldUntil?: string; syncedAt?: string; dueAt?: string; failures: number; error?: string; deletedAt?: string };
export type GetTicketsByIdMessagesReplyPage = { items: (PostTicketsByIdMessagesReply)[]; nextCursor: string | null };
export type GetTicketsByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetTimeEntriesByIdTimelineReplyPage = { items: (GetAccountsByIdTimelineReply)[]; nextCursor: string | null };
export type GetTitlesReply = { noun: string; id: string; title: string };
export type GetTitlesReplyPage = { items: (GetTitlesReply)[] };
export type GetUsersByIdApiKeysReply = { name: string; id: string; version: number; createdAt: string; updatedAt: string; principalId: string; revokedAt?: string; lastUsedAt?: string };
export type GetUsersByIdApiKeysReplyPage = { items: (GetUsersByIdApiKeysReply)[] };
export type GetUsersByIdAvailabilityReply = { timeZone?: string; hours?: { sun?: ({ from: string; to: string })[]; mon?: ({ from: string; to: string })[]; tue?: ({ from: string; to: string })[]; wed?: ({ from: string; to: string })[]; thu?: ({ from: string; to: string })[]; fri?: ({ from: string; to: string })[]; sat?: ({ from: string; to: string })[] }; leave?: ({ fromOn: string; toOn: string })[]; userId: string; version: number };
export type GetUsersByIdCapacityReply = { minutesPerDay: number; userId: string; version: number };
export type GetUsersMeCalendarFeedReply = { active: boolean; createdAt?: string; revokedAt?: string };
export type GetUsersMeReply = { kind: string; principalId: string; departmentId?: string; roles: (string)[]; tenantId: string; permissions: (string)[] };
export type GetValueModelsByIdRankingReply = { accountId: string; name?: string; score: number; existingPoints: number; potentialPoints: number; modelPoints: number; on: string; fallenOn?: string; why: ({ key: string; label?: string; points: number; weight: number })[] };
export type GetValueModelsByIdRankingReplyPage = { items: (GetValueModelsByIdRankingReply)[]; nextCursor: string | null };
export type GetViewsByIdCountReply = { count: number; nextCursor: string | null; progress: { examined: number; complete: boolean } };
export type GetViewsByIdRowsReplyPage = { items: (Record<string, unknown>)[]; nextCursor: string | null; progress: { examined: number; complete: boolean } };
export type GetViewsReplyPage = { items: (View)[]; nextCursor: string | null };
export type GetVisitorsByIdReply = { id: string; version: number; createdAt: string; updatedAt: string; isKnown: boolean; mergedInto?: string; personIds: (string)[] };
export type GetWorkingCalendarReply = { weekly: ({ day: number; from: string; to: string })[]; holidays: ({ on: string; name?: string })[]; workdays: ({ on: string; name?: string; from?: string; to?: string })[]; version: number };
export type HealthModel = { name: string; productType?: string; tier?: string; metrics: ({ metric: string; weight: number; measure: "sum" | "average" | "days"; windowDays: number; fullAt: number; halfLifeDays?: number })[]; bands: ({ name: string; from: number })[]; alertDrop: number; slideDrop?: number; nearDays: number; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type HealthModelInput = { name: string; productType?: string; tier?: string; metrics: ({ metric: string; weight: number; measure?: "sum" | "average" | "days"; windowDays?: number; fullAt: number; halfLifeDays?: number })[]; bands?: ({ name: string; from: number })[]; alertDrop?: number; slideDrop?: number; nearDays?: number; id?: string };
export type HealthModelPage = { items: (HealthModel)[]; nextCursor: string | null };
export type HealthModelPatch = { name?: string; productType?: string | null; tier?: string | null; metrics?: ({ metric: string; weight: number; measure?: "sum" | "average" | "days"; windowDays?: number; fullAt: number; halfLifeDays?: number })[]; bands?: ({ name: string; from: number })[]; alertDrop?: number; slideDrop?: number | null; nearDays?: number };
export type ImportMapping = { name: string; noun: string; mapping: Record<string, string>; forms?: Record<string, "decimalPoint" | "decimalComma" | "ymd" | "dmy" | "mdy">; values?: Record<string, Record<string, string | "">>; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type ImportMappingInput = { name: string; noun: string; mapping: Record<string, string>; forms?: Record<string, "decimalPoint" | "decimalComma" | "ymd" | "dmy" | "mdy">; values?: Record<string, Record<string, string | "">>; id?: string };
export type ImportMappingPage = { items: (ImportMapping)[]; nextCursor: string | null };
export type ImportMappingPatch = { name?: string; noun?: string; mapping?: Record<string, string>; forms?: Record<string, "decimalPoint" | "decimalComma" | "ymd" | "dmy" | "mdy"> | null; values?: Record<string, Record<string, string | "">> | null };
export type Invoice = { receivableId: string; id: string; version: number; createdAt: string; updatedAt: string; kind: "invoice" | "creditNote"; status: "issued" | "voided"; number?: string; accountId: string; orderId?: string; contractNo?: string; reference: string; ownerId?: string; departmentId?: string; partnerId?: string; memberIds?: (string)[]; issuedOn: string; dueOn: string; currency: string; seller: { "zh-CN": { name: string; lines: (string)[] }; en: { name: string; lines: (string)[] }; payTo?: string }; buyer: { name: string; taxNo?: string; address?: string }; terms?: { "zh-CN"?: string; en?: string }; lines: ({ name?: string; code?: string; taxBasisPoints: number; netMinor: number; taxMinor: number; amountMinor: number })[]; netMinor: number; taxMinor: number; totalMinor: number; creditsNumber?: string; voidedAt?: string; voidReason?: string; sentAt?: string; archived?: boolean };
export type InvoiceInput = { receivableId: string };
export type InvoicePage = { items: (Invoice)[]; nextCursor: string | null };
export type IssueTrackerInput = { name: string; baseUrl: string; token: string; project?: string; doneStates: (string)[]; closeAs?: string; reopenAs?: string; pollMinutes?: number; isDefault?: boolean; id?: string };
export type IssueTrackerPage = { items: (PostIssueTrackersReply)[]; nextCursor: string | null };
export type IssueTrackerPatch = { name?: string; baseUrl?: string; token?: string; project?: string | null; doneStates?: (string)[]; closeAs?: string | null; reopenAs?: string | null; pollMinutes?: number | null; isDefault?: boolean | null };
export type JobInput = { noun: string; format: "csv" | "xlsx"; content?: string; uploadId?: string; encoding?: "utf-8" | "utf-16le" | "gb18030" | "big5" | "shift_jis" | "euc-jp" | "euc-kr" | "windows-874" | "windows-1250" | "windows-1251" | "windows-1252" | "windows-1253" | "windows-1254" | "windows-1255" | "windows-1256" | "windows-1257" };
export type JobInput10 = { personId: string; reason?: string };
export type JobInput2 = { noun: string; format: "csv" | "xlsx"; content?: string; uploadId?: string; encoding?: "utf-8" | "utf-16le" | "gb18030" | "big5" | "shift_jis" | "euc-jp" | "euc-kr" | "windows-874" | "windows-1250" | "windows-1251" | "windows-1252" | "windows-1253" | "windows-1254" | "windows-1255" | "windows-1256" | "windows-1257"; mapping?: Record<string, string>; forms?: Record<string, "decimalPoint" | "decimalComma" | "ymd" | "dmy" | "mdy">; values?: Record<string, Record<string, string | "">>; unknownOwners?: "importer" | "refuse"; upsertBy?: string; dryRun?: boolean; saveMappingAs?: string };
export type JobInput3 = { noun?: string; viewId?: string; format: "csv" | "xlsx"; filter?: Filter; columns?: (string)[]; references?: "names" | "ids" };
export type JobInput4 = { filter?: Filter; dryRun?: boolean; contactRole: string; locale?: "zh-CN" | "en" };
export type JobInput5 = { filter?: Filter; dryRun?: boolean; contactRole: string; locale?: "zh-CN" | "en" };
export type JobInput6 = { filter?: Filter; dryRun?: boolean; contactRole?: string; locale?: "zh-CN" | "en" };
export type JobInput7 = { format: "csv" | "xlsx" | "remt.001"; content?: string; uploadId?: string; mappingId?: string; mapping?: { columns: { reference: string; amount: string; discount?: string; deduction?: string; deductionCode?: string; deductionText?: string; memo?: string; advice?: string; payerName?: string; payerAccountNo?: string; paidOn?: string; currency?: string; paymentReference?: string }; amountIs?: "paid" | "due"; dayOrder?: "ymd" | "dmy" | "mdy"; decimalMark?: "." | "," }; payer?: { name?: string; accountNo?: string }; accountId?: string; currency?: string; paidOn?: string; paymentReference?: string };
export type JobInput8 = { personId: string };
export type JobInput9 = Record<string, never>;
export type JobPage = { items: (PostAccountsBatchReply)[]; nextCursor: string | null };
export type Journey = { name: string; of: "contact" | "lead"; trigger: { kind: "record"; noun: string; filter: Filter } | { kind: "segment"; segmentId: string; on: "entered" | "left" } | { kind: "date"; noun: string; field: string; days: number; at: string; yearly?: boolean; filter?: Filter } | { kind: "event"; name: string; withinDays: number } | { kind: "manual" }; entry?: ({ kind: "is"; of: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[]; reentry: { kind: "never" } | { kind: "after"; days: number } | { kind: "always" }; goals?: ({ key: string; when: ({ kind: "is"; of: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[] })[]; exits?: ({ key: string; when: ({ kind: "is"; of: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[] })[]; steps: ({ key: string; kind: "wait"; for: { days?: number; hours?: number; minutes?: number }; next?: string } | { key: string; kind: "waitUntil"; at: string; weekdays?: (number)[]; date?: { of: "person" | "record" | "account"; field: string; days: number }; next?: string } | { key: string; kind: "waitFor"; when: ({ kind: "is"; of: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[]; within: { days?: number; hours?: number; minutes?: number }; else?: string; next?: string } | { key: string; kind: "condition"; when: ({ kind: "is"; of: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[]; else?: string; next?: string } | { key: string; kind: "split"; branches: ({ weight: number; next?: string })[] } | { key: string; kind: "mail"; templateId: string; next?: string } | { key: string; kind: "sms"; templateId: string; next?: string } | { key: string; kind: "task"; subject: string; body?: string; dueInDays: number; ownerId?: string; next?: string } | { key: string; kind: "setFields"; of: "person" | "record" | "account"; values: Record<string, unknown>; next?: string } | { key: string; kind: "segment"; segmentId: string; change: "add" | "remove"; next?: string } | { key: string; kind: "touch"; touch: "form" | "email" | "call" | "meeting" | "download" | "event" | "visit"; next?: string } | { key: string; kind: "coupon"; templateId: string; next?: string } | { key: string; kind: "webhook"; webhookId: string; fields?: (string)[]; next?: string } | { key: string; kind: "handToSales"; status?: "working" | "mql" | "sql"; ownerId?: string; subject: string; next?: string })[]; ownerId?: string; departmentId?: string; id: string; version: number; createdAt: string; updatedAt: string; status: "draft" | "live" | "paused" | "stopped"; publishedVersion?: number; publishedAt?: string; publishedBy?: string; archived?: boolean };
export type JourneyInput = { name: string; of: "contact" | "lead"; trigger: { kind: "record"; noun: string; filter: Filter } | { kind: "segment"; segmentId: string; on: "entered" | "left" } | { kind: "date"; noun: string; field: string; days: number; at?: string; yearly?: boolean; filter?: Filter } | { kind: "event"; name: string; withinDays?: number } | { kind: "manual" }; entry?: ({ kind: "is"; of?: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[]; reentry?: { kind: "never" } | { kind: "after"; days: number } | { kind: "always" }; goals?: ({ key: string; when: ({ kind: "is"; of?: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[] })[]; exits?: ({ key: string; when: ({ kind: "is"; of?: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[] })[]; steps: ({ key: string; kind: "wait"; for: { days?: number; hours?: number; minutes?: number }; next?: string } | { key: string; kind: "waitUntil"; at: string; weekdays?: (number)[]; date?: { of: "person" | "record" | "account"; field: string; days?: number }; next?: string } | { key: string; kind: "waitFor"; when: ({ kind: "is"; of?: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[]; within: { days?: number; hours?: number; minutes?: number }; else?: string; next?: string } | { key: string; kind: "condition"; when: ({ kind: "is"; of?: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[]; else?: string; next?: string } | { key: string; kind: "split"; branches: ({ weight: number; next?: string })[] } | { key: string; kind: "mail"; templateId: string; next?: string } | { key: string; kind: "sms"; templateId: string; next?: string } | { key: string; kind: "task"; subject: string; body?: string; dueInDays?: number; ownerId?: string; next?: string } | { key: string; kind: "setFields"; of?: "person" | "record" | "account"; values: Record<string, unknown>; next?: string } | { key: string; kind: "segment"; segmentId: string; change: "add" | "remove"; next?: string } | { key: string; kind: "touch"; touch: "form" | "email" | "call" | "meeting" | "download" | "event" | "visit"; next?: string } | { key: string; kind: "coupon"; templateId: string; next?: string } | { key: string; kind: "webhook"; webhookId: string; fields?: (string)[]; next?: string } | { key: string; kind: "handToSales"; status?: "working" | "mql" | "sql"; ownerId?: string; subject: string; next?: string })[]; ownerId?: string; departmentId?: string; id?: string };
export type JourneyPage = { items: (Journey)[]; nextCursor: string | null };
export type JourneyPatch = { name?: string; of?: "contact" | "lead"; trigger?: { kind: "record"; noun: string; filter: Filter } | { kind: "segment"; segmentId: string; on: "entered" | "left" } | { kind: "date"; noun: string; field: string; days: number; at?: string; yearly?: boolean; filter?: Filter } | { kind: "event"; name: string; withinDays?: number } | { kind: "manual" }; entry?: ({ kind: "is"; of?: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[] | null; reentry?: { kind: "never" } | { kind: "after"; days: number } | { kind: "always" } | null; goals?: ({ key: string; when: ({ kind: "is"; of?: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[] })[] | null; exits?: ({ key: string; when: ({ kind: "is"; of?: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[] })[] | null; steps?: ({ key: string; kind: "wait"; for: { days?: number; hours?: number; minutes?: number }; next?: string } | { key: string; kind: "waitUntil"; at: string; weekdays?: (number)[]; date?: { of: "person" | "record" | "account"; field: string; days?: number }; next?: string } | { key: string; kind: "waitFor"; when: ({ kind: "is"; of?: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[]; within: { days?: number; hours?: number; minutes?: number }; else?: string; next?: string } | { key: string; kind: "condition"; when: ({ kind: "is"; of?: "person" | "record" | "account"; filter: Filter } | { kind: "count"; noun: string; filter?: Filter; atLeast?: number; atMost?: number } | { kind: "did"; behaviour: { did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } })[]; else?: string; next?: string } | { key: string; kind: "split"; branches: ({ weight: number; next?: string })[] } | { key: string; kind: "mail"; templateId: string; next?: string } | { key: string; kind: "sms"; templateId: string; next?: string } | { key: string; kind: "task"; subject: string; body?: string; dueInDays?: number; ownerId?: string; next?: string } | { key: string; kind: "setFields"; of?: "person" | "record" | "account"; values: Record<string, unknown>; next?: string } | { key: string; kind: "segment"; segmentId: string; change: "add" | "remove"; next?: string } | { key: string; kind: "touch"; touch: "form" | "email" | "call" | "meeting" | "download" | "event" | "visit"; next?: string } | { key: string; kind: "coupon"; templateId: string; next?: string } | { key: string; kind: "webhook"; webhookId: string; fields?: (string)[]; next?: string } | { key: string; kind: "handToSales"; status?: "working" | "mql" | "sql"; ownerId?: string; subject: string; next?: string })[]; ownerId?: string | null; departmentId?: string | null };
export type Lead = { name: string; company?: string; title?: string; email?: string; phone?: string; website?: string; timeZone?: string; registrationNo?: string; industry?: string; region?: string; productIds?: (string)[]; source: "webForm" | "api" | "import" | "callCentre" | "referral" | "partner" | "event" | "other"; channel?: string; campaign?: string; tags?: (string)[]; consents?: ({ channel: "email" | "sms" | "call" | "wechat"; granted: boolean; at: string; evidence: string })[]; note?: string; status: "new" | "working" | "mql" | "sql" | "converted" | "disqualified"; disqualifiedReason?: string; poolId?: string; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; phoneShown?: string; unclear?: (string)[]; score: number; scoreParts?: ({ ruleId: string; name: string; points: number })[]; grade?: string; salesJoinedAt?: string; mqlAt?: string; sqlAt?: string; wonAt?: string; touchCount?: number; claimedAt?: string; recycleAt?: string; poolDueAt?: string; remindedAt?: string; lastActivityAt?: string; formerOwners?: ({ userId: string; releasedAt: string })[]; assignment?: { ruleId?: string; poolId?: string; userId?: string; how: "rule" | "pool" | "claim" | "named" | "creator" | "waiting" | "released" | "recycled"; why: (string)[]; at: string; turn?: { of: string; number: number }; waitsFor?: string }; accountId?: string; contactId?: string; opportunityId?: string; convertedAt?: string; directory?: { entryId: string; by: "registrationNo" | "emailDomain" | "name"; at: string; grade?: string; industry?: string; region?: string; size?: number }; mergedInto?: string; archived?: boolean; possibleDuplicates?: (GetLeadsByIdDuplicatesReply)[] };
export type LeadFormInput = { name: string; channel?: string; campaign?: string; poolId?: string; ownerId?: string; departmentId?: string; region?: string; consentText?: string; consentChannels?: ("email" | "sms" | "call" | "wechat")[]; customKeys?: (string)[]; allowedOrigins?: (string)[]; active?: boolean; id?: string };
export type LeadFormPage = { items: (PostLeadFormsReply)[]; nextCursor: string | null };
export type LeadFormPatch = { name?: string; channel?: string | null; campaign?: string | null; poolId?: string | null; ownerId?: string | null; departmentId?: string | null; region?: string | null; consentText?: string | null; consentChannels?: ("email" | "sms" | "call" | "wechat")[] | null; customKeys?: (string)[] | null; allowedOrigins?: (string)[] | null; active?: boolean | null };
export type LeadInput = { name: string; company?: string; title?: string; email?: string; phone?: string; website?: string; timeZone?: string; registrationNo?: string; industry?: string; region?: string; productIds?: (string)[]; source?: "webForm" | "api" | "import" | "callCentre" | "referral" | "partner" | "event" | "other"; channel?: string; campaign?: string; tags?: (string)[]; consents?: ({ channel: "email" | "sms" | "call" | "wechat"; granted: boolean; at: string; evidence: string })[]; note?: string; status?: "new" | "working" | "mql" | "sql" | "disqualified"; disqualifiedReason?: string; poolId?: string; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id?: string };
export type LeadInput2 = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore" | "merge"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[]; targetId?: string; by?: "duplicates" };
export type LeadPage = { items: (Lead)[]; nextCursor: string | null };
export type LeadPatch = { name?: string; company?: string | null; title?: string | null; email?: string | null; phone?: string | null; website?: string | null; timeZone?: string | null; registrationNo?: string | null; industry?: string | null; region?: string | null; productIds?: (string)[] | null; source?: "webForm" | "api" | "import" | "callCentre" | "referral" | "partner" | "event" | "other"; channel?: string | null; campaign?: string | null; tags?: (string)[] | null; consents?: ({ channel: "email" | "sms" | "call" | "wechat"; granted: boolean; at: string; evidence: string })[] | null; note?: string | null; status?: "new" | "working" | "mql" | "sql" | "disqualified"; disqualifiedReason?: string | null; poolId?: string | null; ownerId?: string | null; departmentId?: string | null; custom?: Record<string, unknown> | null };
export type LeadPool = { name: string; members: ({ userId: string; weight: number })[]; departmentId?: string; audience?: "sales" | "marketing"; claimsPerDayMax?: number; holdingMax?: number; coolDownDays?: number; recycleAfterDays?: number; remindBeforeDays?: number; autoAssign?: boolean; respectHours?: boolean; priority?: number; when?: Filter; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type LeadPoolInput = { name: string; members: ({ userId: string; weight?: number })[]; departmentId?: string; audience?: "sales" | "marketing"; claimsPerDayMax?: number; holdingMax?: number; coolDownDays?: number; recycleAfterDays?: number; remindBeforeDays?: number; autoAssign?: boolean; respectHours?: boolean; priority?: number; when?: Filter; id?: string };
export type LeadPoolPage = { items: (LeadPool)[]; nextCursor: string | null };
export type LeadPoolPatch = { name?: string; members?: ({ userId: string; weight?: number })[]; departmentId?: string | null; audience?: "sales" | "marketing" | null; claimsPerDayMax?: number | null; holdingMax?: number | null; coolDownDays?: number | null; recycleAfterDays?: number | null; remindBeforeDays?: number | null; autoAssign?: boolean | null; respectHours?: boolean | null; priority?: number | null; when?: Filter | null };
export type LinkMade = { publicUrl: string; linkId: string; expiresAt: string };
export type Mail = { id: string; version: number; createdAt: string; updatedAt: string; mailboxId: string; direction: "inbound" | "outbound"; state: "received" | "draft" | "sent" | "discarded"; kind: "person" | "automatic" | "bounce"; from?: { address: string; name?: string; personId?: string }; to?: ({ address: string; name?: string; personId?: string })[]; cc?: ({ address: string; name?: string; personId?: string })[]; threadId: string; answersId?: string; answersMessageId?: string; messageId?: string; attachments?: number; reason?: { kind: "marketing" | "service"; purpose: string }; ownerId?: string; departmentId?: string; routedBy?: string; relatedTo?: ({ noun: "contact" | "lead" | "account" | "opportunity" | "quote" | "order" | "project" | "ticket"; id: string })[]; archivedBy?: "address" | "hand"; relatedIds?: (string)[]; accountIds?: (string)[]; sentAt?: string; repliedAt?: string; bouncedAt?: string; archived?: boolean; readable?: boolean; subject?: string; text?: string; files?: ({ fileId: string; name: string; contentType: string; sizeBytes: number; state: string; url?: string; expiresAt?: string })[]; leftOut?: (string)[]; deliveries?: ({ to: string; state: string; sentAt?: string; deliveredAt?: string; error?: string })[] };
export type MailCampaign = { name: string; templateId: string; variants?: ({ templateId: string; shareBasisPoints: number })[]; holdOutBasisPoints?: number; variables?: Record<string, string>; recipients: { contactIds: (string)[] } | { leadIds: (string)[] } | { segmentId: string } | { marketingEventId: string }; campaignId?: string; mailboxId?: string; tracks?: boolean; ownerId?: string; departmentId?: string; id: string; version: number; createdAt: string; updatedAt: string; recipientCount?: number; counted?: { recipients: number; reached: number; unreachable: number; withheld: number; heldOut: number; lacking: number; doubled: number }; refusedBecause?: string; sentAt?: string; sentBy?: string; endedAt?: string; queued?: number; unreachable?: number; withheld?: number; heldOut?: number; lacking?: number; doubled?: number; stoppedBecause?: string; approvalId?: string; archived?: boolean; status: "draft" | "counting" | "scheduled" | "sending" | "sent" | "stopped"; purpose: "marketing" | "service"; sendAt?: string };
export type MailCampaignInput = { name: string; templateId: string; variants?: ({ templateId: string; shareBasisPoints: number })[]; holdOutBasisPoints?: number; variables?: Record<string, string>; recipients: { contactIds: (string)[] } | { leadIds: (string)[] } | { segmentId: string } | { marketingEventId: string }; campaignId?: string; mailboxId?: string; tracks?: boolean; ownerId?: string; departmentId?: string; id?: string };
export type MailCampaignInput2 = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type MailCampaignPage = { items: (MailCampaign)[]; nextCursor: string | null };
export type MailCampaignPatch = { name?: string; templateId?: string; variants?: ({ templateId: string; shareBasisPoints: number })[] | null; holdOutBasisPoints?: number | null; variables?: Record<string, string> | null; recipients?: { contactIds: (string)[] } | { leadIds: (string)[] } | { segmentId: string } | { marketingEventId: string }; campaignId?: string | null; mailboxId?: string | null; tracks?: boolean | null; ownerId?: string | null; departmentId?: string | null };
export type MailInput = { mailboxId: string; to: ({ email?: string; contactId?: string; leadId?: string })[]; cc?: ({ email?: string; contactId?: string; leadId?: string })[]; subject?: string; text?: string; templateId?: string; variables?: Record<string, string>; fileIds?: (string)[]; relatedTo?: ({ noun: "contact" | "lead" | "account" | "opportunity" | "quote" | "order" | "project" | "ticket"; id: string })[]; reason?: { kind: "marketing" | "service"; purpose: string }; id?: string };
export type MailPage = { items: (Mail)[]; nextCursor: string | null };
export type MailPatch = { to?: ({ email?: string; contactId?: string; leadId?: string })[]; cc?: ({ email?: string; contactId?: string; leadId?: string })[]; subject?: string; text?: string; fileIds?: (string)[]; relatedTo?: ({ noun: "contact" | "lead" | "account" | "opportunity" | "quote" | "order" | "project" | "ticket"; id: string })[]; reason?: { kind: "marketing" | "service"; purpose: string } };
export type Mailbox = { name: string; address?: string; ownerId?: string; departmentId?: string; readers?: { userIds?: (string)[]; departmentIds?: (string)[]; roles?: (string)[] }; rules?: ({ name: string; when?: Filter; ownerId?: string; departmentId?: string; ticketChannelId?: string; lead?: { poolId?: string; ownerId?: string } })[]; active?: boolean; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean; inboundAddress?: string; readable?: boolean };
export type MailboxInput = { name: string; address?: string; ownerId?: string; departmentId?: string; readers?: { userIds?: (string)[]; departmentIds?: (string)[]; roles?: (string)[] }; rules?: ({ name: string; when?: Filter; ownerId?: string; departmentId?: string; ticketChannelId?: string; lead?: { poolId?: string; ownerId?: string } })[]; active?: boolean; id?: string };
export type MailboxPage = { items: (Mailbox)[]; nextCursor: string | null };
export type MailboxPatch = { name?: string; address?: string | null; ownerId?: string | null; departmentId?: string | null; readers?: { userIds?: (string)[]; departmentIds?: (string)[]; roles?: (string)[] } | null; rules?: ({ name: string; when?: Filter; ownerId?: string; departmentId?: string; ticketChannelId?: string; lead?: { poolId?: string; ownerId?: string } })[] | null; active?: boolean | null };
export type MarketingEvent = { title: string; summary?: string; venue?: string; onlineUrl?: string; startsAt: string; endsAt: string; timeZone: string; capacity: number; waitingMax: number; campaignId?: string; remindHours: number; changesBy: "email" | "sms"; consentText?: string; consentChannels?: ("email" | "sms" | "call" | "wechat")[]; ownerId?: string; departmentId?: string; id: string; version: number; createdAt: string; updatedAt: string; status: "draft" | "open" | "ended" | "cancelled"; remindedAt?: string; doorTurn?: number; archived?: boolean };
export type MarketingEventInput = { title: string; summary?: string; venue?: string; onlineUrl?: string; startsAt: string; endsAt: string; timeZone?: string; capacity: number; waitingMax?: number; campaignId?: string; remindHours?: number; changesBy?: "email" | "sms"; consentText?: string; consentChannels?: ("email" | "sms" | "call" | "wechat")[]; ownerId?: string; departmentId?: string; id?: string };
export type MarketingEventInput2 = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type MarketingEventPage = { items: (MarketingEvent)[]; nextCursor: string | null };
export type MarketingEventPatch = { title?: string; summary?: string | null; venue?: string | null; onlineUrl?: string | null; startsAt?: string; endsAt?: string; timeZone?: string; capacity?: number; waitingMax?: number | null; campaignId?: string | null; remindHours?: number | null; changesBy?: "email" | "sms" | null; consentText?: string | null; consentChannels?: ("email" | "sms" | "call" | "wechat")[] | null; ownerId?: string | null; departmentId?: string | null };
export type Meeting = { activityId?: string; eventId?: string; connectionId: string; id: string; version: number; createdAt: string; updatedAt: string; ownerId?: string; departmentId?: string; externalId?: string; joinUrl?: string; dueAt?: string; failures: number; error?: string };
export type MeetingConnectionInput = { name: string; baseUrl: string; token: string; isDefault?: boolean; id?: string };
export type MeetingConnectionPage = { items: (PostMeetingConnectionsReply)[]; nextCursor: string | null };
export type MeetingConnectionPatch = { name?: string; baseUrl?: string; token?: string; isDefault?: boolean | null };
export type MeetingInput = { activityId?: string; eventId?: string; connectionId?: string };
export type Message = { id: string; version: number; createdAt: string; updatedAt: string; channel: "email" | "sms" | "chat"; recipientId: string; recipientName?: string; reason?: { kind: "marketing" | "service"; purpose: string }; to: string; locale: "zh-CN" | "en"; template: string; relatedId?: string; variant?: string; state: "queued" | "sending" | "sent" | "delivered" | "bounced" | "complained" | "failed" | "suppressed"; attempts: number; resends?: number; nextAt?: string; sentAt?: string; deliveredAt?: string; openedAt?: string; clickedAt?: string; withdrawnAt?: string; repliedAt?: string; providerId?: string; error?: string };
export type Message2 = { id: string; version: number; createdAt: string; updatedAt: string; channel: "email" | "sms" | "chat"; recipientId: string; recipientName?: string; reason?: { kind: "marketing" | "service"; purpose: string }; to: string; locale: "zh-CN" | "en"; template: string; relatedId?: string; variant?: string; state: "queued" | "sending" | "sent" | "delivered" | "bounced" | "complained" | "failed" | "suppressed"; attempts: number; resends?: number; nextAt?: string; sentAt?: string; deliveredAt?: string; openedAt?: string; clickedAt?: string; withdrawnAt?: string; repliedAt?: string; providerId?: string; error?: string; subject: string; text: string; html?: string; attachments: boolean };
export type MessagePage = { items: (Message)[]; nextCursor: string | null };
export type NounField = { field: string; labels: Record<string, string>; type: string; description?: string; required: boolean; readOnly: boolean; masked?: boolean; custom?: boolean; options?: ({ value: string; labels: Record<string, string>; archived?: boolean })[]; references?: string; parts?: (NounField)[] };
export type Opportunity = { name: string; accountId: string; contactId?: string; amountMinor?: number; currency?: string; expectedOn?: string; pipelineId?: string; stage?: string; status: "open" | "closedWon" | "closedLost"; lostReason?: string; nextStep?: string; nextStepOn?: string; ownerId?: string; departmentId?: string; partnerId?: string; team?: ({ userId: string; role?: string })[]; products?: ({ productId: string; quantity?: number; amountMinor?: number; productType?: string })[]; competitors?: (string)[]; stakeholders?: ({ contactId: string; role: string; stance?: string })[]; qualification?: { templateId: string; answers: ({ question: string; answer: string; note?: string })[] }; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; stageAt?: string; openStage?: string; qualificationScore?: number; staleAt?: string; leadId?: string; closedAt?: string; closedOn?: string; archived?: boolean };
export type Opportunity2 = { name: string; accountId: string; contactId?: string; amountMinor?: number; currency?: string; expectedOn?: string; pipelineId?: string; stage?: string; status: "open" | "closedWon" | "closedLost"; lostReason?: string; nextStep?: string; nextStepOn?: string; ownerId?: string; departmentId?: string; partnerId?: string; team?: ({ userId: string; role?: string })[]; products?: ({ productId: string; quantity?: number; amountMinor?: number; productType?: string })[]; competitors?: (string)[]; stakeholders?: ({ contactId: string; role: string; stance?: string })[]; qualification?: { templateId: string; answers: ({ question: string; answer: string; note?: string })[] }; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; stageAt?: string; openStage?: string; qualificationScore?: number; staleAt?: string; staleToldFor?: string; overdueToldFor?: string; alertAt?: string; leadId?: string; closedAt?: string; closedOn?: string; archived?: boolean };
export type OpportunityInput = { name: string; accountId: string; contactId?: string; amountMinor?: number; currency?: string; expectedOn?: string; pipelineId?: string; stage?: string; status?: "open" | "closedWon" | "closedLost"; lostReason?: string; nextStep?: string; nextStepOn?: string; ownerId?: string; departmentId?: string; partnerId?: string; team?: ({ userId: string; role?: string })[]; products?: ({ productId: string; quantity?: number; amountMinor?: number })[]; competitors?: (string)[]; stakeholders?: ({ contactId: string; role: string; stance?: string })[]; qualification?: { templateId: string; answers: ({ question: string; answer: string; note?: string })[] }; custom?: Record<string, unknown>; id?: string };
export type OpportunityInput2 = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type OpportunityPage = { items: (Opportunity)[]; nextCursor: string | null };
export type OpportunityPage2 = { items: (Opportunity2)[]; nextCursor: string | null };
export type OpportunityPage3 = { items: (Opportunity2)[] };
export type OpportunityPatch = { name?: string; accountId?: string; contactId?: string | null; amountMinor?: number | null; currency?: string | null; expectedOn?: string | null; pipelineId?: string | null; stage?: string | null; status?: "open" | "closedWon" | "closedLost"; lostReason?: string | null; nextStep?: string | null; nextStepOn?: string | null; ownerId?: string | null; departmentId?: string | null; partnerId?: string | null; team?: ({ userId: string; role?: string })[] | null; products?: ({ productId: string; quantity?: number; amountMinor?: number })[] | null; competitors?: (string)[] | null; stakeholders?: ({ contactId: string; role: string; stance?: string })[] | null; qualification?: { templateId: string; answers: ({ question: string; answer: string; note?: string })[] } | null; custom?: Record<string, unknown> | null };
export type Order = { accountId: string; currency: string; contractNo?: string; kind: "new" | "upsell" | "renewal"; ownerId?: string; departmentId?: string; partnerId?: string; memberIds?: (string)[]; lines: ({ productId: string; quantity: number; amountMinor: number; unitPriceMinor?: number; discountBasisPoints?: number; productType: string })[]; instalments: ({ dueOn: string; amountMinor: number; paymentReference?: string; receivableId?: string })[]; credits?: ({ userId?: string; partnerId?: string; basisPoints: number; ledger: "primary" | "overlay" })[]; coupons?: (string)[]; custom?: Record<string, unknown>; startsOn?: string; endsOn?: string; baseOrderId?: string; freeMonths?: number; autoRenewMonths?: number; noticeDays?: number; id: string; version: number; createdAt: string; updatedAt: string; totalMinor: number; costMinor?: number; marginBasisPoints?: number; netMinor?: number; status: "draft" | "signed" | "cancelled"; signedAt?: string; cancelledAt?: string; cancelReason?: string; handOver?: { side: "sales" | "customerSuccess"; until?: string; baseOrderId?: string; userId?: string }; terminatedAt?: string; terminatedOn?: string; terminateReason?: string; refundMinor?: number; refundReceivableId?: string; amendments?: number; receivablesMade?: number; approvalId?: string; quoteId?: string; opportunityId?: string; archived?: boolean; customerName?: string };
export type OrderInput = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type OrderInput2 = { accountId: string; currency: string; contractNo?: string; kind: "new" | "upsell" | "renewal"; ownerId?: string; departmentId?: string; partnerId?: string; memberIds?: (string)[]; lines: ({ productId: string; quantity: number; amountMinor?: number; unitPriceMinor?: number; discountBasisPoints?: number })[]; instalments: ({ dueOn: string; amountMinor: number; paymentReference?: string })[]; credits?: ({ userId?: string; partnerId?: string; basisPoints: number; ledger: "primary" | "overlay" })[]; coupons?: (string)[]; custom?: Record<string, unknown>; startsOn?: string; endsOn?: string; baseOrderId?: string; freeMonths?: number; autoRenewMonths?: number; noticeDays?: number; id?: string };
export type OrderPage = { items: (Order)[]; nextCursor: string | null };
export type OrderPatch = { accountId?: string; currency?: string; contractNo?: string | null; kind?: "new" | "upsell" | "renewal"; ownerId?: string | null; departmentId?: string | null; partnerId?: string | null; memberIds?: (string)[] | null; lines?: ({ productId: string; quantity: number; amountMinor?: number; unitPriceMinor?: number; discountBasisPoints?: number })[]; instalments?: ({ dueOn: string; amountMinor: number; paymentReference?: string })[]; credits?: ({ userId?: string; partnerId?: string; basisPoints: number; ledger: "primary" | "overlay" })[] | null; coupons?: (string)[] | null; custom?: Record<string, unknown> | null; startsOn?: string | null; endsOn?: string | null; baseOrderId?: string | null; freeMonths?: number | null; autoRenewMonths?: number | null; noticeDays?: number | null };
export type ParkedRecord = { id: string; version: number; createdAt: string; updatedAt: string; consumer: "money" | "rest"; event: string; noun: string; recordId: string; error: string; state: "parked" | "retrying" | "done"; attempts: number };
export type ParkedRecordPage = { items: (ParkedRecord)[]; nextCursor: string | null };
export type Partner = { name: string; email?: string; phone?: string; locale?: "zh-CN" | "en"; registrationNo?: string; custom?: Record<string, unknown>; type?: string; tier?: string; rateBasisPoints?: number; territories?: (string)[]; contractFromOn?: string; contractToOn?: string; managerId?: string; payoutAccount?: { name: string; accountNo: string; bankCode?: string }; id: string; version: number; createdAt: string; updatedAt: string; phoneShown?: string; unclear?: (string)[]; termsNumber?: number; archived?: boolean };
export type PartnerInput = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type PartnerInput2 = { name: string; email?: string; phone?: string; locale?: "zh-CN" | "en"; registrationNo?: string; custom?: Record<string, unknown>; type?: string; tier?: string; rateBasisPoints?: number; territories?: (string)[]; contractFromOn?: string; contractToOn?: string; managerId?: string; payoutAccount?: { name: string; accountNo: string; bankCode?: string }; id?: string };
export type PartnerOrder = { partnerId: string; customerName: string; kind: "normal" | "upgrade"; currency: string; lines: ({ productId: string; quantity: number; listMinor: number; amountMinor: number })[]; toSeats?: number; note?: string; ownerId?: string; departmentId?: string; id: string; version: number; createdAt: string; updatedAt: string; state: "draft" | "submitted" | "confirmed" | "rejected" | "withdrawn"; rateBasisPoints: number; totalMinor: number; activationCodeId?: string; fromSeats?: number; submittedAt?: string; decidedAt?: string; decidedBy?: string; reason?: string; orderId?: string; archived?: boolean };
export type PartnerOrderInput = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type PartnerOrderInput2 = { partnerId?: string; customerName: string; kind: "normal" | "upgrade"; currency?: string; lines: ({ productId: string; quantity: number })[]; activationCode?: string; toSeats?: number; note?: string; ownerId?: string; departmentId?: string; id?: string };
export type PartnerOrderPage = { items: (PartnerOrder)[]; nextCursor: string | null };
export type PartnerOrderPatch = { partnerId?: string; customerName?: string; kind?: "normal" | "upgrade"; currency?: string; lines?: ({ productId: string; quantity: number })[]; activationCode?: string | null; toSeats?: number | null; note?: string | null; ownerId?: string | null; departmentId?: string | null };
export type PartnerPage = { items: (Partner)[]; nextCursor: string | null };
export type PartnerPatch = { name?: string; email?: string | null; phone?: string | null; locale?: "zh-CN" | "en" | null; registrationNo?: string | null; custom?: Record<string, unknown> | null; type?: string | null; tier?: string | null; rateBasisPoints?: number | null; territories?: (string)[] | null; contractFromOn?: string | null; contractToOn?: string | null; managerId?: string | null; payoutAccount?: { name: string; accountNo: string; bankCode?: string } | null };
export type PartnerStatement = { id: string; version: number; createdAt: string; updatedAt: string; ownerId?: string; departmentId?: string; partnerId: string; month: string; currency: string; state: "open" | "closed" | "settled" | "paid"; entries: number; totalMinor: number; closesAt: string; closedAt?: string; disputes: ({ id: string; entryId?: string; reason: string; at: string; by: string; answer?: string; adjustmentMinor?: number; answeredAt?: string; answeredBy?: string })[]; settledAt?: string; paidOn?: string; paymentReference?: string };
export type PartnerStatementInput = { statementIds?: (string)[]; format: "csv" | "pain.001"; executeOn: string; bankConnectionId: string };
export type PartnerStatementPage = { items: (PartnerStatement)[]; nextCursor: string | null };
export type PatchProjectsByIdTasksByKeyBody = { name?: string; phase?: string | null; durationDays?: number | null; estimatedHours?: number | null; role?: string | null; dependsOn?: (string)[] | null; documents?: (string)[] | null; acceptance?: boolean | null; instalmentNo?: number | null; dueDays?: number | null; assigneeId?: string | null; startOn?: string | null };
export type PatchTenantsByIdReply = { name: string; locale: "zh-CN" | "en"; timeZone: string; currency: string; country?: string; id: string; version: number; createdAt: string; updatedAt: string; requestsPerSecondMax: number };
export type PatchTenantsCurrentBody = { name?: string; locale?: "zh-CN" | "en"; timeZone?: string; country?: string | null };
export type Pipeline = { name: string; mode: "standard" | "membership" | "promotion" | "project" | "keyAccount"; isDefault?: boolean; stages: ({ key: string; name: string; probabilityBasisPoints: number; category: "pipeline" | "best" | "commit" | "closedWon" | "closedLost"; requiredFields?: (string)[]; requiredTasks?: ({ key: string; name: string })[]; requiredDocuments?: ({ key: string; name: string })[]; entry?: Filter; exit?: Filter; maxDays?: number })[]; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type PipelineInput = { name: string; mode?: "standard" | "membership" | "promotion" | "project" | "keyAccount"; isDefault?: boolean; stages: ({ key: string; name: string; probabilityBasisPoints: number; category: "pipeline" | "best" | "commit" | "closedWon" | "closedLost"; requiredFields?: (string)[]; requiredTasks?: ({ key: string; name: string })[]; requiredDocuments?: ({ key: string; name: string })[]; entry?: Filter; exit?: Filter; maxDays?: number })[]; id?: string };
export type PipelinePage = { items: (Pipeline)[]; nextCursor: string | null };
export type PipelinePatch = { name?: string; mode?: "standard" | "membership" | "promotion" | "project" | "keyAccount"; isDefault?: boolean | null; stages?: ({ key: string; name: string; probabilityBasisPoints: number; category: "pipeline" | "best" | "commit" | "closedWon" | "closedLost"; requiredFields?: (string)[]; requiredTasks?: ({ key: string; name: string })[]; requiredDocuments?: ({ key: string; name: string })[]; entry?: Filter; exit?: Filter; maxDays?: number })[] };
export type Plan = { name: string; year: string; currency: string; scenarios: ({ name: string; weights?: (number)[]; lines: ({ kind: "leads"; label?: string; grade?: string; leads: number; conversionBasisPoints: number; oldLeads?: number; oldConversionBasisPoints?: number; averageMinor: number } | { kind: "reps"; label?: string; reps: number; outputMinor: number } | { kind: "newUpsell"; label?: string; baseMinor?: number; rateBasisPoints: number } | { kind: "renewal"; label?: string; tier?: string; renewals?: number; dueMinor: number; rateBasisPoints: number } | { kind: "existingUpsell"; label?: string; tier?: string; baseMinor: number; rateBasisPoints: number })[] })[]; sharedWith?: { everybody?: boolean; roles?: (string)[]; departmentIds?: (string)[]; userIds?: (string)[] }; id: string; version: number; createdAt: string; updatedAt: string; ownerId: string; archived?: boolean; results: ({ newMinor: number; newUpsellMinor: number; renewalMinor: number; existingUpsellMinor: number; newCustomersMinor: number; existingCustomersMinor: number; totalMinor: number; name: string; model: "leads" | "reps" | "mixed" | "none"; lines: ({ kind: string; amountMinor: number })[]; byGrade: ({ key: string | null; amountMinor: number })[]; byTier: ({ key: string | null; amountMinor: number })[]; months: ({ newMinor: number; newUpsellMinor: number; renewalMinor: number; existingUpsellMinor: number; newCustomersMinor: number; existingCustomersMinor: number; totalMinor: number; month: string })[] })[] };
export type PlanInput = { name: string; year: string; currency?: string; scenarios: ({ name: string; weights?: (number)[]; lines: ({ kind: "leads"; label?: string; grade?: string; leads: number; conversionBasisPoints: number; oldLeads?: number; oldConversionBasisPoints?: number; averageMinor: number } | { kind: "reps"; label?: string; reps: number; outputMinor: number } | { kind: "newUpsell"; label?: string; baseMinor?: number; rateBasisPoints: number } | { kind: "renewal"; label?: string; tier?: string; renewals?: number; dueMinor: number; rateBasisPoints: number } | { kind: "existingUpsell"; label?: string; tier?: string; baseMinor: number; rateBasisPoints: number })[] })[]; sharedWith?: { everybody?: boolean; roles?: (string)[]; departmentIds?: (string)[]; userIds?: (string)[] }; id?: string };
export type PlanInput2 = { year: string; growthBasisPoints?: number };
export type PlanPatch = { name?: string; year?: string; currency?: string; scenarios?: ({ name: string; weights?: (number)[]; lines: ({ kind: "leads"; label?: string; grade?: string; leads: number; conversionBasisPoints: number; oldLeads?: number; oldConversionBasisPoints?: number; averageMinor: number } | { kind: "reps"; label?: string; reps: number; outputMinor: number } | { kind: "newUpsell"; label?: string; baseMinor?: number; rateBasisPoints: number } | { kind: "renewal"; label?: string; tier?: string; renewals?: number; dueMinor: number; rateBasisPoints: number } | { kind: "existingUpsell"; label?: string; tier?: string; baseMinor: number; rateBasisPoints: number })[] })[]; sharedWith?: { everybody?: boolean; roles?: (string)[]; departmentIds?: (string)[]; userIds?: (string)[] } | null };
export type Playbook = { name: string; trigger: "healthDropped" | "nearAndFalling"; tier?: string; steps: ({ subject: string; body?: string; afterDays: number })[]; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type PlaybookInput = { name: string; trigger: "healthDropped" | "nearAndFalling"; tier?: string; steps: ({ subject: string; body?: string; afterDays?: number })[]; id?: string };
export type PlaybookPage = { items: (Playbook)[]; nextCursor: string | null };
export type PlaybookPatch = { name?: string; trigger?: "healthDropped" | "nearAndFalling"; tier?: string | null; steps?: ({ subject: string; body?: string; afterDays?: number })[] };
export type PostAccessExplainBody = { userId: string; permission: string; noun?: string; id?: string };
export type PostAccessExplainReply = { allowed: boolean; steps: ({ check: "user" | "permission" | "scope" | "record" | "level"; passed: boolean; why: string })[]; scope?: "own" | "team" | "department" | "subtree" | "all"; fields?: Record<string, "hidden" | "masked" | "readOnly"> };
export type PostAccountsBatchReply = { id: string; version: number; createdAt: string; updatedAt: string; kind: "batch" | "import" | "export" | "offboard" | "undo" | "statements" | "receipts" | "advices" | "invoices" | "personExport" | "tenantExport" | "erasure"; noun?: string; state: "queued" | "running" | "done" | "failed" | "cancelled" | "undoing" | "undone"; params: Record<string, unknown>; progress: { done: number; failed: number; total?: number }; result?: Record<string, unknown>; problem?: { code: string; detail: string }; createdBy: string; worksFor?: string; cancelling?: boolean; endedAt?: string; downloadUrl?: string; downloads?: ({ name: string; url: string })[] };
export type PostAccountsByIdLifeCycleBody = { stage: "target" | "signed" | "user" | "dormant" | "lost"; reason?: string };
export type PostAccountsByIdMergeBody = { from: (string)[]; fields?: Record<string, string> };
export type PostAccountsByIdMergePreviewBody = { from: (string)[]; fields?: Record<string, string> };
export type PostAccountsByIdMergeReply = { name: string; registrationNo?: string; parentId?: string; ownerId?: string; departmentId?: string; payerNames?: (string)[]; team?: ({ userId: string; role?: string; regions?: (string)[]; productLines?: (string)[] })[]; tags?: (string)[]; groups?: (string)[]; industry?: string; size?: number; website?: string; phone?: string; emailDomains?: (string)[]; region?: string; addresses?: ({ kind: "office" | "billing" | "shipping" | "registered"; country?: string; province?: string; city?: string; line: string; postcode?: string })[]; tax?: { taxNo?: string; invoiceTitle?: string; bankName?: string; bankAccountNo?: string; address?: string; phone?: string }; source?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; phoneShown?: string; unclear?: (string)[]; hasChildren?: boolean; leadId?: string; mergedInto?: string; tier?: string; tierWhy?: { ruleId: string; rule: string; visitEveryDays?: number; callEveryDays?: number }; stage: "target" | "signed" | "user" | "dormant" | "lost"; stageAt?: string; stageWhy?: { cause: "hand" | "signed" | "paid" | "undone"; reason?: string }; archived?: boolean; merge: GetLeadsByIdMergesReply };
export type PostAccountsByIdUnmergeBody = { mergeId?: string };
export type PostActivationCodesByIdExtendBody = { validUntil: string };
export type PostActivationCodesByIdRevokeBody = { reason: string };
export type PostActivationCodesReply = { id: string; version: number; createdAt: string; updatedAt: string; name?: string; edition: "enterprise" | "marketing" | "sales"; seats?: number; validUntil: string; quotas?: { rows?: number; storageBytes?: number; calls?: number; messages?: number }; registrations: ({ tenantId: string; at: string })[]; revokedAt?: string; revokedOn?: string; reason?: string; code: string };
export type PostActivitiesByIdCheckInBody = { latitude: number; longitude: number; accuracyMetres?: number };
export type PostActivitiesByIdCompleteBody = { outcome?: string; at?: string };
export type PostApprovalsByIdApproveBody = { comment?: string };
export type PostApprovalsByIdRejectBody = { reason: string };
export type PostApprovalsByIdWithdrawBody = { reason?: string };
export type PostBankConnectionsByIdRotateSecretBody = { graceHours?: number };
export type PostBankConnectionsByIdTryStatementBody = { contentType: "text/csv" | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"; content: string; mapping?: { columns: { bookedOn: string; valueOn?: string; amount?: string; credit?: string; debit?: string; direction?: string; currency?: string; balance?: string; accountNo?: string; bankReference?: string; networkReference?: string; endToEndId?: string; payerName?: string; payerAccountNo?: string; payerBankCode?: string; payeeName?: string; payeeAccountNo?: string; virtualAccountNo?: string; remittance?: (string)[]; additionalInfo?: string; transactionCode?: string }; creditWords?: (string)[]; debitWords?: (string)[]; dayOrder?: "ymd" | "dmy" | "mdy"; decimalMark?: "." | ","; negative?: "takesBack" | "sameDirection" } };
export type PostBankConnectionsByIdTryStatementReply = { mapping: { columns: { bookedOn: string; valueOn?: string; amount?: string; credit?: string; debit?: string; direction?: string; currency?: string; balance?: string; accountNo?: string; bankReference?: string; networkReference?: string; endToEndId?: string; payerName?: string; payerAccountNo?: string; payerBankCode?: string; payeeName?: string; payeeAccountNo?: string; virtualAccountNo?: string; remittance?: (string)[]; additionalInfo?: string; transactionCode?: string }; creditWords?: (string)[]; debitWords?: (string)[]; dayOrder?: "ymd" | "dmy" | "mdy"; decimalMark?: "." | ","; negative?: "takesBack" | "sameDirection" }; from: "call" | "connection" | "proposed"; received: number; lines: ({ bookedOn: string; direction: "credit" | "debit"; amountMinor: number })[]; rejected: ({ index: number; code: string; detail: string })[]; leftOut: ({ number: number; cells: (string)[] })[]; openingMinor?: number; closingMinor?: number };
export type PostBankConnectionsByIdUndoBody = { reason: string; uploadId?: string; statementId?: string; receivedAt?: string; bookedOn?: { from: string; to: string } };
export type PostBankConnectionsByIdUploadsBody = { contentType: "application/json" | "application/xml" | "application/mt940" | "application/mt942" | "application/zip" | "text/csv" | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"; charset?: "utf-8" | "iso-8859-1" | "iso-8859-15" | "windows-1252" | "gb18030" };
export type PostBankConnectionsByIdUploadsReply = { id: string; version: number; createdAt: string; updatedAt: string; connectionId: string; contentType: "application/json" | "application/xml" | "application/mt940" | "application/mt942" | "application/zip" | "text/csv" | "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"; charset?: "utf-8" | "iso-8859-1" | "iso-8859-15" | "windows-1252" | "gb18030"; state: "waiting" | "stored" | "failed"; result?: PostWebhooksBankByConnectionIdReply; problem?: string; uploadUrl?: string };
export type PostBankConnectionsReply = { id: string; webhookPath: string; signingSecret: string };
export type PostBankTransactionsByIdClaimBody = { asLinesSay?: true; allocations?: ({ receivableId: string; amountMinor: number; deduction?: { code: string; text?: string; amountMinor: number } })[]; accountId?: string };
export type PostBankTransactionsByIdCloseBody = { as: "returned" | "refund" | "creditNotePaidOut" | "excluded"; bankTransactionId?: string; receivableId?: string; amountMinor?: number; reason: string };
export type PostBankTransactionsByIdExplanationReplayReply = { transactionId: string; state: string; undone: boolean; undoReason?: string; same: boolean; kept: { rule: string; policy: number; step: string; why: string }; replayed: { rule: string; policy: number; step: string; why: string }; changed: ({ field: string; kept: unknown; replayed: unknown })[] };
export type PostBankTransactionsByIdReceiptReply = { id: string; version: number; createdAt: string; updatedAt: string; bankTransactionId: string; number: string; issuedOn: string };
export type PostBankTransactionsByIdUndoBody = { reason: string; allocationIds?: (string)[] };
export type PostCallConnectionsByIdRotateSecretBody = { graceHours?: number };
export type PostCallConnectionsReply = { name: string; unknownNumber: "nothing" | "lead"; poolId?: string; ownerId?: string; active?: boolean; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean; webhookPath: string; signingSecret?: string };
export type PostCallListsByIdClaimReply = { entry?: GetCallListsByIdEntriesReply; nobody?: "outsideHours" | "nobodyDue" };
export type PostCallListsByIdEntriesByCallListEntryIdResultBody = { result: "reached" | "noAnswer" | "busy" | "callBack" | "wrongNumber" | "refused"; callBackAt?: string; note?: string };
export type PostCampaignsByIdMembersBody = { contactId?: string; leadId?: string; state: "invited" | "reached" | "responded" | "attended" | "declined"; at?: string };
export type PostCampaignsByIdMembersReply = { id: string; version: number; createdAt: string; updatedAt: string; campaignId: string; personId: string; accountId?: string; state: "invited" | "reached" | "responded" | "attended" | "declined"; at: string; touchedAt?: string };
export type PostCampaignsByIdMoveBody = { stage: string };
export type PostContactsByIdMergeBody = { from: (string)[]; fields?: Record<string, string> };
export type PostContactsByIdMergePreviewBody = { from: (string)[]; fields?: Record<string, string> };
export type PostContactsByIdMergeReply = { name: string; accountId: string; role?: string; decisionRole?: "decider" | "influencer" | "champion" | "user" | "gatekeeper" | "blocker"; email?: string; phone?: string; employments?: ({ accountId: string; role?: string; decisionRole?: "decider" | "influencer" | "champion" | "user" | "gatekeeper" | "blocker"; fromOn?: string; toOn?: string })[]; consents?: ({ channel: "email" | "sms" | "call" | "wechat"; granted: boolean; at: string; evidence: string })[]; preferredLanguage?: "zh-CN" | "en"; timeZone?: string; tags?: (string)[]; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; phoneShown?: string; unclear?: (string)[]; leadId?: string; mergedInto?: string; archived?: boolean; merge: GetLeadsByIdMergesReply };
export type PostContactsByIdUnmergeBody = { mergeId?: string };
export type PostContentAssetsByIdMakeLinkBody = { contactId?: string; leadId?: string; campaignId?: string; locale?: "zh-CN" | "en"; expiresAt?: string };
export type PostContentAssetsByIdRevokeLinksBody = { linkId?: string };
export type PostContentAssetsByIdRevokeLinksReply = { revoked: number };
export type PostCouponTemplatesByIdIssueBody = { count?: number; accountIds?: (string)[] };
export type PostCouponTemplatesByIdIssueReply = { templateId: string; accountId?: string; note?: string; id: string; version: number; createdAt: string; updatedAt: string; ownerId?: string; departmentId?: string; code: string; status: "issued" | "claimed" | "redeemed" | "expired" | "forfeited" | "void"; claimBefore?: string; claimedAt?: string; usableBefore?: string; groupId?: string; redeemedAt?: string; orderId?: string; isShared?: boolean; archived?: boolean };
export type PostCouponTemplatesByIdIssueReplyPage = { items: (PostCouponTemplatesByIdIssueReply)[] };
export type PostCouponsByIdClaimBody = { accountId: string; joins?: string };
export type PostDealRegistrationsByIdApproveBody = { protectedUntil?: string; reason?: string };
export type PostDealRegistrationsByIdConvertBody = { accountId?: string };
export type PostDealRegistrationsByIdExtendBody = { until: string; reason: string };
export type PostDealRegistrationsByIdRecordMilestonesBody = { milestones: ({ name: string; on: string; doneOn?: string })[] };
export type PostDealRegistrationsByIdRejectBody = { reason: string };
export type PostDeductionsByIdResolveBody = { as: "credited" | "writtenOff" | "recovered"; reason: string };
export type PostDeductionsByIdUndoBody = { reason: string };
export type PostDirectoryEntriesByIdConvertBody = { accountId?: string; ownerId?: string };
export type PostEnvelopesByIdCancelBody = { reason: string };
export type PostEventsBody = { events: ({ insertId: string; name: string; at: string; anonymousId?: string; personId?: string; email?: string; phone?: string; sessionId?: string; page?: string; referrer?: string; utm?: { source?: string; medium?: string; campaign?: string; term?: string; content?: string }; properties?: Record<string, string | number | boolean> } | unknown)[] };
export type PostEventsReply = { stored: number; duplicates: number; rejected: ({ index: number; problem: { path: string; code: string; message: string } })[] };
export type PostExpenseConnectionsByIdRotateSecretBody = { graceHours?: number };
export type PostExpenseConnectionsReply = { name: string; departmentId?: string; otherCategory: string; categories?: ({ theirs: string; ours: string })[]; baseUrl?: string; pollMinutes: number; id: string; version: number; createdAt: string; updatedAt: string; cursor?: string; pulledAt?: string; dueAt?: string; failures?: number; error?: string; rejected?: ({ index: number; externalId?: string; message: string })[]; archived?: boolean; webhookPath?: string; signingSecret?: string };
export type PostExpensesByIdPayBody = { paidOn?: string; reference?: string };
export type PostExpensesByIdPlaceBody = { opportunityId?: string; projectId?: string; campaignId?: string; ticketId?: string; accountId?: string };
export type PostExpensesByIdReverseBody = { reason: string };
export type PostFigureRecountsReply = { state: "waiting" | "running" | "done" | "failed"; done: number; duplicates?: number; id: string };
export type PostForecastOverridesBody = { period: string; ownerId: string; category: "pipeline" | "best" | "commit"; amountMinor: number | null; currency?: string; note: string };
export type PostForecastOverridesReply = { id: string; version: number; createdAt: string; updatedAt: string; period: string; ownerId: string; departmentId?: string; category: "pipeline" | "best" | "commit"; amountMinor?: number; currency: string; note: string; byId: string };
export type PostImportsSuggestReply = { columns: ({ column: string; field: string | null; samples: (string)[] })[]; mapping: Record<string, string>; fields: ({ field: string; label: string; kind: string })[]; keys: (string)[]; notices: ({ code: string; column?: string; rows?: (number)[]; count?: number; values?: (string)[]; message: string })[]; forms: Record<string, "decimalPoint" | "decimalComma" | "ymd" | "dmy" | "mdy">; saved: ({ id: string; name: string; mapping: Record<string, string>; forms?: Record<string, "decimalPoint" | "decimalComma" | "ymd" | "dmy" | "mdy">; values?: Record<string, Record<string, string | "">> })[] };
export type PostInvoicesByIdSendBody = { contactId: string; locale?: "zh-CN" | "en" };
export type PostInvoicesByIdVoidBody = { reason: string };
export type PostIssueTrackersByIdRotateSecretBody = { graceHours?: number };
export type PostIssueTrackersReply = { name: string; baseUrl: string; project?: string; doneStates: (string)[]; closeAs?: string; reopenAs?: string; pollMinutes: number; isDefault?: boolean; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean; webhookPath?: string; signingSecret?: string };
export type PostJourneyStrategiesByKeyInstallBody = { couponTemplateId?: string };
export type PostJourneysByIdEnrolmentsBody = { personId: string };
export type PostJourneysByIdSimulateBody = { personId: string; record?: { noun: string; id: string } };
export type PostJourneysByIdSimulateReply = { enters: boolean; why?: string; path: ({ step: string; at: string; did: "waited" | "came" | "timedOut" | "yes" | "no" | "branch" | "done" | "skipped"; note?: string; kind: string })[]; endsBy?: string };
export type PostKnowledgeByIdRateBody = { helpful: boolean };
export type PostKnowledgeByIdRateReply = { received: true };
export type PostLeadFormsByFormIdSubmissionsBody = { name: string; company?: string; title?: string; email?: string; phone?: string; website?: string; note?: string; productIds?: (string)[]; custom?: Record<string, unknown>; consent?: boolean; renderedAt: string; fax?: string };
export type PostLeadFormsByFormIdSubmissionsReply = { received: boolean };
export type PostLeadFormsReply = { name: string; channel?: string; campaign?: string; poolId?: string; ownerId?: string; departmentId?: string; region?: string; consentText?: string; consentChannels?: ("email" | "sms" | "call" | "wechat")[]; customKeys?: (string)[]; allowedOrigins?: (string)[]; active?: boolean; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean; definitionPath: string; submissionPath: string };
export type PostLeadsByIdConvertBody = { accountId?: string; contactId?: string; account?: { custom?: Record<string, unknown> }; contact?: { role?: string; custom?: Record<string, unknown> }; createOpportunity?: boolean; opportunity?: { custom?: Record<string, unknown>; name?: string; amountMinor?: number; expectedOn?: string } };
export type PostLeadsByIdConvertReply = { accountId: string; contactId: string; opportunityId?: string; used: (string)[]; created: (string)[] };
export type PostLeadsByIdMergeBody = { from: (string)[]; fields?: Record<string, string> };
export type PostLeadsByIdMergePreviewBody = { from: (string)[]; fields?: Record<string, string> };
export type PostLeadsByIdMergePreviewReply = { targetId: string; version: number; records: ({ id: string; title: string; createdAt: string })[]; fields: ({ field: string; values: Record<string, unknown>; result: unknown; choosable: boolean })[]; moves: ({ noun: string; count: number })[]; more: boolean };
export type PostLeadsByIdMergeReply = { name: string; company?: string; title?: string; email?: string; phone?: string; website?: string; timeZone?: string; registrationNo?: string; industry?: string; region?: string; productIds?: (string)[]; source: "webForm" | "api" | "import" | "callCentre" | "referral" | "partner" | "event" | "other"; channel?: string; campaign?: string; tags?: (string)[]; consents?: ({ channel: "email" | "sms" | "call" | "wechat"; granted: boolean; at: string; evidence: string })[]; note?: string; status: "new" | "working" | "mql" | "sql" | "converted" | "disqualified"; disqualifiedReason?: string; poolId?: string; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; phoneShown?: string; unclear?: (string)[]; score: number; scoreParts?: ({ ruleId: string; name: string; points: number })[]; grade?: string; salesJoinedAt?: string; mqlAt?: string; sqlAt?: string; wonAt?: string; touchCount?: number; claimedAt?: string; recycleAt?: string; poolDueAt?: string; remindedAt?: string; lastActivityAt?: string; formerOwners?: ({ userId: string; releasedAt: string })[]; assignment?: { ruleId?: string; poolId?: string; userId?: string; how: "rule" | "pool" | "claim" | "named" | "creator" | "waiting" | "released" | "recycled"; why: (string)[]; at: string; turn?: { of: string; number: number }; waitsFor?: string }; accountId?: string; contactId?: string; opportunityId?: string; convertedAt?: string; directory?: { entryId: string; by: "registrationNo" | "emailDomain" | "name"; at: string; grade?: string; industry?: string; region?: string; size?: number }; mergedInto?: string; archived?: boolean; possibleDuplicates?: (GetLeadsByIdDuplicatesReply)[]; merge: GetLeadsByIdMergesReply };
export type PostLeadsByIdReleaseBody = { reason?: string };
export type PostLeadsByIdTouchesBody = { kind: "form" | "email" | "call" | "meeting" | "download" | "event" | "visit"; at?: string; note?: string; id?: string };
export type PostLeadsByIdUnmergeBody = { mergeId?: string };
export type PostLicenceActivateBody = { code: string };
export type PostMailCampaignsByIdSendBody = { at?: string };
export type PostMailsByIdAssignBody = { ownerId: string };
export type PostMailsByIdRelateBody = { relatedTo: ({ noun: "contact" | "lead" | "account" | "opportunity" | "quote" | "order" | "project" | "ticket"; id: string })[] };
export type PostMailsByIdReplyBody = { text: string; subject?: string; fileIds?: (string)[]; all?: boolean; draft?: boolean };
export type PostMarketingEventsByIdCancelRegistrationBody = { email: string };
export type PostMarketingEventsByIdCheckInBody = { token: string };
export type PostMarketingEventsByIdMakeLinkBody = { locale?: "zh-CN" | "en"; expiresAt?: string };
export type PostMarketingEventsByIdRegistrationsBody = { name: string; email: string; phone?: string; company?: string; title?: string; locale?: "zh-CN" | "en" };
export type PostMarketingEventsByIdRegistrationsReply = { name?: string; email?: string; phone?: string; company?: string; title?: string; locale: "zh-CN" | "en"; id: string; version: number; createdAt: string; updatedAt: string; eventId: string; state: "registered" | "waiting" | "cancelled" | "attended" | "noShow"; registeredAt: string; round: number; personId?: string; linkId?: string; checkedInAt?: string; checkedInBy?: string; minutes?: number };
export type PostMarketingEventsByIdRenewDoorCodeReply = { code: string };
export type PostMarketingEventsByIdRevokeLinksBody = { linkId?: string };
export type PostMarketingEventsByIdRevokeLinksReply = { revoked: number };
export type PostMeSignOutReply = { signedOutAt: string };
export type PostMeetingConnectionsByIdRotateSecretBody = { graceHours?: number };
export type PostMeetingConnectionsReply = { name: string; baseUrl: string; isDefault?: boolean; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean; webhookPath?: string; signingSecret?: string };
export type PostOpportunitiesByIdMoveBody = { stage: string; lostReason?: string };
export type PostOrdersByIdAmendBody = { reason: string; kind?: "new" | "upsell" | "renewal"; lines?: ({ productId: string; quantity: number; amountMinor?: number; unitPriceMinor?: number; discountBasisPoints?: number })[]; instalments?: ({ dueOn: string; amountMinor: number; paymentReference?: string; receivableId?: string })[]; credits?: ({ userId?: string; partnerId?: string; basisPoints: number; ledger: "primary" | "overlay" })[]; startsOn?: string; endsOn?: string; freeMonths?: number };
export type PostOrdersByIdCancelBody = { reason: string };
export type PostOrdersByIdRenewBody = { months: number; freeMonths?: number; contractNo?: string };
export type PostOrdersByIdTerminateBody = { on: string; reason: string; refundMinor?: number };
export type PostOrdersByIdUpsellBody = { startsOn: string; lines: ({ productId: string; quantity: number; monthlyMinor: number })[]; contractNo?: string };
export type PostOrdersByIdUpsellReply = { orderId: string; totalMinor: number };
export type PostOutgoingWebhooksByIdRetryReply = { told: number; more: boolean };
export type PostOutgoingWebhooksByIdRotateSecretBody = { graceHours?: number };
export type PostOutgoingWebhooksReply = { name: string; url: string; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean; signingSecret?: string };
export type PostParkedRecordsRetryReply = { retried: number; more: boolean };
export type PostPartnerOrdersByIdConfirmBody = { accountId?: string; contractNo?: string; dueOn?: string };
export type PostPartnerStatementsByIdAnswerDisputeBody = { disputeId: string; answer: string; adjustmentMinor?: number };
export type PostPartnerStatementsByIdDisputeBody = { entryId?: string; reason: string };
export type PostPartnerStatementsByIdMarkPaidBody = { paidOn: string; paymentReference?: string };
export type PostPartnersByIdApiKeysBody = { name: string; id?: string };
export type PostPartnersByIdPeopleBody = { email: string; name: string; phone?: string; locale?: "zh-CN" | "en"; id?: string };
export type PostPayerMemoryRevokeBody = { key: string; accountId: string; reason: string };
export type PostPayerMemoryRevokeReply = { key: string; accountId: string; forgottenClaims: number };
export type PostPlansProposalsReply = { year: string; currency: string; from: string; to: string; scenarios: ({ name: string; weights?: (number)[]; lines: ({ kind: "leads"; label?: string; grade?: string; leads: number; conversionBasisPoints: number; oldLeads?: number; oldConversionBasisPoints?: number; averageMinor: number } | { kind: "reps"; label?: string; reps: number; outputMinor: number } | { kind: "newUpsell"; label?: string; baseMinor?: number; rateBasisPoints: number } | { kind: "renewal"; label?: string; tier?: string; renewals?: number; dueMinor: number; rateBasisPoints: number } | { kind: "existingUpsell"; label?: string; tier?: string; baseMinor: number; rateBasisPoints: number })[] })[]; results: ({ newMinor: number; newUpsellMinor: number; renewalMinor: number; existingUpsellMinor: number; newCustomersMinor: number; existingCustomersMinor: number; totalMinor: number; name: string; model: "leads" | "reps" | "mixed" | "none"; lines: ({ kind: string; amountMinor: number })[]; byGrade: ({ key: string | null; amountMinor: number })[]; byTier: ({ key: string | null; amountMinor: number })[]; months: ({ newMinor: number; newUpsellMinor: number; renewalMinor: number; existingUpsellMinor: number; newCustomersMinor: number; existingCustomersMinor: number; totalMinor: number; month: string })[] })[]; missing: ("leads" | "orders" | "renewals")[]; asOf: string };
export type PostPreferencesByTokenReply = { saved: ({ channel: "email" | "sms" | "call" | "wechat"; purpose: string; state: string })[] };
export type PostPriceBooksByIdAdjustBody = { basisPoints: number; productIds?: (string)[] };
export type PostPricesBestBody = { currency: string; accountId?: string; partnerId?: string; orderKind?: "new" | "upsell" | "renewal" | "upgrade"; on?: string; lines: ({ productId: string; quantity: number; months?: number })[]; coupons?: (string)[] };
export type PostPricesBestReply = { currency: string; on: string; listMinor: number; totalMinor: number; taxMinor: number; grossMinor: number; atLeastMinor: number; isProven: boolean; lines: ({ productId: string; quantity: number; months?: number; unitPriceMinor: number; listMinor: number; amountMinor: number; taxBasisPoints?: number; taxMinor: number; grossMinor: number; applied: ({ promotionId?: string; coupon?: string; name: string; amountMinor: number })[]; term?: { startsOn: string; endsOn: string }; source: { from: "priceBook" | "listPrice"; priceBookId?: string; priceBook?: string; entryId?: string; fromQuantity?: number; validFrom?: string; validUntil?: string; passedOver: ({ priceBookId: string; priceBook: string; why: string })[] } })[]; applied: ({ promotionId?: string; coupon?: string; name: string; amountMinor: number })[]; rejected: ({ promotionId?: string; coupon?: string; name?: string; why: string; words: { "zh-CN": string; en: string }; missingMinor?: number; missingQuantity?: number; by?: string })[] };
export type PostProjectsByIdCancelBody = { reason: string };
export type PostProjectsByIdChangeRequestsBody = { name: string; reason: string; add?: ({ key: string; kind: "task" | "milestone"; name: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number })[]; change?: ({ key: string; name?: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number; startOn?: string })[]; drop?: (string)[]; budgetHours?: number; budgetMinor?: number; terms?: { lines?: ({ productId: string; quantity: number; amountMinor?: number; unitPriceMinor?: number; discountBasisPoints?: number })[]; instalments?: ({ dueOn: string; amountMinor: number; paymentReference?: string; receivableId?: string })[] }; ownerId?: string; departmentId?: string };
export type PostProjectsByIdCheckBody = { item: number; done?: boolean };
export type PostProjectsByIdCloseBody = { promises?: (string)[]; note?: string; leftBecause?: string; handOverTo?: string };
export type PostProjectsByIdCostsBody = { nodeKey?: string; on: string; note?: string; departmentId?: string; kind: string; amountMinor: number; ownerId?: string };
export type PostProjectsByIdLinkTasksBody = { taskSystemId?: string; externalProject: string };
export type PostProjectsByIdLinkTasksReply = { id: string; version: number; createdAt: string; updatedAt: string; projectId: string; systemId: string; externalProject: string; pairs: ({ key: string; externalId?: string; ours?: { name?: string; state?: "open" | "doing" | "done" | "dropped"; startOn?: string; endOn?: string; hours?: number; assignee?: string }; theirs?: { name?: string; state?: "open" | "doing" | "done" | "dropped"; startOn?: string; endOn?: string; hours?: number; assignee?: string }; deleted?: number })[]; refused?: ({ key?: string; externalId?: string; why: string })[]; endedAt?: string; syncedAt?: string; dueAt?: string; failures: number; error?: string };
export type PostProjectsByIdRevokeLinksBody = { linkId?: string };
export type PostProjectsByIdRevokeLinksReply = { revoked: number };
export type PostProjectsByIdSendAcceptanceBody = { milestone: string; contactId?: string; expiresAt?: string; locale?: "zh-CN" | "en" };
export type PostProjectsByIdSendSurveyBody = { kind?: "csat" | "nps"; contactId?: string; expiresAt?: string; locale?: "zh-CN" | "en" };
export type PostProjectsByIdStartBody = { managerId: string; budgetHours: number; budgetMinor: number; grade?: string };
export type PostProjectsByIdTasksBody = { key?: string; name: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number; assigneeId?: string; startOn?: string };
export type PostProjectsByIdTasksByKeyAttachBody = { documents?: ({ name: string; fileId: string })[] };
export type PostProjectsByIdTimeEntriesBody = { nodeKey?: string; on: string; note?: string; departmentId?: string; minutes: number; ownerId?: string; custom?: Record<string, unknown> };
export type PostPublicContentByTokenOpenReply = { url: string };
export type PostPublicEnvelopesByTokenSignReply = { state: string };
export type PostPublicEventsByTokenCancellationReply = { state: string };
export type PostPublicEventsByTokenRegistrationsReply = { received: boolean };
export type PostPublicProjectsByTokenAcceptReply = { status: "accepted" | "declined" };
export type PostPublicQuotesByTokenAcceptReply = { status: "accepted"; number: string; totalMinor: number; currency: string };
export type PostPublicQuotesByTokenQuestionsReply = { received: true };
export type PostPublicSurveysByTokenAnswersReply = { status: "answered"; score: number };
export type PostQuotesByIdAcceptBody = { contractNo?: string };
export type PostQuotesByIdAcceptReply = { orderId: string };
export type PostQuotesByIdReviseBody = { validUntil?: string };
export type PostQuotesByIdRevokeLinksBody = { linkId?: string };
export type PostQuotesByIdRevokeLinksReply = { revoked: number };
export type PostQuotesByIdSendBody = { locale?: "zh-CN" | "en"; contactId?: string; expiresAt?: string };
export type PostRebateRulesByIdAcknowledgeBody = { number?: number; partnerId?: string };
export type PostReceivablesByIdReopenBody = { reason: string };
export type PostReceivablesByIdWriteOffBody = { reason: string; amountMinor?: number };
export type PostRemittanceAdvicesByIdCancelBody = { reason: string };
export type PostRemittanceAdvicesFilesReplyPage = { items: (RemittanceAdvice)[] };
export type PostRenewalsByIdChurnBody = { reason: string };
export type PostRenewalsByIdGiveNoticeBody = { reason: string; on?: string };
export type PostRenewalsByIdMatchBody = { orderIds: (string)[] };
export type PostReportsFactsRebuildReply = { asked: number };
export type PostReportsQueryBody = { facts: string; filter?: Filter; period?: { from: string; to: string } | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear" | { last: number; unit: "day" | "week" | "month" | "quarter" | "year" } | { next: number; unit: "day" | "week" | "month" | "quarter" | "year" }; on?: string; convert?: boolean; measures: (string)[]; dimensions?: (string)[]; compare?: "previousPeriod" | "previousYear"; sort?: string; limit?: number };
export type PostReportsQueryReply = { columns: ({ key: string; role: "dimension" | "measure"; label: { "zh-CN": string; en: string }; kind?: string; unit?: "money" | "count" | "days" | "basisPoints"; currency?: string; choices?: Record<string, { "zh-CN": string; en: string }> })[]; rows: (Record<string, string | number | boolean | null>)[]; totals: Record<string, string | number | boolean | null>; rowCount: number; names: Record<string, string>; period?: { from: string; to: string }; before?: { from: string; to: string }; asOf: string };
export type PostReportsQueryRowsBody = { facts: string; filter?: Filter; period?: { from: string; to: string } | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear" | { last: number; unit: "day" | "week" | "month" | "quarter" | "year" } | { next: number; unit: "day" | "week" | "month" | "quarter" | "year" }; on?: string; convert?: boolean; measures: (string)[]; cell?: Record<string, string | number | boolean | null>; limit?: number; cursor?: string };
export type PostReportsQueryRowsReply = { noun: string; id: string; values: Record<string, string | number | boolean | null> };
export type PostReportsQueryRowsReplyPage = { columns: ({ key: string; role: "dimension" | "measure"; label: { "zh-CN": string; en: string }; kind?: string; unit?: "money" | "count" | "days" | "basisPoints"; currency?: string; choices?: Record<string, { "zh-CN": string; en: string }> })[]; items: (PostReportsQueryRowsReply)[]; totals: Record<string, string | number | boolean | null>; rowCount: number; nextCursor: string | null; asOf: string };
export type PostSearchRebuildReply = { state: "waiting" | "running" | "done" | "failed"; done: number; duplicates?: number; id: string };
export type PostSegmentsByIdMembersBody = { add?: (string)[]; remove?: (string)[] };
export type PostSegmentsByIdMembersReply = { added: number; removed: number };
export type PostSigningConnectionsByIdRotateSecretBody = { graceHours?: number };
export type PostSigningConnectionsReply = { name: string; baseUrl: string; isDefault?: boolean; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean; webhookPath?: string; signingSecret?: string };
export type PostSmsRepliesBody = { from: string; text: string; at?: string };
export type PostSmsRepliesReply = { optOut: boolean; withdrawn: number };
export type PostSmsReportsBody = ({ out_id?: string; success: boolean; err_code?: string; biz_id?: string })[];
export type PostSmsReportsReply = { code: number; msg: string };
export type PostSuccessPlansByIdAbandonBody = { reason: string };
export type PostSuccessPlansByIdAddStepBody = { key: string; name: string; goal?: string; ownerId?: string; dueOn: string };
export type PostSuccessPlansByIdSetGoalBody = { goal: string; state?: "open" | "reached" | "missed"; note?: string };
export type PostTaskSystemsByIdRotateSecretBody = { graceHours?: number };
export type PostTaskSystemsReply = { name: string; baseUrl: string; states: { open: (string)[]; doing: (string)[]; done: (string)[]; dropped: (string)[] }; planBy: "project" | "taskSystem"; workBy: "project" | "taskSystem"; takesNew: boolean; pollMinutes: number; isDefault?: boolean; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean; webhookPath?: string; signingSecret?: string };
export type PostTemplatesByIdPreviewBody = { personId: string; variables?: Record<string, string> };
export type PostTemplatesByIdPreviewReply = { missing: (string)[]; subject?: string; html?: string; text: string; encoding?: "GSM-7" | "UCS-2"; characters?: number; parts?: number };
export type PostTemplatesByIdTestBody = { personId: string; variables?: Record<string, string>; userId?: string };
export type PostTemplatesByIdTestReply = { messageId: string; to: string };
export type PostTenantsByIdCloseBody = { reason: string; retentionDays?: number };
export type PostTenantsByIdSuspendBody = { reason: string; reads?: boolean; still?: boolean };
export type PostTenantsByIdSuspendReply = { id: string; reads: boolean; deleteAt?: string; deletedAt?: string; counts?: Record<string, number>; state: "open" | "suspended" | "closing" | "deleting" | "deleted"; reason?: string };
export type PostTenantsReply = { id: string; adminKey: string };
export type PostTicketChannelsByChannelIdSubmissionsBody = { name?: string; email?: string; phone?: string; subject: string; body: string; renderedAt: string; fax?: string };
export type PostTicketChannelsByChannelIdSubmissionsReply = { received: boolean };
export type PostTicketChannelsByChannelIdSuggestionsBody = { text: string; language?: "zh-CN" | "en"; limit?: number };
export type PostTicketChannelsByChannelIdSuggestionsReply = { id: string; title: string; category?: string; language: "zh-CN" | "en"; publishedAt: string; revision: number; score: number };
export type PostTicketChannelsByChannelIdSuggestionsReplyPage = { items: (PostTicketChannelsByChannelIdSuggestionsReply)[] };
export type PostTicketChannelsByIdRotateSecretBody = { graceHours?: number };
export type PostTicketChannelsReply = { name: string; kind: "email" | "form" | "chat" | "hotline"; queueId?: string; priority?: "low" | "normal" | "high" | "urgent"; allowedOrigins?: (string)[]; active?: boolean; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean; address?: string; definitionPath?: string; submissionPath?: string; webhookPath?: string; signingSecret?: string };
export type PostTicketsByIdEscalateBody = { trackerId?: string; note?: string };
export type PostTicketsByIdLinkBody = { ticketId: string };
export type PostTicketsByIdMergeBody = { intoId: string };
export type PostTicketsByIdMessagesBody = { text?: string; cannedAnswerId?: string; visibility?: "public" | "internal"; author?: "agent" | "customer"; state?: "open" | "waitingForCustomer" | "waitingForOthers" | "resolved"; fileIds?: (string)[]; articleIds?: (string)[] };
export type PostTicketsByIdMessagesReply = { id: string; version: number; createdAt: string; updatedAt: string; ticketId: string; visibility: "public" | "internal"; author: "agent" | "customer" | "product" | "development"; authorId?: string; authorName?: string; email?: string; text: string; channel: "api" | "email" | "form" | "chat" | "hotline"; mail?: { messageId: string; references?: (string)[]; to?: string }; fileIds?: (string)[]; articleIds?: (string)[]; leftOut?: (string)[]; splitFrom?: string };
export type PostTicketsByIdSplitBody = { messageIds?: (string)[]; text?: string; subject: string; priority?: "low" | "normal" | "high" | "urgent" };
export type PostTicketsByIdSplitReply = { ticketId: string; number?: string };
export type PostTicketsByIdWaitBody = { for: "customer" | "others" };
export type PostUpgradeQuotesBody = { fromSeats: number; toSeats: number; partnerId?: string };
export type PostUpgradeQuotesReply = { listMinor: number; partnerRateBasisPoints: number; amountMinor: number; supportMinor: number; currency: string };
export type PostUploadsBody = { format: "csv" | "xlsx" | "remt.001" };
export type PostUploadsReply = { id: string; uploadUrl: string; contentType: string };
export type PostUsageEventsBody = { events: ({ insertId: string; accountId: string; productId?: string; metric: string; value: number; at: string } | unknown)[] };
export type PostUsageEventsReply = { stored: number; duplicates: number; rejected: ({ index: number; path: string; message: string })[] };
export type PostUsersByIdApiKeysBody = { name: string; id?: string };
export type PostUsersByIdApiKeysReply = { id: string; key: string };
export type PostUsersByIdOffboardBody = { to: "$me" | string | ({ noun?: string; departmentId?: string; region?: string; to: "$me" | string })[] };
export type PostUsersMeCalendarFeedReply = { url: string };
export type PostVisitorsByIdMergeBody = { visitorIds?: (string)[]; anonymousIds?: (string)[] };
export type PostVisitorsByIdUnmergeBody = Record<string, never>;
export type PostWebhooksBankByConnectionIdReply = { received: number; stored: number; duplicates: number; rejected: ({ index: number; code: string; detail: string })[] };
export type PostWebhooksCallsByConnectionIdBody = { events: ({ id: string; callId: string; type: "started" | "answered" | "ended" | "noted" | "said"; at: string; direction?: "inbound" | "outbound"; phone?: string; agentEmail?: string; recordingUrl?: string; result?: "answered" | "missed" | "busy" | "noAnswer" | "failed" | "voicemail"; durationSeconds?: number; note?: string; text?: string; author?: "customer" | "agent" } | { type: "smsReply"; phone: string; text: string; at?: string })[] };
export type PostWebhooksCallsByConnectionIdReply = { calls: ({ callId: string; id: string; activityId: string })[]; optOuts: number };
export type PostWebhooksExpensesByConnectionIdBody = { items: (unknown)[] };
export type PostWebhooksExpensesByConnectionIdReply = { received: number; booked: number; cancelled: number; duplicates: number; late: number; rejected: ({ index: number; externalId?: string; message: string })[] };
export type PostWebhooksMeetingsByConnectionIdBody = { meetingId: string; moves: ({ id: string; type: "joined" | "left"; at: string; email: string; name?: string; session?: string })[] };
export type PostWebhooksMeetingsByConnectionIdReply = { received: true };
export type PostWebhooksSigningByConnectionIdBody = { events: ({ type: "viewed" | "signed" | "declined" | "expired" | "cancelled"; at: string; signer?: string; reason?: string; ref: string })[] };
export type PostWebhooksSigningByConnectionIdReply = { received: true };
export type PostWebhooksTasksByTaskSystemIdBody = { projectId: string };
export type PostWebhooksTasksByTaskSystemIdReply = { received: true };
export type PostWebhooksTicketsByChannelIdBody = { messages: ({ id: string; conversationId: string; subject?: string; text: string; author: { name?: string; email?: string; phone?: string }; at?: string })[] };
export type PostWebhooksTicketsByChannelIdReply = { id: string; ticketId: string };
export type PostWebhooksTicketsByChannelIdReplyPage = { items: (PostWebhooksTicketsByChannelIdReply)[] };
export type PostWebhooksTrackersByTrackerIdBody = { issueId: string };
export type PostWebhooksTrackersByTrackerIdReply = { received: true };
export type PostWriteKeysReply = { name: string; allowedOrigins?: (string)[]; active?: boolean; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean; eventsPath: string; scriptPath: string };
export type Prepayment = { id: string; version: number; createdAt: string; updatedAt: string; accountId: string; bankTransactionId: string; allocationId: string; currency: string; amountMinor: number; openMinor: number; bookedOn: string; departmentId?: string; ownerId?: string; reversedAt?: string };
export type PrepaymentPage = { items: (Prepayment)[]; nextCursor: string | null };
export type PriceBook = { name: string; currency: string; priority: number; when?: { orderKinds?: ("new" | "upsell" | "renewal" | "upgrade")[]; accountIds?: (string)[]; segments?: (string)[]; tiers?: (string)[]; partnerTiers?: (string)[] }; validFrom?: string; validUntil?: string; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type PriceBookInput = { name: string; currency: string; priority?: number; when?: { orderKinds?: ("new" | "upsell" | "renewal" | "upgrade")[]; accountIds?: (string)[]; segments?: (string)[]; tiers?: (string)[]; partnerTiers?: (string)[] }; validFrom?: string; validUntil?: string; id?: string };
export type PriceBookPage = { items: (PriceBook)[]; nextCursor: string | null };
export type PriceBookPatch = { name?: string; currency?: string; priority?: number; when?: { orderKinds?: ("new" | "upsell" | "renewal" | "upgrade")[]; accountIds?: (string)[]; segments?: (string)[]; tiers?: (string)[]; partnerTiers?: (string)[] } | null; validFrom?: string | null; validUntil?: string | null };
export type Product = { code: string; name: string; productType: string; listPriceMinor: number; costMinor?: number; currency: string; unit?: string; components?: ({ productId: string; quantity: number })[]; recurring?: { months: number; start: "atOnce" | "nextMonth" | "nextQuarter" | "nextYear" }; taxBasisPoints?: number; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type ProductInput = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type ProductInput2 = { code: string; name: string; productType: string; listPriceMinor: number; costMinor?: number; currency: string; unit?: string; components?: ({ productId: string; quantity: number })[]; recurring?: { months: number; start?: "atOnce" | "nextMonth" | "nextQuarter" | "nextYear" }; taxBasisPoints?: number; custom?: Record<string, unknown>; id?: string };
export type ProductPage = { items: (Product)[]; nextCursor: string | null };
export type ProductPatch = { code?: string; name?: string; productType?: string; listPriceMinor?: number; costMinor?: number | null; currency?: string; unit?: string | null; components?: ({ productId: string; quantity: number })[] | null; recurring?: { months: number; start?: "atOnce" | "nextMonth" | "nextQuarter" | "nextYear" } | null; taxBasisPoints?: number | null; custom?: Record<string, unknown> | null };
export type Project = { name: string; accountId: string; orderId?: string; templateIds?: (string)[]; startOn: string; currency: string; ownerId?: string; departmentId?: string; memberIds?: (string)[]; budgetHours?: number; budgetMinor?: number; grade?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; status: "draft" | "active" | "accepted" | "closed" | "cancelled"; endOn?: string; baselineEndOn?: string; productTypes?: (string)[]; checklist?: ({ text: string; doneAt?: string; doneBy?: string })[]; initiatedAt?: string; acceptedAt?: string; closedAt?: string; cancelledAt?: string; cancelReason?: string; leftBecause?: string; handOver?: { userId?: string; promises: (string)[]; note?: string; at: string }; changes?: number; approvalId?: string; archived?: boolean };
export type ProjectCost = { projectId: string; nodeKey?: string; on: string; note?: string; departmentId?: string; kind: string; amountMinor: number; ownerId?: string; id: string; version: number; createdAt: string; updatedAt: string; currency: string; archived?: boolean };
export type ProjectCostInput = { projectId: string; nodeKey?: string; on: string; note?: string; departmentId?: string; kind: string; amountMinor: number; ownerId?: string; id?: string };
export type ProjectCostPage = { items: (ProjectCost)[]; nextCursor: string | null };
export type ProjectCostPatch = { projectId?: string; nodeKey?: string | null; on?: string; note?: string | null; departmentId?: string | null; kind?: string; amountMinor?: number; ownerId?: string | null };
export type ProjectInput = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type ProjectInput2 = { name: string; accountId: string; orderId?: string; templateIds?: (string)[]; startOn?: string; currency?: string; ownerId?: string; departmentId?: string; memberIds?: (string)[]; budgetHours?: number; budgetMinor?: number; grade?: string; custom?: Record<string, unknown>; id?: string };
export type ProjectPage = { items: (Project)[]; nextCursor: string | null };
export type ProjectPatch = { name?: string; accountId?: string; orderId?: string | null; templateIds?: (string)[] | null; startOn?: string; currency?: string; ownerId?: string | null; departmentId?: string | null; memberIds?: (string)[] | null; budgetHours?: number | null; budgetMinor?: number | null; grade?: string | null; custom?: Record<string, unknown> | null };
export type ProjectTemplate = { name: string; productType?: string; nodes: ({ key: string; kind: "task" | "milestone"; name: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number })[]; checklist?: (string)[]; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type ProjectTemplateInput = { name: string; productType?: string; nodes: ({ key: string; kind: "task" | "milestone"; name: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number })[]; checklist?: (string)[]; id?: string };
export type ProjectTemplatePage = { items: (ProjectTemplate)[]; nextCursor: string | null };
export type ProjectTemplatePatch = { name?: string; productType?: string | null; nodes?: ({ key: string; kind: "task" | "milestone"; name: string; phase?: string; durationDays?: number; estimatedHours?: number; role?: string; dependsOn?: (string)[]; documents?: (string)[]; acceptance?: boolean; instalmentNo?: number; dueDays?: number })[]; checklist?: (string)[] | null };
export type Promotion = { name: string; currency?: string; priority: number; when?: { orderKinds?: ("new" | "upsell" | "renewal" | "upgrade")[]; accountIds?: (string)[]; segments?: (string)[]; tiers?: (string)[]; partnerTiers?: (string)[]; firstOrder?: boolean; minMinor?: number; minQuantity?: number }; scope?: { productIds?: (string)[]; productTypes?: (string)[] }; effect: { type: "percent"; basisPoints: number; of: "lines" | "basket" } | { type: "amount"; amountMinor: number; of: "unit" | "basket" } | { type: "unitPrice"; unitPriceMinor: number; unitsMax?: number } | { type: "fullReduction"; steps: ({ fromMinor: number; offMinor?: number; basisPoints?: number })[]; each?: boolean } | { type: "volume"; steps: ({ fromQuantity: number; basisPoints: number })[] } | { type: "bundle"; items: ({ productId: string; quantity: number })[]; priceMinor?: number; basisPoints?: number; amountMinor?: number; timesMax?: number } | { type: "buyGet"; buy: number; get: number; basisPoints: number; getScope?: { productIds?: (string)[]; productTypes?: (string)[] }; timesMax?: number }; capMinor?: number; monthsMax?: number; exclusive?: boolean; group?: string; excludesPromotions?: (string)[]; excludesCoupons?: (string)[]; validFrom?: string; validUntil?: string; startsAt?: string; endsAt?: string; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type PromotionInput = { name: string; currency?: string; priority?: number; when?: { orderKinds?: ("new" | "upsell" | "renewal" | "upgrade")[]; accountIds?: (string)[]; segments?: (string)[]; tiers?: (string)[]; partnerTiers?: (string)[]; firstOrder?: boolean; minMinor?: number; minQuantity?: number }; scope?: { productIds?: (string)[]; productTypes?: (string)[] }; effect: { type: "percent"; basisPoints: number; of: "lines" | "basket" } | { type: "amount"; amountMinor: number; of: "unit" | "basket" } | { type: "unitPrice"; unitPriceMinor: number; unitsMax?: number } | { type: "fullReduction"; steps: ({ fromMinor: number; offMinor?: number; basisPoints?: number })[]; each?: boolean } | { type: "volume"; steps: ({ fromQuantity: number; basisPoints: number })[] } | { type: "bundle"; items: ({ productId: string; quantity: number })[]; priceMinor?: number; basisPoints?: number; amountMinor?: number; timesMax?: number } | { type: "buyGet"; buy: number; get: number; basisPoints?: number; getScope?: { productIds?: (string)[]; productTypes?: (string)[] }; timesMax?: number }; capMinor?: number; monthsMax?: number; exclusive?: boolean; group?: string; excludesPromotions?: (string)[]; excludesCoupons?: (string)[]; validFrom?: string; validUntil?: string; startsAt?: string; endsAt?: string; id?: string };
export type PromotionPage = { items: (Promotion)[]; nextCursor: string | null };
export type PromotionPatch = { name?: string; currency?: string | null; priority?: number; when?: { orderKinds?: ("new" | "upsell" | "renewal" | "upgrade")[]; accountIds?: (string)[]; segments?: (string)[]; tiers?: (string)[]; partnerTiers?: (string)[]; firstOrder?: boolean; minMinor?: number; minQuantity?: number } | null; scope?: { productIds?: (string)[]; productTypes?: (string)[] } | null; effect?: { type: "percent"; basisPoints: number; of: "lines" | "basket" } | { type: "amount"; amountMinor: number; of: "unit" | "basket" } | { type: "unitPrice"; unitPriceMinor: number; unitsMax?: number } | { type: "fullReduction"; steps: ({ fromMinor: number; offMinor?: number; basisPoints?: number })[]; each?: boolean } | { type: "volume"; steps: ({ fromQuantity: number; basisPoints: number })[] } | { type: "bundle"; items: ({ productId: string; quantity: number })[]; priceMinor?: number; basisPoints?: number; amountMinor?: number; timesMax?: number } | { type: "buyGet"; buy: number; get: number; basisPoints?: number; getScope?: { productIds?: (string)[]; productTypes?: (string)[] }; timesMax?: number }; capMinor?: number | null; monthsMax?: number | null; exclusive?: boolean | null; group?: string | null; excludesPromotions?: (string)[] | null; excludesCoupons?: (string)[] | null; validFrom?: string | null; validUntil?: string | null; startsAt?: string | null; endsAt?: string | null };
export type PutCostRatesBody = { rates?: ({ userId?: string; from?: string; hourlyMinor: number; currency: string })[] };
export type PutDeliveryDriveBody = { weekday?: number; at?: string; nextDays?: number };
export type PutDirectoryPolicyBody = { grades?: ({ grade: string; why: string; when: Filter })[]; plans?: ({ grade: string; tasks: ({ subject: string; kind?: "task" | "call" | "visit" | "meeting"; dueDays?: number })[] })[] };
export type PutDocumentSetBody = { name?: { "zh-CN"?: string; en?: string }; address?: { "zh-CN"?: string; en?: string }; phone?: string; email?: string; website?: string; tax?: { taxNo?: string; bankName?: string; bankAccountNo?: string }; terms?: { quote?: { "zh-CN"?: string; en?: string }; order?: { "zh-CN"?: string; en?: string }; invoice?: { "zh-CN"?: string; en?: string }; statement?: { "zh-CN"?: string; en?: string }; receipt?: { "zh-CN"?: string; en?: string } }; numbers?: { quote?: string; invoice?: string; creditNote?: string; receipt?: string; ticket?: string } };
export type PutErasurePolicyBody = { holds?: ({ noun: string; years: number; reason: string })[] };
export type PutEventsPolicyBody = { keptDays?: number };
export type PutExpensePolicyBody = { categories?: (string)[]; receiptFromMinor?: number; rates?: ({ currency: string; fromOn: string; rate: string })[] };
export type PutFinanceChartBody = { costCentres?: ({ code: string; name: string; parent?: string; departments?: ({ departmentId: string; fromOn?: string })[] })[] };
export type PutFiscalCalendarBody = { yearStartsInMonth?: number; weekStartsOn?: number };
export type PutHandOverPolicyBody = { new?: "sales" | "customerSuccess"; upsellMonths?: number; upsellWithin?: "sales" | "customerSuccess"; upsellAfter?: "sales" | "customerSuccess"; renewal?: "sales" | "customerSuccess"; teamRole?: string };
export type PutLeadPolicyBody = { salesJoinsAt?: "raw" | "mql" | "sql"; mqlScore?: number; sqlScore?: number; grades?: ({ grade: string; min: number })[]; duplicates?: "allow" | "warn" | "refuse" };
export type PutMailSenderBody = { address?: string; name?: string; replyTo?: string };
export type PutOutsideRecipientsBody = { addresses?: (string)[]; domains?: (string)[] };
export type PutPartnerProgrammeBody = { tiers?: ({ name: string; rateBasisPoints?: number })[]; types?: (string)[]; asksAcknowledgement?: ("discount" | "protection")[] };
export type PutPriceBooksByIdEntriesBody = { entries: ({ productId: string; prices: ({ unitPriceMinor: number; fromQuantity?: number; validFrom?: string; validUntil?: string })[] })[] };
export type PutPriceBooksByIdEntriesReplyPage = { items: (GetPriceBooksByIdEntriesReply)[] };
export type PutReachPolicyBody = { doubleOptIn?: boolean; evidenceKeptMonths?: number; optOutWords?: (string)[]; smsSignature?: string; smsOptOut?: string; smsPartPriceMinor?: number; linksFrom?: string };
export type PutReachSettingsBody = { quietHours?: { from: string; to: string; channels?: ("email" | "sms")[]; service?: boolean }; caps?: ({ channel?: "email" | "sms"; messages: number; days: number })[]; overCap?: "suppress" | "wait" };
export type PutReconciliationPolicyBody = { automatic?: "all" | "referencesOnly" | "none"; tolerances?: Record<string, { fixedMinor?: number; basisPoints?: number }>; bankCharges?: Record<string, number>; statedCharges?: boolean; earlyPaymentDiscount?: boolean; creditNoteNetting?: boolean; partialPayments?: "withReference" | "oldestFirst" | "never"; surplus?: "prepayment" | "unapplied"; deductions?: Record<string, { as: "credited" | "writtenOff"; upToMinor: Record<string, number> }>; surplusWithoutReference?: boolean; prepaymentUse?: "never" | "nextReceivable"; amountMatching?: "unique" | "strongest"; equalInstalments?: "abstain" | "earliestDue"; relatedParties?: "withReference" | "unique"; duplicateWindowDays?: number; subsetSumsMax?: number; classRules?: ({ exclusion: "fee" | "interest" | "internalTransfer" | "refund" | "outgoing"; direction?: "credit" | "debit" | "any"; words?: (string)[]; codes?: (string)[] })[]; setAsideWords?: (string)[]; sharedPayerNames?: (string)[]; ownAccountNos?: (string)[] };
export type PutReferenceProgrammeBody = { criteria?: ({ key: string; name: string })[]; zoneRole?: string; unitRole?: string; marketingRole?: string; rebateMinor?: number };
export type PutRegistrationPolicyBody = { protectionDays?: number; extensionsMax?: number; protectedTiers?: (string)[] };
export type PutRenewalPolicyBody = { oneOffTypes?: (string)[]; earlyDays?: number; lateDays?: number; financeBasis?: "cash" | "invoice"; targetBasisPoints?: number; targets?: ({ tier?: string; productType?: string; fromRenewals?: number; basisPoints: number })[]; upliftBasisPoints?: number; uplifts?: ({ tier?: string; productType?: string; fromRenewals?: number; basisPoints: number })[]; quoteDays?: number; remindDays?: (number)[] };
export type PutReviewPolicyBody = { everyDays?: number; tiers?: ({ tier: string; everyDays: number })[] };
export type PutSignInPolicyBody = { secondFactor?: "required" | "optional"; groups?: { claim: string; of: ({ group: string; roles: (string)[] })[]; unmapped?: "refused" | "kept" } };
export type PutSingleSignOnBody = { issuer: string; clientId: string; audience?: string; scope?: string; claim?: string; means?: "email" | "id"; bearer?: "accessToken" | "idToken"; demands?: { claim: "amr" | "acr"; anyOf: (string)[] }; off?: boolean };
export type PutSingleSignOnReply = { issuer: string; clientId: string; audience?: string; scope?: string; claim?: string; means?: "email" | "id"; bearer?: "accessToken" | "idToken"; demands?: { claim: "amr" | "acr"; anyOf: (string)[] }; off?: boolean; id: string; version: number; createdAt: string; updatedAt: string };
export type PutSurveyPolicyBody = { projects?: "none" | "csat" | "nps"; tickets?: "none" | "csat" | "nps"; quietDays?: number; validDays?: number; lowCsat?: number; lowNps?: number; taskDays?: number };
export type PutTenantsByIdLicenceBody = { state: "demo" | "registered"; edition?: "enterprise" | "marketing" | "sales"; seats?: number; validUntil?: string; quotas?: { rows?: number; storageBytes?: number; calls?: number; messages?: number } };
export type PutTicketSettingsBody = { customerSuccessRole?: string; closeAfterDays?: number; reopenDays?: number };
export type PutUsersByIdAvailabilityBody = { timeZone?: string; hours?: { sun?: ({ from: string; to: string })[]; mon?: ({ from: string; to: string })[]; tue?: ({ from: string; to: string })[]; wed?: ({ from: string; to: string })[]; thu?: ({ from: string; to: string })[]; fri?: ({ from: string; to: string })[]; sat?: ({ from: string; to: string })[] }; leave?: ({ fromOn: string; toOn: string })[] };
export type PutUsersByIdCapacityBody = { minutesPerDay?: number };
export type PutWorkingCalendarBody = { weekly?: ({ day: number; from: string; to: string })[]; holidays?: ({ on: string; name?: string })[]; workdays?: ({ on: string; name?: string; from?: string; to?: string })[] };
export type QualificationTemplate = { name: string; questions: ({ key: string; text: string; stage?: string; hint?: string; weight: number; answers?: ({ key: string; label?: string; points: number })[] })[]; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type QualificationTemplateInput = { method: "moneyNeedTime" | "proofBuyerPath"; locale?: "zh-CN" | "en"; name?: string };
export type QualificationTemplateInput2 = { name: string; questions: ({ key: string; text: string; stage?: string; hint?: string; weight: number; answers?: ({ key: string; label?: string; points: number })[] })[]; id?: string };
export type QualificationTemplatePage = { items: (QualificationTemplate)[]; nextCursor: string | null };
export type QualificationTemplatePatch = { name?: string; questions?: ({ key: string; text: string; stage?: string; hint?: string; weight: number; answers?: ({ key: string; label?: string; points: number })[] })[] };
export type Quota = { ownerId?: string; departmentId?: string; partnerId?: string; productType?: string; period: string; measure: "signed" | "new" | "upsell" | "renewal" | "received" | "credits" | "overlay"; amountMinor: number; currency: string; id: string; version: number; createdAt: string; updatedAt: string; target: "person" | "department" | "partner" | "productType"; archived?: boolean };
export type QuotaInput = { ownerId?: string; departmentId?: string; partnerId?: string; productType?: string; period: string; measure: "signed" | "new" | "upsell" | "renewal" | "received" | "credits" | "overlay"; amountMinor: number; currency: string; id?: string };
export type QuotaPage = { items: (Quota)[]; nextCursor: string | null };
export type QuotaPatch = { ownerId?: string | null; departmentId?: string | null; partnerId?: string | null; productType?: string | null; period?: string; measure?: "signed" | "new" | "upsell" | "renewal" | "received" | "credits" | "overlay"; amountMinor?: number; currency?: string };
export type Quote = { opportunityId?: string; accountId: string; currency: string; validUntil: string; orderKind: "new" | "upsell" | "renewal"; baseOrderId?: string; startsOn?: string; endsOn?: string; lines: ({ productId: string; quantity: number; unitPriceMinor: number | string; discountBasisPoints?: number; taxBasisPoints?: number; months?: number; bookPriceMinor?: number | string; listMinor: number; discountMinor: number; amountMinor: number; netMinor: number; taxMinor: number; totalMinor: number })[]; discountBasisPoints?: number; instalments?: ({ dueOn: string; amountMinor: number; paymentReference?: string })[]; credits?: ({ userId?: string; partnerId?: string; basisPoints: number; ledger: "primary" | "overlay" })[]; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; subtotalMinor: number; discountMinor: number; taxMinor: number; totalMinor: number; deepestDiscountBasisPoints: number; costMinor?: number; marginBasisPoints?: number; status: "draft" | "submitted" | "approved" | "accepted" | "expired"; number?: string; revision: number; expiresAt: string; approvalId?: string; sentAt?: string; acceptedAt?: string; orderId?: string; archived?: boolean };
export type QuoteInput = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type QuoteInput2 = { opportunityId?: string; accountId?: string; currency: string; validUntil: string; orderKind?: "new" | "upsell" | "renewal"; baseOrderId?: string; startsOn?: string; endsOn?: string; lines: ({ productId: string; quantity: number; unitPriceMinor?: number | string; discountBasisPoints?: number; taxBasisPoints?: number; months?: number })[]; discountBasisPoints?: number; instalments?: ({ dueOn: string; amountMinor: number; paymentReference?: string })[]; credits?: ({ userId?: string; partnerId?: string; basisPoints: number; ledger: "primary" | "overlay" })[]; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id?: string };
export type QuotePage = { items: (Quote)[]; nextCursor: string | null };
export type QuotePatch = { opportunityId?: string | null; accountId?: string; currency?: string; validUntil?: string; orderKind?: "new" | "upsell" | "renewal"; baseOrderId?: string | null; startsOn?: string | null; endsOn?: string | null; lines?: ({ productId: string; quantity: number; unitPriceMinor?: number | string; discountBasisPoints?: number; taxBasisPoints?: number; months?: number })[]; discountBasisPoints?: number | null; instalments?: ({ dueOn: string; amountMinor: number; paymentReference?: string })[] | null; credits?: ({ userId?: string; partnerId?: string; basisPoints: number; ledger: "primary" | "overlay" })[] | null; ownerId?: string | null; departmentId?: string | null; custom?: Record<string, unknown> | null };
export type RebateEntry = { id: string; version: number; createdAt: string; updatedAt: string; ownerId?: string; departmentId?: string; partnerId: string; statementId: string; kind: "accrual" | "tierDifference" | "adjustment" | "reference" | "carriedOut" | "carriedIn"; amountMinor: number; currency: string; ruleId?: string; ruleNumber?: number; period?: string; bankTransactionId?: string; orderId?: string; bookedOn?: string; cashMinor?: number; volumeMinor?: number; referenceCaseId?: string; disputeId?: string; note?: string };
export type RebateEntryPage = { items: (RebateEntry)[]; nextCursor: string | null };
export type RebateRule = { name: string; fromOn: string; toOn?: string; currency: string; period: "month" | "quarter" | "year"; yearStartsInMonth?: number; tiering: "retroactive" | "marginal"; tiers: ({ fromMinor: number; basisPoints: number })[]; orderKinds?: ("new" | "upsell" | "renewal")[]; productTypes?: (string)[]; partnerIds?: (string)[]; partnerTiers?: (string)[]; territories?: (string)[]; asksAcknowledgement?: boolean; text?: string; id: string; version: number; createdAt: string; updatedAt: string; number: number; archived?: boolean };
export type RebateRuleInput = { name: string; fromOn: string; toOn?: string; currency: string; period: "month" | "quarter" | "year"; yearStartsInMonth?: number; tiering: "retroactive" | "marginal"; tiers: ({ fromMinor: number; basisPoints: number })[]; orderKinds?: ("new" | "upsell" | "renewal")[]; productTypes?: (string)[]; partnerIds?: (string)[]; partnerTiers?: (string)[]; territories?: (string)[]; asksAcknowledgement?: boolean; text?: string; id?: string };
export type RebateRulePage = { items: (RebateRule)[]; nextCursor: string | null };
export type RebateRulePatch = { name?: string; fromOn?: string; toOn?: string | null; currency?: string; period?: "month" | "quarter" | "year"; yearStartsInMonth?: number | null; tiering?: "retroactive" | "marginal"; tiers?: ({ fromMinor: number; basisPoints: number })[]; orderKinds?: ("new" | "upsell" | "renewal")[] | null; productTypes?: (string)[] | null; partnerIds?: (string)[] | null; partnerTiers?: (string)[] | null; territories?: (string)[] | null; asksAcknowledgement?: boolean | null; text?: string | null };
export type Receivable = { accountId: string; reference: string; paymentReference?: string; kind: "invoice" | "creditNote"; amountMinor: number; currency: string; dueOn: string; issuedOn?: string; terms?: ({ discountBasisPoints: number; discountUntilOn: string })[]; lines?: ({ productId?: string; productType?: string; amountMinor: number })[]; creditsReceivableId?: string; orderId?: string; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; orderKind?: "new" | "upsell" | "renewal"; instalmentNo?: number; instalmentCount?: number; partnerId?: string; memberIds?: (string)[]; contractNo?: string; credits?: ({ userId?: string; partnerId?: string; basisPoints: number; ledger: "primary" | "overlay" })[]; paidMinor: number; givenBackMinor?: number; adjustedMinor: number; writtenOffMinor: number; openMinor: number; status: "open" | "partlyPaid" | "paid" | "writtenOff" | "cancelled"; invoiceId?: string; invoiceNumber?: string; approvalId?: string; hasDeductions?: boolean; archived?: boolean; overdue: boolean };
export type Receivable2 = { count: number; complete: boolean; nextCursor: string | null; sums: ({ currency: string; count: number; amounts: Record<string, number> })[] };
export type ReceivableInput = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type ReceivableInput2 = { accountId: string; reference: string; paymentReference?: string; kind?: "invoice" | "creditNote"; amountMinor: number; currency: string; dueOn: string; issuedOn?: string; terms?: ({ discountBasisPoints: number; discountUntilOn: string })[]; lines?: ({ productId?: string; productType?: string; amountMinor: number })[]; creditsReceivableId?: string; orderId?: string; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id?: string };
export type ReceivablePage = { items: (Receivable)[]; nextCursor: string | null };
export type ReceivablePatch = { accountId?: string; reference?: string; paymentReference?: string | null; kind?: "invoice" | "creditNote"; amountMinor?: number; currency?: string; dueOn?: string; issuedOn?: string | null; terms?: ({ discountBasisPoints: number; discountUntilOn: string })[] | null; lines?: ({ productId?: string; productType?: string; amountMinor: number })[] | null; creditsReceivableId?: string | null; orderId?: string | null; ownerId?: string | null; departmentId?: string | null; custom?: Record<string, unknown> | null };
export type ReferenceCase = { partnerId: string; customerName: string; title: string; story: string; criteria?: ({ key: string; met: boolean; note?: string })[]; ownerId?: string; departmentId?: string; id: string; version: number; createdAt: string; updatedAt: string; state: "draft" | "zone" | "unit" | "marketing" | "quarterEnd" | "approved" | "rejected"; agreements?: ({ step: "zone" | "unit" | "marketing"; at: string; by: string })[]; reason?: string; approvedAt?: string; rebateMinor?: number; archived?: boolean };
export type ReferenceCaseInput = { partnerId?: string; customerName: string; title: string; story: string; criteria?: ({ key: string; met: boolean; note?: string })[]; ownerId?: string; departmentId?: string; id?: string };
export type ReferenceCasePage = { items: (ReferenceCase)[]; nextCursor: string | null };
export type ReferenceCasePatch = { partnerId?: string; customerName?: string; title?: string; story?: string; criteria?: ({ key: string; met: boolean; note?: string })[] | null; ownerId?: string | null; departmentId?: string | null };
export type RemittanceAdvice = { payer: { name?: string; accountNo?: string }; accountId?: string; currency: string; totalMinor: number; paidOn?: string; paymentReference?: string; lines: ({ reference: string; amountMinor: number; discountMinor?: number; deduction?: { code: string; text?: string; amountMinor: number }; memo?: string })[]; id: string; version: number; createdAt: string; updatedAt: string; state: "waiting" | "used" | "differs" | "cancelled"; bankTransactionId?: string; bankTransactionIds?: (string)[]; difference?: ({ reference?: string; advisedMinor: number; bookedMinor: number })[]; cancelReason?: string; ownerId?: string; departmentId?: string };
export type RemittanceAdviceInput = { payer: { name?: string; accountNo?: string }; accountId?: string; currency: string; totalMinor: number; paidOn?: string; paymentReference?: string; lines: ({ reference: string; amountMinor: number; discountMinor?: number; deduction?: { code: string; text?: string; amountMinor: number }; memo?: string })[]; id?: string };
export type RemittanceAdviceInput2 = { format: "csv" | "xlsx" | "remt.001"; content: string; mappingId?: string; mapping?: { columns: { reference: string; amount: string; discount?: string; deduction?: string; deductionCode?: string; deductionText?: string; memo?: string; advice?: string; payerName?: string; payerAccountNo?: string; paidOn?: string; currency?: string; paymentReference?: string }; amountIs?: "paid" | "due"; dayOrder?: "ymd" | "dmy" | "mdy"; decimalMark?: "." | "," }; payer?: { name?: string; accountNo?: string }; accountId?: string; currency?: string; paidOn?: string; paymentReference?: string };
export type RemittanceAdvicePage = { items: (RemittanceAdvice)[]; nextCursor: string | null };
export type Renewal = { id: string; version: number; createdAt: string; updatedAt: string; orderId: string; accountId: string; contractNo?: string; productType: string; ownerId?: string; departmentId?: string; tier?: string; startsOn: string; dueOn: string; startMinor: number; addedMinor: number; dueMinor: number; renewedMinor: number; currency: string; state: "due" | "renewed" | "partly" | "churned"; parts: ({ orderId: string; amountMinor: number; renewedMinor: number; signedOn: string; way: "hand" | "named" | "window"; paidMinor: number; billed: ({ on: string; uptoMinor: number })[] })[]; renewals: number; firstYear: string; lapsesOn: string; terminatedOn?: string; churnCause?: "told" | "ended" | "lapsed"; churnedOn?: string; churnReason?: string; autoRenewMonths?: number; noticeBy?: string; noticeOn?: string; noticeReason?: string; quoteId?: string; renewalOrderId?: string; steps: (string)[]; archived?: boolean };
export type RenewalPage = { items: (Renewal)[]; nextCursor: string | null };
export type RenewalPage2 = { items: (Renewal)[]; nextCursor: string | null };
export type ReportSubscription = { report?: string; savedReportId?: string; dashboardId?: string; recipients: (string)[]; at?: string; cron?: string; timeZone: string; days: "daily" | "workdays"; channel?: "mail" | "chat" | "sms"; locale?: "zh-CN" | "en"; only?: "changed" | "alerts" | { measure: string; op: "gt" | "gte" | "lt" | "lte"; value: number }; id: string; version: number; createdAt: string; updatedAt: string; ownerId?: string; departmentId?: string; archived?: boolean; nextAt?: string };
export type ReportSubscriptionInput = { report?: string; savedReportId?: string; dashboardId?: string; recipients: (string)[]; at?: string; cron?: string; timeZone?: string; days: "daily" | "workdays"; channel?: "mail" | "chat" | "sms"; locale?: "zh-CN" | "en"; only?: "changed" | "alerts" | { measure: string; op: "gt" | "gte" | "lt" | "lte"; value: number }; id?: string };
export type ReportSubscriptionPage = { items: (ReportSubscription)[]; nextCursor: string | null };
export type ReportSubscriptionPatch = { report?: string | null; savedReportId?: string | null; dashboardId?: string | null; recipients?: (string)[]; at?: string | null; cron?: string | null; timeZone?: string; days?: "daily" | "workdays"; channel?: "mail" | "chat" | "sms" | null; locale?: "zh-CN" | "en" | null; only?: "changed" | "alerts" | { measure: string; op: "gt" | "gte" | "lt" | "lte"; value: number } | null };
export type Role = { name: string; permissions: (string)[]; scopes: Record<string, "own" | "team" | "department" | "subtree" | "all">; fields?: Record<string, Record<string, "hidden" | "masked" | "readOnly">>; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type RoleInput = { name: string; permissions: (string)[]; scopes: Record<string, "own" | "team" | "department" | "subtree" | "all">; fields?: Record<string, Record<string, "hidden" | "masked" | "readOnly">>; id?: string };
export type RolePage = { items: (Role)[]; nextCursor: string | null };
export type RolePatch = { name?: string; permissions?: (string)[]; scopes?: Record<string, "own" | "team" | "department" | "subtree" | "all">; fields?: Record<string, Record<string, "hidden" | "masked" | "readOnly">> | null };
export type SavedReport = { name: string; report?: string; query?: { facts: string; filter?: Filter; period?: { from: string; to: string } | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear" | { last: number; unit: "day" | "week" | "month" | "quarter" | "year" } | { next: number; unit: "day" | "week" | "month" | "quarter" | "year" }; on?: string; convert?: boolean; measures: (string)[]; dimensions: (string)[]; compare?: "previousPeriod" | "previousYear"; sort?: string; limit: number }; parameters?: { from?: string; to?: string; period?: "all" | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear"; compare?: "previousPeriod" | "previousYear"; currency?: string; dimensions?: string; sort?: string; convert?: boolean; limit?: number }; chart?: "bar" | "stackedBar" | "line" | "area" | "pie" | "funnel" | "number" | "table"; sharedWith?: { everybody?: boolean; roles?: (string)[]; departmentIds?: (string)[]; userIds?: (string)[] }; id: string; version: number; createdAt: string; updatedAt: string; ownerId: string; archived?: boolean };
export type SavedReportInput = { name: string; report?: string; query?: PostReportsQueryBody; parameters?: { from?: string; to?: string; period?: "all" | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear"; compare?: "previousPeriod" | "previousYear"; currency?: string; dimensions?: string; sort?: string; convert?: boolean; limit?: number }; chart?: "bar" | "stackedBar" | "line" | "area" | "pie" | "funnel" | "number" | "table"; sharedWith?: { everybody?: boolean; roles?: (string)[]; departmentIds?: (string)[]; userIds?: (string)[] }; id?: string };
export type SavedReportPatch = { name?: string; report?: string | null; query?: PostReportsQueryBody | null; parameters?: { from?: string; to?: string; period?: "all" | "yesterday" | "today" | "tomorrow" | "lastWeek" | "lastMonth" | "lastQuarter" | "lastYear" | "thisWeek" | "thisMonth" | "thisQuarter" | "thisYear" | "nextWeek" | "nextMonth" | "nextQuarter" | "nextYear"; compare?: "previousPeriod" | "previousYear"; currency?: string; dimensions?: string; sort?: string; convert?: boolean; limit?: number } | null; chart?: "bar" | "stackedBar" | "line" | "area" | "pie" | "funnel" | "number" | "table" | null; sharedWith?: { everybody?: boolean; roles?: (string)[]; departmentIds?: (string)[]; userIds?: (string)[] } | null };
export type ScoringRule = { name: string; when: "form" | "email" | "call" | "meeting" | "download" | "event" | "visit" | { did?: string; didNot?: string; times: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } | Filter; points: number; halfLifeDays?: number; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type ScoringRuleInput = { name: string; when?: "form" | "email" | "call" | "meeting" | "download" | "event" | "visit" | { did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } | Filter; points: number; halfLifeDays?: number; id?: string };
export type ScoringRulePage = { items: (ScoringRule)[]; nextCursor: string | null };
export type ScoringRulePatch = { name?: string; when?: "form" | "email" | "call" | "meeting" | "download" | "event" | "visit" | { did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] } | Filter; points?: number; halfLifeDays?: number | null };
export type Segment = { name: string; of: "contact" | "lead"; kind: "rule" | "manual" | "alike"; filter?: Filter; behaviour?: { match: "all" | "any"; conditions: ({ did?: string; didNot?: string; times: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] })[] }; joinedBy?: "and" | "or"; tracked?: boolean; alike?: { seedSegmentId: string; features: ({ field?: string; event?: string; withinDays: number })[]; size: number }; sample?: { seed: string; fromBasisPoints: number; toBasisPoints: number }; id: string; version: number; createdAt: string; updatedAt: string; ownerId?: string; archived?: boolean };
export type SegmentInput = { name: string; of: "contact" | "lead"; kind: "rule" | "manual" | "alike"; filter?: Filter; behaviour?: { match?: "all" | "any"; conditions: ({ did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] })[] }; joinedBy?: "and" | "or"; tracked?: boolean; alike?: { seedSegmentId: string; features: ({ field?: string; event?: string; withinDays?: number })[]; size?: number }; sample?: { seed: string; fromBasisPoints?: number; toBasisPoints: number }; id?: string };
export type SegmentPage = { items: (Segment)[]; nextCursor: string | null };
export type SegmentPatch = { name?: string; of?: "contact" | "lead"; kind?: "rule" | "manual" | "alike"; filter?: Filter | null; behaviour?: { match?: "all" | "any"; conditions: ({ did?: string; didNot?: string; times?: number; withinDays: number; where?: ({ property: string; op: "eq" | "ne" | "lt" | "lte" | "gt" | "gte" | "contains"; value: string | number | boolean })[] })[] } | null; joinedBy?: "and" | "or" | null; tracked?: boolean | null; alike?: { seedSegmentId: string; features: ({ field?: string; event?: string; withinDays?: number })[]; size?: number } | null; sample?: { seed: string; fromBasisPoints?: number; toBasisPoints: number } | null };
export type SenderDomain = { domain: string; id: string; version: number; createdAt: string; updatedAt: string; state: "pending" | "verified" | "failed" | "lapsed" | "retired"; selector: string; returnPath: "pending" | "verified" | "failed"; checkedAt?: string; verifiedAt?: string; records: ({ purpose: "dkim" | "returnPath" | "spf"; type: "TXT" | "MX"; name: string; value: string })[] };
export type SenderDomainInput = { domain: string };
export type SenderDomainPage = { items: (SenderDomain)[]; nextCursor: string | null };
export type SharingRule = { name: string; noun: string; when: Filter; to: { roles?: (string)[]; userIds?: (string)[]; departmentIds?: (string)[] }; level: "read" | "write"; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type SharingRuleInput = { name: string; noun: string; when: Filter; to: { roles?: (string)[]; userIds?: (string)[]; departmentIds?: (string)[] }; level: "read" | "write"; id?: string };
export type SharingRulePage = { items: (SharingRule)[]; nextCursor: string | null };
export type SharingRulePatch = { name?: string; noun?: string; when?: Filter; to?: { roles?: (string)[]; userIds?: (string)[]; departmentIds?: (string)[] }; level?: "read" | "write" };
export type SigningConnectionInput = { name: string; baseUrl: string; token: string; isDefault?: boolean; id?: string };
export type SigningConnectionPage = { items: (PostSigningConnectionsReply)[]; nextCursor: string | null };
export type SigningConnectionPatch = { name?: string; baseUrl?: string; token?: string; isDefault?: boolean | null };
export type SlaPolicy = { name: string; priority: number; when?: Filter; firstResponseMinutes?: number; resolveMinutes?: number; warnBeforeMinutes?: number; counts: "workingTime" | "always"; escalateToIds?: (string)[]; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type SlaPolicyInput = { name: string; priority: number; when?: Filter; firstResponseMinutes?: number; resolveMinutes?: number; warnBeforeMinutes?: number; counts?: "workingTime" | "always"; escalateToIds?: (string)[]; id?: string };
export type SlaPolicyPage = { items: (SlaPolicy)[]; nextCursor: string | null };
export type SlaPolicyPatch = { name?: string; priority?: number; when?: Filter | null; firstResponseMinutes?: number | null; resolveMinutes?: number | null; warnBeforeMinutes?: number | null; counts?: "workingTime" | "always" | null; escalateToIds?: (string)[] | null };
export type SmsCampaign = { name: string; purpose: "marketing" | "service"; text: string; recipients: { contactIds: (string)[] } | { leadIds: (string)[] } | { segmentId: string } | { marketingEventId: string }; ownerId?: string; departmentId?: string; id: string; version: number; createdAt: string; updatedAt: string; recipientCount?: number; counted?: { recipients: number; reached: number; unreachable: number; withheld: number; heldOut: number; lacking: number; doubled: number }; refusedBecause?: string; sentAt?: string; sentBy?: string; endedAt?: string; queued?: number; unreachable?: number; withheld?: number; heldOut?: number; lacking?: number; doubled?: number; stoppedBecause?: string; approvalId?: string; archived?: boolean; status: "draft" | "counting" | "sending" | "sent" | "stopped"; message: string; encoding: "GSM-7" | "UCS-2"; characters: number; parts: number };
export type SmsCampaignInput = { name: string; purpose: "marketing" | "service"; text: string; recipients: { contactIds: (string)[] } | { leadIds: (string)[] } | { segmentId: string } | { marketingEventId: string }; ownerId?: string; departmentId?: string; id?: string };
export type SmsCampaignInput2 = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type SmsCampaignPage = { items: (SmsCampaign)[]; nextCursor: string | null };
export type SmsCampaignPatch = { name?: string; purpose?: "marketing" | "service"; text?: string; recipients?: { contactIds: (string)[] } | { leadIds: (string)[] } | { segmentId: string } | { marketingEventId: string }; ownerId?: string | null; departmentId?: string | null };
export type SplitRule = { name: string; priority: number; when: { orderKinds?: ("new" | "upsell" | "renewal")[]; productTypes?: (string)[]; departmentIds?: (string)[]; partnerIds?: (string)[]; currency?: string; amountMinMinor?: number; amountMaxMinor?: number; fromOn?: string; toOn?: string }; products: { by: "proRata" } | { by: "typeFirst"; productTypes: (string)[] }; shares?: ({ to: string | "owner" | "partner"; basisPoints: number; ledger: "primary" | "overlay" })[]; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type SplitRuleInput = { name: string; priority: number; when: { orderKinds?: ("new" | "upsell" | "renewal")[]; productTypes?: (string)[]; departmentIds?: (string)[]; partnerIds?: (string)[]; currency?: string; amountMinMinor?: number; amountMaxMinor?: number; fromOn?: string; toOn?: string }; products: { by: "proRata" } | { by: "typeFirst"; productTypes: (string)[] }; shares?: ({ to: string | "owner" | "partner"; basisPoints: number; ledger: "primary" | "overlay" })[]; id?: string };
export type SplitRulePage = { items: (SplitRule)[]; nextCursor: string | null };
export type SplitRulePatch = { name?: string; priority?: number; when?: { orderKinds?: ("new" | "upsell" | "renewal")[]; productTypes?: (string)[]; departmentIds?: (string)[]; partnerIds?: (string)[]; currency?: string; amountMinMinor?: number; amountMaxMinor?: number; fromOn?: string; toOn?: string }; products?: { by: "proRata" } | { by: "typeFirst"; productTypes: (string)[] }; shares?: ({ to: string | "owner" | "partner"; basisPoints: number; ledger: "primary" | "overlay" })[] | null };
export type SuccessPlan = { accountId: string; name: string; goals: ({ key: string; name: string; measure?: string; dueOn?: string; state?: "open" | "reached" | "missed"; note?: string })[]; steps: ({ key: string; name: string; goal?: string; ownerId?: string; dueOn: string; taskId?: string; doneAt?: string })[]; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; status: "draft" | "active" | "completed" | "abandoned"; goalsReached?: number; stepsDone?: number; startedAt?: string; endedAt?: string; reason?: string; archived?: boolean };
export type SuccessPlanInput = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type SuccessPlanInput2 = { accountId: string; name: string; goals: ({ key: string; name: string; measure?: string; dueOn?: string })[]; steps: (PostSuccessPlansByIdAddStepBody)[]; ownerId?: string; departmentId?: string; custom?: Record<string, unknown>; id?: string };
export type SuccessPlanPage = { items: (SuccessPlan)[]; nextCursor: string | null };
export type SuccessPlanPatch = { accountId?: string; name?: string; goals?: ({ key: string; name: string; measure?: string; dueOn?: string })[]; steps?: (PostSuccessPlansByIdAddStepBody)[]; ownerId?: string | null; departmentId?: string | null; custom?: Record<string, unknown> | null };
export type Suppression = { id: string; version: number; createdAt: string; updatedAt: string; address: string; reason: "bounced" | "complained" | "erased"; messageId: string; liftedAt?: string };
export type SuppressionPage = { items: (Suppression)[]; nextCursor: string | null };
export type Survey = { id: string; version: number; createdAt: string; updatedAt: string; kind: "csat" | "nps"; state: "waiting" | "answered" | "revoked"; aboutNoun: "project" | "ticket"; aboutId: string; name: string; accountId?: string; contactId?: string; ownerId?: string; departmentId?: string; productType?: string; locale: "zh-CN" | "en"; expiresAt: string; score?: number; comment?: string; answeredAt?: string; answeredBy?: string; revokedAt?: string; taskId?: string; archived?: boolean };
export type SurveyPage = { items: (Survey)[]; nextCursor: string | null };
export type TaskSystemInput = { name: string; baseUrl: string; token: string; states: { open: (string)[]; doing: (string)[]; done: (string)[]; dropped: (string)[] }; planBy?: "project" | "taskSystem"; workBy?: "project" | "taskSystem"; takesNew?: boolean; pollMinutes?: number; isDefault?: boolean; id?: string };
export type TaskSystemPage = { items: (PostTaskSystemsReply)[]; nextCursor: string | null };
export type TaskSystemPatch = { name?: string; baseUrl?: string; token?: string; states?: { open: (string)[]; doing: (string)[]; done: (string)[]; dropped: (string)[] }; planBy?: "project" | "taskSystem" | null; workBy?: "project" | "taskSystem" | null; takesNew?: boolean | null; pollMinutes?: number | null; isDefault?: boolean | null };
export type Template = { name: string; channel: "email" | "sms"; purpose: "marketing" | "service"; subject?: string; preheader?: string; blocks?: ({ kind: "heading"; text: string } | { kind: "paragraph"; text: string } | { kind: "note"; text: string } | { kind: "figure"; label: string; value: string; note?: string; tone?: "neutral" | "good" | "attention" } | { kind: "facts"; rows: ({ label: string; value: string })[] } | { kind: "list"; items: ({ title: string; detail?: string; value: string; note?: string; tone?: "neutral" | "good" | "attention" })[]; total?: { title: string; value: string } } | { kind: "button"; label: string; url: string })[]; text?: string; variables?: ({ name: string; fallback?: string })[]; id: string; version: number; createdAt: string; updatedAt: string; ownerId?: string; archived?: boolean };
export type TemplateInput = { name: string; channel: "email" | "sms"; purpose: "marketing" | "service"; subject?: string; preheader?: string; blocks?: ({ kind: "heading"; text: string } | { kind: "paragraph"; text: string } | { kind: "note"; text: string } | { kind: "figure"; label: string; value: string; note?: string; tone?: "neutral" | "good" | "attention" } | { kind: "facts"; rows: ({ label: string; value: string })[] } | { kind: "list"; items: ({ title: string; detail?: string; value: string; note?: string; tone?: "neutral" | "good" | "attention" })[]; total?: { title: string; value: string } } | { kind: "button"; label: string; url: string })[]; text?: string; variables?: ({ name: string; fallback?: string })[]; id?: string };
export type TemplatePage = { items: (Template)[]; nextCursor: string | null };
export type TemplatePatch = { name?: string; channel?: "email" | "sms"; purpose?: "marketing" | "service"; subject?: string | null; preheader?: string | null; blocks?: ({ kind: "heading"; text: string } | { kind: "paragraph"; text: string } | { kind: "note"; text: string } | { kind: "figure"; label: string; value: string; note?: string; tone?: "neutral" | "good" | "attention" } | { kind: "facts"; rows: ({ label: string; value: string })[] } | { kind: "list"; items: ({ title: string; detail?: string; value: string; note?: string; tone?: "neutral" | "good" | "attention" })[]; total?: { title: string; value: string } } | { kind: "button"; label: string; url: string })[] | null; text?: string | null; variables?: ({ name: string; fallback?: string })[] | null };
export type TenantEntry = { id: string; version: number; createdAt: string; updatedAt: string; name: string; archived?: boolean; state?: "suspended" | "closing" | "deleting" | "deleted"; deleteAt?: string };
export type TenantEntryInput = { name: string; locale: "zh-CN" | "en"; timeZone: string; currency: string; country?: string; licence?: PutTenantsByIdLicenceBody; administrator?: { name: string; email: string }; modes?: ("standard" | "membership" | "promotion" | "project" | "keyAccount")[] };
export type TenantEntryPage = { items: (TenantEntry)[]; nextCursor: string | null };
export type TenantEntryPatch = { requestsPerSecondMax: number };
export type TenantUsage = { id: string; version: number; createdAt: string; updatedAt: string; tenantId: string; month: string; calls: number; messages: { email: number; sms: number; chat: number }; rows: number; storageBytes: number; objects: number };
export type TenantUsagePage = { items: (TenantUsage)[]; nextCursor: string | null };
export type Ticket = { accountId?: string; contactId?: string; requester?: { name?: string; email?: string; phone?: string }; subject: string; body: string; channel: "api" | "email" | "form" | "chat" | "hotline"; priority: "low" | "normal" | "high" | "urgent"; queueId?: string; ownerId?: string; departmentId?: string; followerIds?: (string)[]; tags?: (string)[]; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; phoneShown?: string; unclear?: (string)[]; number?: string; state: "new" | "open" | "waitingForCustomer" | "waitingForOthers" | "resolved" | "closed"; tier?: string; routedBy?: "customerSuccess" | "queue" | "named" | "nobody"; channelId?: string; conversationId?: string; mail?: { messageId: string; references?: (string)[]; to?: string }; firstResponseDueAt?: string; resolveDueAt?: string; firstRespondedAt?: string; isLateInResponse?: boolean; isLateInResolution?: boolean; escalatedAt?: string; resolvedAt?: string; closedAt?: string; reopened?: number; lastMessageAt?: string; fileIds?: (string)[]; leftOut?: (string)[]; mergedInto?: string; mergedFrom?: (string)[]; linkedIds?: (string)[]; splitFrom?: string; askedAt?: string; archived?: boolean; assigneeId?: string };
export type TicketChannelInput = { name: string; kind: "email" | "form" | "chat" | "hotline"; queueId?: string; priority?: "low" | "normal" | "high" | "urgent"; allowedOrigins?: (string)[]; active?: boolean; id?: string };
export type TicketChannelPage = { items: (PostTicketChannelsReply)[]; nextCursor: string | null };
export type TicketChannelPatch = { name?: string; kind?: "email" | "form" | "chat" | "hotline"; queueId?: string | null; priority?: "low" | "normal" | "high" | "urgent" | null; allowedOrigins?: (string)[] | null; active?: boolean | null };
export type TicketInput = { accountId?: string; contactId?: string; requester?: { name?: string; email?: string; phone?: string }; subject: string; body: string; channel?: "api" | "email" | "form" | "chat" | "hotline"; priority?: "low" | "normal" | "high" | "urgent"; queueId?: string; ownerId?: string; departmentId?: string; followerIds?: (string)[]; tags?: (string)[]; custom?: Record<string, unknown>; id?: string };
export type TicketInput2 = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type TicketPage = { items: (Ticket)[]; nextCursor: string | null };
export type TicketPatch = { accountId?: string | null; contactId?: string | null; requester?: { name?: string; email?: string; phone?: string } | null; subject?: string; body?: string; channel?: "api" | "email" | "form" | "chat" | "hotline" | null; priority?: "low" | "normal" | "high" | "urgent" | null; queueId?: string | null; ownerId?: string | null; departmentId?: string | null; followerIds?: (string)[] | null; tags?: (string)[] | null; custom?: Record<string, unknown> | null };
export type TicketQueue = { name: string; priority: number; when?: Filter; memberIds?: (string)[]; leadId?: string; departmentId?: string; visibility?: "own" | "members"; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type TicketQueueInput = { name: string; priority: number; when?: Filter; memberIds?: (string)[]; leadId?: string; departmentId?: string; visibility?: "own" | "members"; id?: string };
export type TicketQueuePage = { items: (TicketQueue)[]; nextCursor: string | null };
export type TicketQueuePatch = { name?: string; priority?: number; when?: Filter | null; memberIds?: (string)[] | null; leadId?: string | null; departmentId?: string | null; visibility?: "own" | "members" | null };
export type TierRule = { name: string; priority: number; when: Filter; tier: string; visitEveryDays?: number; callEveryDays?: number; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type TierRuleInput = { name: string; priority: number; when: Filter; tier: string; visitEveryDays?: number; callEveryDays?: number; id?: string };
export type TierRulePage = { items: (TierRule)[]; nextCursor: string | null };
export type TierRulePatch = { name?: string; priority?: number; when?: Filter; tier?: string; visitEveryDays?: number | null; callEveryDays?: number | null };
export type TimeEntry = { projectId: string; nodeKey?: string; on: string; note?: string; departmentId?: string; minutes: number; ownerId?: string; custom?: Record<string, unknown>; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type TimeEntryInput = { ids?: (string)[]; viewId?: string; filter?: Filter; operation: "update" | "assign" | "tag" | "untag" | "archive" | "restore"; fields?: Record<string, unknown>; ownerId?: string; tags?: (string)[] };
export type TimeEntryInput2 = { projectId: string; nodeKey?: string; on: string; note?: string; departmentId?: string; minutes: number; ownerId?: string; custom?: Record<string, unknown>; id?: string };
export type TimeEntryPage = { items: (TimeEntry)[]; nextCursor: string | null };
export type TimeEntryPatch = { projectId?: string; nodeKey?: string | null; on?: string; note?: string | null; departmentId?: string | null; minutes?: number; ownerId?: string | null; custom?: Record<string, unknown> | null };
export type User = { email?: string; name: string; phone?: string; departmentId?: string; roles: (string)[]; locale?: "zh-CN" | "en"; smsOnReceipt?: boolean; id: string; version: number; createdAt: string; updatedAt: string; phoneShown?: string; unclear?: (string)[]; partnerId?: string; invitedAt?: string; signedOutAt?: string; archived?: boolean };
export type UserInput = { email: string; name: string; phone?: string; departmentId?: string; roles: (string)[]; locale?: "zh-CN" | "en"; smsOnReceipt?: boolean; id?: string };
export type UserPage = { items: (User)[]; nextCursor: string | null };
export type UserPatch = { email?: string; name?: string; phone?: string | null; departmentId?: string | null; roles?: (string)[]; locale?: "zh-CN" | "en" | null; smsOnReceipt?: boolean | null };
export type ValueModel = { name: string; metrics: ({ key: string; label?: string; side: "existing" | "potential" | "model"; formula: string; fullAt: number; weight: number })[]; when?: Filter; isDefault?: boolean; dropBasisPoints?: number; id: string; version: number; createdAt: string; updatedAt: string; archived?: boolean };
export type ValueModelInput = { name: string; metrics: ({ key: string; label?: string; side: "existing" | "potential" | "model"; formula: string; fullAt: number; weight: number })[]; when?: Filter; isDefault?: boolean; dropBasisPoints?: number; id?: string };
export type ValueModelPage = { items: (ValueModel)[]; nextCursor: string | null };
export type ValueModelPatch = { name?: string; metrics?: ({ key: string; label?: string; side: "existing" | "potential" | "model"; formula: string; fullAt: number; weight: number })[]; when?: Filter | null; isDefault?: boolean | null; dropBasisPoints?: number | null };
export type View = { noun: string; name: string; filter: Filter; columns?: (string)[]; sort?: string; sharedWith?: { everybody?: boolean; roles?: (string)[]; departmentIds?: (string)[]; userIds?: (string)[] }; id: string; version: number; createdAt: string; updatedAt: string; ownerId: string; archived?: boolean };
export type ViewInput = { noun: string; name: string; filter: Filter; columns?: (string)[]; sort?: string; sharedWith?: { everybody?: boolean; roles?: (string)[]; departmentIds?: (string)[]; userIds?: (string)[] }; id?: string };
export type ViewPatch = { noun?: string; name?: string; filter?: Filter; columns?: (string)[] | null; sort?: string | null; sharedWith?: { everybody?: boolean; roles?: (string)[]; departmentIds?: (string)[]; userIds?: (string)[] } | null };
export type Visitor = { id: string; version: number; createdAt: string; updatedAt: string; isKnown: boolean; mergedInto?: string };
export type VisitorPage = { items: (Visitor)[]; nextCursor: string | null };
export type WebhookInput = { name: string; url: string; id?: string };
export type WebhookPage = { items: (PostOutgoingWebhooksReply)[]; nextCursor: string | null };
export type WebhookPatch = { name?: string; url?: string };
export type WriteKeyInput = { name: string; allowedOrigins?: (string)[]; active?: boolean; id?: string };
export type WriteKeyPage = { items: (PostWriteKeysReply)[]; nextCursor: string | null };
export type WriteKeyPatch = { name?: string; allowedOrigins?: (string)[] | null; active?: boolean | null };
export type InputError = { path: string; code: string; message: string };
export type Problem = { type: string; title: string; status: 400 | 401 | 402 | 403 | 404 | 405 | 409 | 412 | 413 | 415 | 422 | 429 | 500 | 503; code: "malformed_request" | "unknown_filter" | "invalid_cursor" | "unauthorized" | "session_evicted" | "edition_required" | "licence_limit" | "forbidden" | "consent_required" | "not_found" | "method_not_allowed" | "conflict" | "stale" | "duplicate" | "invalid_state" | "in_progress" | "cash_applied" | "locked" | "outgoing_line" | "damaged" | "stage_blocked" | "over_budget" | "precondition_failed" | "too_large" | "unsupported_media_type" | "invalid" | "idempotency_key_reused" | "unknown_reference" | "too_many_actions" | "rate_limited" | "internal" | "unavailable"; detail: string; requestId: string; errors?: (InputError)[] };
