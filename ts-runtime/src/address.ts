import { EINVAL } from "./errno.ts";
import { hostLastAddress, hostLastPort } from "./host-binding.ts";
import { IoError } from "./io-error.ts";

/** Where a socket is: a numeric address, `192.0.2.1` or `2001:db8::1`, and a port. */
export interface Address {
  /** Numeric: `"192.0.2.1"` or `"::1"`. As an argument a host name, too. */
  address: string;
  /** 0 to 65535; 0 has one chosen where that can be. */
  port: number;
}

/** What an address may be given as: `"192.0.2.1:7"`, `"[::1]:7"`, `"example.com:7"`, or an object. */
export type AddressLike = string | Readonly<Address>;

/**
 * Takes an address apart. The host in it may still be a name.
 *
 * @param syscall who asks, for the error's message
 * @throws IoError `EINVAL`: it says what was expected and what came
 */
export function parseAddress(input: AddressLike, syscall: string): Readonly<Address> {
  if (typeof input === "string") {
    return parseText(input, syscall);
  }
  if (typeof input !== "object" || input === null || typeof input.address !== "string" || input.address === "") {
    throw invalid(syscall, input, 'expected "host:port" or { address, port }');
  }
  if (!isPort(input.port)) {
    throw invalid(syscall, input, `expected a port from 0 to 65535, got ${shown(input.port)}`);
  }
  return input;
}

function parseText(input: string, syscall: string): Address {
  const colon = input.lastIndexOf(":");
  if (colon <= 0) {
    throw invalid(syscall, input, 'expected "host:port"');
  }
  let address = input.slice(0, colon);
  if (address.charAt(0) === "[" && address.charAt(colon - 1) === "]") {
    address = address.slice(1, -1);
    if (address.indexOf(":") < 0) {
      throw invalid(syscall, input, `expected an IPv6 address in the brackets, got ${shown(address)}`);
    }
  } else if (address.indexOf(":") >= 0) {
    throw invalid(syscall, input, 'expected brackets around an IPv6 address, "[::1]:7"');
  }
  const digits = input.slice(colon + 1);
  const port = Number(digits);
  if (!/^\d+$/.test(digits) || !isPort(port)) {
    throw invalid(syscall, input, `expected a port from 0 to 65535, got ${shown(digits)}`);
  }
  return { address, port };
}

/** The text "80" is not the number 80. */
function shown(value: unknown): string {
  return typeof value === "string" ? JSON.stringify(value) : String(value);
}

function isPort(port: unknown): boolean {
  return typeof port === "number" && port >= 0 && port <= 65535 && Math.floor(port) === port;
}

function invalid(syscall: string, input: unknown, expected: string): IoError {
  const error = new IoError(syscall, EINVAL);
  error.message = `${syscall} ${JSON.stringify(input)}: ${expected} (EINVAL)`;
  return error;
}

/** `192.0.2.1:7`, `[::1]:7`. */
export function formatAddress({ address, port }: Readonly<Address>): string {
  return address.indexOf(":") >= 0 ? `[${address}]:${port}` : `${address}:${port}`;
}

/** The address that the last host call left. */
export function lastAddress(): Address {
  return { address: hostLastAddress(), port: hostLastPort() };
}
