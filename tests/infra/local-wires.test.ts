import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { SendEmailCommand, SendRawEmailCommand } from "@aws-sdk/client-ses";
import { PublishCommand } from "@aws-sdk/client-sns";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { describe, expect, test } from "@jest/globals";
import { s3, ses, sns, sqs } from "../support/fixtures/lambdas/clients.ts";
import { fixtureLambdas } from "../support/fixtures/lambdas/declarations.ts";
import { useStack } from "../support/stack.ts";

const stack = useStack({ lambdas: fixtureLambdas.filter((l) => l.kind !== "queue"), startsAt: new Date() });
const QueueUrl = (): string => process.env.QUEUE_URL!;
const Bucket = (): string => process.env.BUCKET_NAME!;

const MIME = [
  "From: =?UTF-8?B?5rWL6K+V?= <no-reply@cashloop.example>",
  "To: a@example.com, B <b@example.com>",
  "Subject: =?UTF-8?B?5pio5pel5Yiw5qy+?=",
  "MIME-Version: 1.0",
  'Content-Type: multipart/mixed; boundary="m"',
  "",
  "--m",
  'Content-Type: multipart/alternative; boundary="n"',
  "",
  "--n",
  "Content-Type: text/plain; charset=utf-8",
  "Content-Transfer-Encoding: quoted-printable",
  "",
  "=E5=88=B0=E6=AC=BE 100.00",
  "--n",
  "Content-Type: text/html; charset=utf-8",
  "Content-Transfer-Encoding: base64",
  "",
  Buffer.from("<p>到款</p>").toString("base64"),
  "--n--",
  "--m",
  'Content-Type: application/vnd.ms-excel; name="x.xlsx"',
  "Content-Disposition: attachment; filename*=UTF-8''%E6%8A%A5%E8%A1%A8.xlsx",
  "Content-Transfer-Encoding: base64",
  "",
  Buffer.from([1, 2, 3, 0, 255]).toString("base64"),
  "--m--",
].join("\r\n");

describe("mail and text messages", () => {
  test("a MIME message is shown with its parts and its attachment's bytes", async () => {
    const Data = Buffer.from(MIME);
    const sent = await ses().send(new SendRawEmailCommand({ Destinations: ["a@example.com"], RawMessage: { Data } }));
    const { body } = await stack().api().get("/_local/outbox?to=A@example.com");
    expect(body.items).toEqual([
      {
        id: sent.MessageId,
        channel: "email",
        from: "no-reply@cashloop.example",
        to: ["a@example.com"],
        subject: "昨日到款",
        text: "到款 100.00\n",
        html: "<p>到款</p>",
        attachments: [{ name: "报表.xlsx", contentType: "application/vnd.ms-excel", size: 5 }],
        at: expect.stringMatching(/Z$/),
      },
    ]);
    const file = await fetch(`${stack().baseUrl}/_local/outbox/${sent.MessageId}/attachments/0`);
    expect([...new Uint8Array(await file.arrayBuffer())]).toEqual([1, 2, 3, 0, 255]);
    expect((await stack().api().get("/_local/outbox?to=b@example.com")).body.items).toEqual([]);
  });

  test("a simple mail and a text message are taken, a bad phone number is not", async () => {
    const Destination = { ToAddresses: ["c@example.com"] };
    const Message = {
      Subject: { Data: "Hello & <all>" },
      Body: { Text: { Data: "text" }, Html: { Data: "<b>x</b>" } },
    };
    await ses().send(new SendEmailCommand({ Source: "from@example.com", Destination, Message }));
    await sns().send(new PublishCommand({ PhoneNumber: "+8613800138000", Message: "到款 100" }));
    expect(stack().outbox("c@example.com")).toMatchObject([
      { subject: "Hello & <all>", text: "text", html: "<b>x</b>" },
    ]);
    expect(stack().outbox("+8613800138000")).toMatchObject([{ channel: "sms", text: "到款 100" }]);
    const bad = sns().send(new PublishCommand({ PhoneNumber: "138", Message: "x" }));
    await expect(bad).rejects.toMatchObject({ name: "InvalidParameterException" });
  });

  test.each([
    ["down", "ServiceUnavailable"],
    ["throttle", "Throttling"],
    ["reject", "MessageRejected"],
  ] as const)("a provider that is set to %s fails as the real one does", async (mode, name) => {
    stack().mail.fail(mode);
    const send = ses().send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(MIME) } }));
    await expect(send).rejects.toMatchObject({ name });
    stack().mail.fail(null);
  });

  test("a slow provider answers when it is set to work again", async () => {
    const before = stack().outbox().length;
    stack().mail.fail("slow");
    const send = ses().send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(MIME) } }));
    expect(stack().outbox()).toHaveLength(before);
    stack().mail.fail(null);
    await send;
    expect(stack().outbox()).toHaveLength(before + 1);
  });

  test("people can read the outbox, and a mail cannot break out of its frame", async () => {
    const Data = Buffer.from(
      'From: no-reply@cashloop.example\r\nTo: x@example.com\r\nSubject: <script>\r\nContent-Type: text/html\r\n\r\n<p title="q">"hi"</p>',
    );
    const { MessageId } = await ses().send(new SendRawEmailCommand({ RawMessage: { Data } }));
    const list = await stack().api().get("/_local/outbox", { accept: "text/html" });
    expect(list.body).toContain(`/_local/outbox/${MessageId}.html`);
    expect(list.body).not.toContain("<script>");
    const page = await stack().api().get(`/_local/outbox/${MessageId}.html`);
    expect(page.body).toContain('srcdoc="&#60;p title=&#34;q&#34;&#62;');
  });
});

