// The certified `oidc-provider` as an ID-porten of our own: whoever `/who` named last signs in without a form.
import { createHash, generateKeyPairSync } from "node:crypto";
import { createRequire } from "node:module";
import { createServer } from "node:http";

const told = JSON.parse(process.argv[2]);
const { Provider, interactionPolicy } = createRequire(told.packages)("oidc-provider");
const { Check, base } = interactionPolicy;
const key = { ...generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey.export({ format: "jwk" }), use: "sig" };
key.kid = createHash("sha256").update(key.n).digest("base64url").slice(0, 16);

let who = { sub: "ingen", pid: "" };
const policy = base();
policy.get("login").checks.add(
  new Check("acr", "a stronger sign-in is asked for", ({ oidc }) =>
    oidc.session.accountId && oidc.params.acr_values && !oidc.params.acr_values.split(" ").includes(oidc.acr)
      ? Check.REQUEST_PROMPT
      : Check.NO_NEED_TO_PROMPT,
  ),
);

const provider = new Provider(told.issuer, {
  clients: [told.client],
  jwks: { keys: [key] },
  cookies: { keys: ["a test's own"], long: { sameSite: "none" } },
  enableHttpPostMethods: true,
  acrValues: ["idporten-loa-substantial", "idporten-loa-high"],
  claims: { openid: ["sub", "pid", "acr", "amr", "auth_time", "sid"] },
  conformIdTokenClaims: false,
  scopes: ["openid"],
  findAccount: (_, accountId) => ({ accountId, claims: async () => ({ sub: accountId, pid: who.pid }) }),
  interactions: { policy, url: (_, { uid }) => `/interaction/${uid}` },
  pkce: { required: () => true },
  features: {
    devInteractions: { enabled: false },
    pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true },
    backchannelLogout: { enabled: true },
    rpInitiatedLogout: {
      enabled: true,
      // As ID-porten does: the others' pages in frames, and then on. It has no front-channel logout of its own.
      logoutSource: (ctx, form) => {
        const sid = ctx.oidc.session.sidFor(told.client.client_id);
        const framed = `${told.front}?${new URLSearchParams({ iss: told.issuer, sid })}`;
        ctx.body = `<!doctype html><title>Logger ut</title><iframe src="${framed.replace(/&/g, "&amp;")}"></iframe>
          ${form.replace("</form>", '<input type="hidden" name="logout" value="yes"></form>')}
          <script>window.onload = () => document.forms[0].submit()</script>`;
      },
    },
  },
  // A test's own exception: by itself it does not call back to this machine.
  fetch: (url, { dispatcher, ...options }) => fetch(url, options),
});

async function interact(request, response) {
  const { prompt, params, session, grantId } = await provider.interactionDetails(request, response);
  if (prompt.name === "login") {
    const login = { accountId: who.sub, acr: params.acr_values?.split(" ")[0], amr: ["BankID"] };
    return provider.interactionFinished(request, response, { login });
  }
  const grant =
    (grantId && (await provider.Grant.find(grantId))) ||
    new provider.Grant({ accountId: session.accountId, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } });
}

const serve = provider.callback();
createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, told.issuer);
  if (pathname === "/who") {
    who = Object.fromEntries(searchParams);
    response.end("ok");
  } else if (pathname.startsWith("/interaction/")) {
    interact(request, response).catch((error) => response.writeHead(500).end(String(error)));
  } else {
    // It asks for cookies that go everywhere, which browsers keep over https alone.
    const set = response.setHeader.bind(response);
    response.setHeader = (name, value) =>
      set(name, /^set-cookie$/i.test(name) ? [value].flat().map((each) => each.replace(/samesite=none/i, "samesite=lax")) : value);
    serve(request, response);
  }
}).listen(told.port, "127.0.0.1", () => console.log("ready"));
