import { CfnOutput, Duration, RemovalPolicy, Stack, type StackProps } from "aws-cdk-lib";
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  StandardThreatProtectionMode,
  UserPool,
  UserPoolClient,
  UserPoolEmail,
} from "aws-cdk-lib/aws-cognito";
import type { Construct } from "constructs";
import { SIGNED_IN } from "../../functions/console/serve.ts";
import type { OidcIssuer } from "../../shared/config.ts";
import { accept } from "./findings.ts";
import { mailDomain, type Settings } from "./settings.ts";

const PASSWORD_LENGTH_MIN = 12;
/** A refresh token that was used may come once more within this time: its answer was lost. */
const ROTATION_GRACE = Duration.seconds(10);

type PoolSettings = NonNullable<Settings["signIn"]["pool"]>;

/** Where the sign-in pages of a pool are: known from the settings alone. */
export const loginOrigin = (stack: Stack, { domainPrefix }: PoolSettings): string =>
  `https://${domainPrefix}.auth.${stack.region}.amazoncognito.com`;

/** What an invitation says, in both languages: it goes to whoever is made a user, whose language nobody knows yet. */
const invitation = (address: string) => ({
  emailSubject: "您已受邀使用 Cashloop · You are invited to Cashloop",
  emailBody:
    `<p>请在三天内登录 <a href="${address}">${address}</a>，用您的邮箱和临时密码：{####}</p>` +
    `<p>Please sign in at <a href="${address}">${address}</a> within three days, with your mail address and the temporary password {####}</p>` +
    "<p><small>{username}</small></p>",
});

/**
 * Who people are. A person's user name in the pool is their Cashloop user id (`usr_…`) and their one group is their tenant
 * (`ten_…`); both stand in every access token, which is what the API takes. People sign in with their mail address. The
 * product lets them in when they are made users and takes them out when they leave.
 */
export class IdentityStack extends Stack {
  readonly userPool: UserPool;
  /** The pool as the authorizer is told of it. */
  readonly issuer: OidcIssuer;

  constructor(
    scope: Construct,
    id: string,
    settings: Settings,
    pool: PoolSettings,
    publicUrl: string,
    props?: StackProps,
  ) {
    super(scope, id, { ...props, description: "Cashloop: the people who sign in." });
    this.userPool = this.#pool(settings, pool, publicUrl);
    this.issuer = this.#door(pool, publicUrl);
  }

  #pool({ stage, mailFrom }: Settings, { mail }: PoolSettings, publicUrl: string): UserPool {
    const [address = "", name] = [/[^<\s]+@[^>\s]+/.exec(mailFrom)?.[0], /^(.*?)\s*</.exec(mailFrom)?.[1]];
    const pool = new UserPool(this, "Users", {
      userPoolName: `cashloop-${stage}`,
      // Users are made by the tenant's administrator, never by themselves.
      selfSignUpEnabled: false,
      signInAliases: { username: true, email: true },
      autoVerify: { email: true },
      standardAttributes: { email: { required: true, mutable: true } },
      userInvitation: invitation(publicUrl),
      ...(mail === "ses" && {
        email: UserPoolEmail.withSES({
          fromEmail: address,
          fromName: name,
          sesRegion: this.region,
          sesVerifiedDomain: mailDomain(mailFrom),
        }),
      }),
      passwordPolicy: {
        minLength: PASSWORD_LENGTH_MIN,
        requireLowercase: true,
        requireUppercase: true,
        requireDigits: true,
        requireSymbols: true,
        tempPasswordValidity: Duration.days(3),
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      featurePlan: FeaturePlan.PLUS,
      standardThreatProtectionMode: StandardThreatProtectionMode.FULL_FUNCTION,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    accept(
      pool,
      "AwsSolutions-COG2",
      "Each tenant decides whether its people need a second factor; until then it is offered, and threat protection asks for it at a risky sign-in.",
    );
    return pool;
  }

  /** The application and the pages on which people sign in to it: a public client that proves itself by PKCE. */
  #door(settings: PoolSettings, publicUrl: string): OidcIssuer {
    const { userPool } = this;
    const { domainPrefix, applications } = settings;
    const client = new UserPoolClient(this, "Console", {
      userPool,
      authFlows: { userSrp: true },
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${publicUrl}${SIGNED_IN}`, ...applications],
        logoutUrls: [`${publicUrl}/`, ...applications],
      },
      generateSecret: false,
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
      refreshTokenRotationGracePeriod: ROTATION_GRACE,
      accessTokenValidity: Duration.minutes(60),
      refreshTokenValidity: Duration.days(30),
    });
    userPool.addDomain("Login", {
      cognitoDomain: { domainPrefix },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    });
    new CfnManagedLoginBranding(this, "LoginLook", {
      userPoolId: userPool.userPoolId,
      clientId: client.userPoolClientId,
      useCognitoProvidedValues: true,
    });
    new CfnOutput(this, "UserPoolId", { value: userPool.userPoolId });
    new CfnOutput(this, "ClientId", { value: client.userPoolClientId });
    new CfnOutput(this, "LoginUrl", { value: loginOrigin(this, settings) });
    const issuer = `https://cognito-idp.${this.region}.${this.urlSuffix}/${userPool.userPoolId}`;
    const audience = client.userPoolClientId;
    return { issuer, audience, jwksUri: `${issuer}/.well-known/jwks.json` };
  }
}