describe("what becomes of a mail", () => {
  test.each([
    [
      "bounce",
      {
        eventType: "Bounce",
        bounce: { bounceType: "Permanent", bouncedRecipients: [{ emailAddress: "z@example.com" }] },
      },
    ],
    ["complaint", { eventType: "Complaint", complaint: { complainedRecipients: [{ emailAddress: "z@example.com" }] } }],
  ])("a %s is told as SES tells it", async (outcome, expected) => {
    const { told } = await import("../support/fixtures/lambdas/feedback.ts");
    const Data = Buffer.from("From: no-reply@cashloop.example\r\nTo: z@example.com\r\n\r\n");
    const { MessageId } = await ses().send(new SendRawEmailCommand({ RawMessage: { Data } }));
    expect((await stack().api().post(`/_local/outbox/${MessageId}/${outcome}`)).status).toBe(202);
    await stack().settled();
    expect(told.at(-1)).toMatchObject({ ...expected, mail: { messageId: MessageId, destination: ["z@example.com"] } });
    expect((await stack().api().post(`/_local/outbox/none/${outcome}`)).status).toBe(404);
  });
});

describe("queues", () => {
  const receive = (VisibilityTimeout = 30) =>
    sqs().send(
      new ReceiveMessageCommand({
        QueueUrl: QueueUrl(),
        MaxNumberOfMessages: 10,
        VisibilityTimeout,
        MessageSystemAttributeNames: ["ApproximateReceiveCount"],
        MessageAttributeNames: ["All"],
      }),
    );

  test("a message is hidden while it is worked on, comes back after its timeout, and goes when deleted", async () => {
    const MessageAttributes = { tenant: { DataType: "String", StringValue: "t1" } };
    await sqs().send(new SendMessageCommand({ QueueUrl: QueueUrl(), MessageBody: "到款", MessageAttributes }));
    const first = await receive();
    expect(first.Messages).toMatchObject([
      { Body: "到款", MessageAttributes, Attributes: { ApproximateReceiveCount: "1" } },
    ]);
    expect((await receive()).Messages ?? []).toEqual([]);
    await stack().advance(31);
    const again = await receive();
    expect(again.Messages?.[0]?.Attributes?.ApproximateReceiveCount).toBe("2");
    const ReceiptHandle = again.Messages![0]!.ReceiptHandle!;
    const VisibilityTimeout = 0;
    await sqs().send(new ChangeMessageVisibilityCommand({ QueueUrl: QueueUrl(), ReceiptHandle, VisibilityTimeout }));
    const third = await receive();
    expect(third.Messages).toHaveLength(1);
    await sqs().send(
      new DeleteMessageCommand({ QueueUrl: QueueUrl(), ReceiptHandle: third.Messages![0]!.ReceiptHandle! }),
    );
    const counts = await sqs().send(new GetQueueAttributesCommand({ QueueUrl: QueueUrl(), AttributeNames: ["All"] }));
    expect(counts.Attributes).toMatchObject({
      ApproximateNumberOfMessages: "0",
      ApproximateNumberOfMessagesNotVisible: "0",
    });
  });

  test("a batch is sent whole, its delayed entry later, and its bad entry fails alone", async () => {
    const Entries = [
      { Id: "1", MessageBody: "now" },
      { Id: "2", MessageBody: "later", DelaySeconds: 60 },
      { Id: "3", MessageBody: "" },
    ];
    const sent = await sqs().send(new SendMessageBatchCommand({ QueueUrl: QueueUrl(), Entries }));
    expect(sent.Successful?.map((s) => s.Id)).toEqual(["1", "2"]);
    expect(sent.Failed).toMatchObject([{ Id: "3", SenderFault: true }]);
    expect((await receive()).Messages?.map((m) => m.Body)).toEqual(["now"]);
    await stack().advance(61);
    expect((await receive()).Messages?.map((m) => m.Body).sort()).toEqual(["later", "now"]);
  });

  test("a queue that nobody declared does not exist", async () => {
    const send = sqs().send(new SendMessageCommand({ QueueUrl: `${QueueUrl()}-other`, MessageBody: "x" }));
    await expect(send).rejects.toMatchObject({ name: "QueueDoesNotExist" });
  });
});

