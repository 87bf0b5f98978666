// Passkeys: a form with data-passkey asks the browser for one, puts what it says into its hidden
// field and is sent. Without JavaScript, or in a browser that has none, the form stays hidden.
const bytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};
const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
const known = (list) => (list ?? []).map((one) => ({ ...one, id: bytes(one.id) }));

const make = async ({ publicKey: options }) => {
  const made = await navigator.credentials.create({ publicKey: {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...options.user, id: bytes(options.user.id) },
    excludeCredentials: known(options.excludeCredentials),
  } });
  return { ...told(made), response: {
    clientDataJSON: text(made.response.clientDataJSON),
    attestationObject: text(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  } };
};

const show = async ({ publicKey: options }) => {
  const shown = await navigator.credentials.get({ publicKey: {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: known(options.allowCredentials),
  } });
  const { clientDataJSON, authenticatorData, signature, userHandle } = shown.response;
  return { ...told(shown), response: {
    clientDataJSON: text(clientDataJSON),
    authenticatorData: text(authenticatorData),
    signature: text(signature),
    userHandle: userHandle ? text(userHandle) : null,
  } };
};

const told = (credential) => ({
  id: credential.id,
  rawId: text(credential.rawId),
  type: credential.type,
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults(),
});

// What the server wants asked: in the page, or fetched anew where the page may be old.
const asked = async (form) => {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
  return (await (await fetch(form.action, { headers })).json()).request_options;
};

const prepare = (form) => {
  const field = form.querySelector("[name=credential]");
  const failed = form.querySelector("[data-failed]");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (field.value) return;
    event.preventDefault();
    failed.hidden = true;
    try {
      const options = await asked(form);
      const answer = form.dataset.passkey === "make" ? await make(options) : await show(options);
      field.value = JSON.stringify(answer);
    } catch {
      // Put off, no passkey of this place on the device, or no connection.
      failed.hidden = false;
      return;
    }
    form.requestSubmit();
  });
  addEventListener("pageshow", () => { field.value = ""; });
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) prepare(form);
  for (const note of document.querySelectorAll("[data-no-passkeys]")) note.hidden = true;
}
