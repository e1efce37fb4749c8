/** Numbers of errors as the host has them: newlib's and Zephyr's. Only those that the runtime itself looks for. */
export const ENOENT = 2;
export const EBADF = 9;
export const EAGAIN = 11;
export const EALREADY = 120;
export const ENOMEM = 12;
export const EFAULT = 14;
export const EINVAL = 22;
export const ENFILE = 23;
export const EMFILE = 24;
export const EINPROGRESS = 119;
export const ENODATA = 61;
export const EPROTO = 71;
export const ENOPROTOOPT = 109;
export const ECONNABORTED = 113;
export const ETIMEDOUT = 116;
export const EMSGSIZE = 122;
export const ENOTSUP = 134;

// One string, searched when an error is made: a table of objects would take some 5 KB of the device's heap for good.
const table =
  ";2 ENOENT no such name;4 EINTR interrupted;5 EIO input/output error;9 EBADF the socket is closed;" +
  "11 EAGAIN try again;12 ENOMEM out of memory;13 EACCES permission denied;14 EFAULT bad address;17 EEXIST already registered;" +
  "22 EINVAL invalid argument;23 ENFILE too many open files;24 EMFILE too many open sockets;27 EFBIG too large;" +
  "32 EPIPE the other end no longer reads;34 ERANGE descriptor too large for select;71 EPROTO protocol error;" +
  "91 ENAMETOOLONG name too long;104 ECONNRESET connection reset by peer;105 ENOBUFS no buffer space left;" +
  "106 EAFNOSUPPORT address family not supported;107 EPROTOTYPE wrong socket type;108 ENOTSOCK not a socket;" +
  "109 ENOPROTOOPT option not supported;111 ECONNREFUSED connection refused;112 EADDRINUSE address in use;" +
  "113 ECONNABORTED connection aborted;114 ENETUNREACH network unreachable;115 ENETDOWN network is down;" +
  "116 ETIMEDOUT timed out;117 EHOSTDOWN host is down;118 EHOSTUNREACH host unreachable;" +
  "119 EINPROGRESS in progress;120 EALREADY already in progress;121 EDESTADDRREQ destination address required;" +
  "122 EMSGSIZE message too long;123 EPROTONOSUPPORT protocol not supported;125 EADDRNOTAVAIL address not available;" +
  "127 EISCONN already connected;128 ENOTCONN not connected;134 ENOTSUP not supported;138 EILSEQ illegal bytes;" +
  "139 EOVERFLOW value too large;140 ECANCELED cancelled;";

/** The POSIX code and a few words for an error's number. */
export function describe(errno: number): [code: string, text: string] {
  const start = table.indexOf(`;${errno} `);
  if (start < 0) {
    return ["EUNKNOWN", `unknown error ${errno}`];
  }
  const code = table.indexOf(" ", start) + 1;
  const text = table.indexOf(" ", code) + 1;
  return [table.slice(code, text - 1), table.slice(text, table.indexOf(";", text))];
}
