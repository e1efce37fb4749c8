// One string, as that of errors: objects take more of the heap.
const table =
  ";200 OK;201 Created;202 Accepted;204 No Content;206 Partial Content;301 Moved Permanently;302 Found;303 See Other;304 Not Modified;" +
  "307 Temporary Redirect;308 Permanent Redirect;400 Bad Request;401 Unauthorized;403 Forbidden;404 Not Found;405 Method Not Allowed;" +
  "408 Request Timeout;409 Conflict;413 Content Too Large;415 Unsupported Media Type;417 Expectation Failed;422 Unprocessable Content;" +
  "429 Too Many Requests;431 Request Header Fields Too Large;500 Internal Server Error;501 Not Implemented;503 Service Unavailable;" +
  "505 HTTP Version Not Supported;";

/** The phrase of a status; empty for one that is rare. */
export function statusText(status: number): string {
  const start = table.indexOf(`;${status} `);
  return start < 0 ? "" : table.slice(start + 5, table.indexOf(";", start + 1));
}