describe("objects", () => {
  test("an object keeps its bytes, type and metadata, serves ranges, and is gone when deleted", async () => {
    const named = { Bucket: Bucket(), Key: "a b/数.bin" };
    const Body = Buffer.from([0, 1, 2, 250, 255]);
    const put = { ...named, Body, ContentType: "image/png", Metadata: { tenant: "t1" } };
    const { ETag } = await s3().send(new PutObjectCommand(put));
    const head = await s3().send(new HeadObjectCommand(named));
    expect(head).toMatchObject({ ETag, ContentLength: 5, ContentType: "image/png", Metadata: { tenant: "t1" } });
    const part = await s3().send(new GetObjectCommand({ ...named, Range: "bytes=1-3" }));
    expect([...(await part.Body!.transformToByteArray())]).toEqual([1, 2, 250]);
    await s3().send(new DeleteObjectCommand(named));
    await expect(s3().send(new GetObjectCommand(named))).rejects.toMatchObject({ name: "NoSuchKey" });
  });

  test("a presigned URL lets its bearer in until it expires, and nobody gets in without one", async () => {
    const command = new PutObjectCommand({ Bucket: Bucket(), Key: "uploads/statement 1.xml" });
    const url = await getSignedUrl(s3(), command, { expiresIn: 60 });
    const later = new Date(Date.now() - 120_000);
    const expired = await getSignedUrl(s3(), command, { expiresIn: 60, signingDate: later });
    expect((await fetch(url.split("?")[0]!, { method: "PUT", body: "x" })).status).toBe(403);
    expect((await fetch(expired, { method: "PUT", body: "x" })).status).toBe(403);
    expect((await fetch(url, { method: "PUT", body: "<camt/>" })).status).toBe(200);
    await stack().settled();
    const { arrived } = await import("../support/fixtures/lambdas/upload.ts");
    expect(arrived).toEqual([{ key: "uploads/statement 1.xml", content: "<camt/>" }]);
  });
});
