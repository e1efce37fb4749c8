import { defineGlobal } from "../define-global.ts";
import { EINVAL, ENOTSUP } from "../errno.ts";
import { URL } from "../globals/url/url.ts";
import { onAbort, throwIfAborted } from "../signal.ts";
import { statedError } from "../stated-error.ts";
import { type Content, contentOf, use } from "./body.ts";
import { ClientConnection, type Exchange } from "./client-connection.ts";
import type { Fields } from "./fields.ts";
import { fieldsOf } from "./headers.ts";
import { headText, type Sending, withoutFraming } from "./outgoing.ts";
import { isProtocolError } from "./protocol-error.ts";
import { Request, type RequestOptions } from "./request.ts";
import { arrived, type Response } from "./response.ts";

/** The fetch standard's. */
const mostRedirections = 20;

/** A request as the next connection gets it. */
interface Asked {
  readonly url: URL;
  readonly method: string;
  readonly fields: Fields;
  readonly content: Content;
}

/** Asks a server over HTTP/1.1, and follows redirections. */
async function fetch(input: Request | string | { toString(): string }, init?: RequestOptions): Promise<Response> {
  const request = new Request(input, init);
  const { redirect } = request;
  throwIfAborted(request.signal ?? undefined);
  const url = new URL(request.url);
  if (url.username !== "" || url.password !== "") {
    throw statedError(
      "fetch",
      EINVAL,
      "EINVAL",
      "fetch: expected an address without a user: set the header authorization",
    );
  }
  use(request);
  let asked: Asked = {
    url,
    method: request.method,
    fields: fieldsOf(request.headers),
    content: contentOf(request),
  };
  for (let count = 0; ; count++) {
    const response = await ask(asked, request);
    const location = [301, 302, 303, 307, 308].includes(response.status) ? response.headers.get("location") : null;
    if (location === null || redirect === "manual") {
      return arrived(response, { url: asked.url.href, redirected: count > 0 });
    }
    await response.body?.return?.();
    if (redirect === "error" || count === mostRedirections) {
      const why = redirect === "error" ? "no redirection" : `at most ${mostRedirections} redirections`;
      throw statedError("fetch", EINVAL, "EINVAL", `fetch ${request.url}: expected ${why}, got one to ${location}`);
    }
    asked = redirected(asked, response.status, new URL(location, asked.url.href));
  }
}

/** What is asked of the place that a response has named. */
function redirected({ url: from, method, fields, content }: Asked, status: number, url: URL): Asked {
  const becomesGet = (status === 303 && method !== "HEAD") || (status <= 302 && method === "POST");
  if (!becomesGet && content !== null && !(content instanceof Uint8Array)) {
    const message = `fetch ${from.href}: a body that comes in pieces cannot be sent again, to ${url.href}`;
    throw statedError("fetch", ENOTSUP, "ENOTSUP", message);
  }
  const isForeign = url.origin !== from.origin;
  const kept = fields.filter(
    ([name]) =>
      !(becomesGet && /^content-/.test(name)) &&
      !(isForeign && /^(?:authorization|cookie|host|proxy-authorization)$/.test(name)),
  );
  return { url, method: becomesGet ? "GET" : method, fields: kept, content: becomesGet ? null : content };
}

async function ask(asked: Asked, { signal }: Request): Promise<Response> {
  const { url } = asked;
  if (url.protocol !== "http:") {
    const what =
      url.protocol === "https:" ? "https: takes TLS, which this version has not: ask for http:" : "expected http:";
    throw statedError("fetch", ENOTSUP, "ENOTSUP", `fetch ${url.href}: ${what}`);
  }
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const port = url.port === "" ? 80 : Number(url.port);
  const kept = ClientConnection.kept(host, port);
  if (kept !== undefined) {
    try {
      return await onConnection(kept, asked, signal);
    } catch (error) {
      // A server may close a connection that is kept at any moment: what changes nothing there is asked again.
      const isGone = isProtocolError(error) || /^E(?:PIPE|CONNRESET)$/.test(`${(error as { code?: unknown }).code}`);
      if (!isGone || !/^(?:GET|HEAD|OPTIONS|PUT|DELETE)$/.test(asked.method) || isStream(asked.content)) {
        throw error;
      }
    }
  }
  return onConnection(await ClientConnection.open(host, port, signal ?? undefined), asked, signal);
}

function isStream(content: Content): boolean {
  return content !== null && !(content instanceof Uint8Array);
}

/** Aborted, the connection is closed, and what waits for it rejects with the reason, the body's next piece too. */
async function onConnection(connection: ClientConnection, asked: Asked, signal: Request["signal"]): Promise<Response> {
  let reason: { readonly value: unknown } | undefined;
  const forget =
    signal === null
      ? () => {}
      : onAbort(signal, (value) => {
          reason = { value };
          connection.close();
        });
  try {
    throwIfAborted(signal ?? undefined);
    return await connection.exchange(
      exchangeOf(asked),
      () => forget(),
      () => reason,
    );
  } catch (error) {
    forget();
    connection.close();
    throw reason === undefined ? error : reason.value;
  }
}

function exchangeOf({ url, method, fields, content }: Asked): Exchange {
  const sending: Sending = content === null ? "none" : content instanceof Uint8Array ? content.length : "chunked";
  const framing: Fields =
    sending === "chunked"
      ? [["transfer-encoding", "chunked"]]
      : typeof sending === "number" || /^(?:POST|PUT|PATCH)$/.test(method)
        ? [["content-length", `${content instanceof Uint8Array ? content.length : 0}`]]
        : [];
  const own = withoutFraming(fields);
  const host: Fields = own.some(([name]) => name === "host") ? [] : [["host", url.host]];
  const accept: Fields = own.some(([name]) => name === "accept") ? [] : [["accept", "*/*"]];
  const head = headText(`${method} ${url.pathname}${url.search} HTTP/1.1`, [...host, ...accept, ...own, ...framing]);
  return { head, method, content, sending };
}

export { fetch, fetch as "globalThis.fetch" };

defineGlobal("fetch", fetch);
