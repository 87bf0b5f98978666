// Asks the server, and tells a lost connection from an answer.
import { note, say, unsay } from "./phrases.js";

// From the cookie, because signing in again in another tab makes a new one.
export const token = () => document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";

// The answer's status and JSON; status 0 when nobody could be reached.
export async function ask(url, { method = "POST", data, keepalive = false } = {}) {
  let response;
  try {
    response = await fetch(url, {
      method,
      keepalive,
      credentials: "same-origin",
      headers: {
        Accept: "application/json",
        "X-CSRFToken": token(),
        ...(data ? { "Content-Type": "application/json" } : {}),
        ...(method === "DELETE" ? { "Tus-Resumable": "1.0.0" } : {}),
      },
      body: data && JSON.stringify(data),
    });
  } catch {
    return { status: 0, data: {} };
  }
  signedIn(response.status);
  let answer = {};
  try { answer = await response.json(); } catch { /* no JSON: the status says enough */ }
  return { status: response.status, data: answer };
}

export function signedIn(status) {
  if (status === 401) {
    note("signed-out", say("signedOut"), { url: say("signInUrl"), text: say("signIn") });
  } else if (status >= 200 && status < 300) {
    unsay("signed-out");
  }
}
