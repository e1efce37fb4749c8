#!/usr/bin/env python3
"""Merges Kconfig fragments for the FreeRTOS build, as Zephyr's scripts/kconfig/kconfig.py does for Zephyr's.

usage: kconfig.py KCONFIG DOTCONFIG AUTOCONF FRAGMENT...

Writes DOTCONFIG (.config) and AUTOCONF (autoconf.h). A symbol that does not exist, a value that does not fit and a choice
that another option overrules each end in one line on stderr that names the file, the line and the symbol, and status 1.
"""

import os
import re
import sys

import kconfiglib
from kconfiglib import BOOL, HEX, INT, STRING, TRISTATE

ASSIGNMENT = re.compile(r"CONFIG_([A-Za-z0-9_]+)=(.*)")
UNSET = re.compile(r"# CONFIG_([A-Za-z0-9_]+) is not set")


class Failure(Exception):
    """One line for the user."""


def assignments(path):
    """Yields (line number, symbol name, value) of a fragment."""
    try:
        lines = open(path, encoding="utf-8").read().splitlines()
    except OSError as error:
        raise Failure(f"{path}: {error.strerror}") from error
    for number, line in enumerate(lines, 1):
        text = line.strip()
        unset = UNSET.fullmatch(text)
        if unset:
            yield number, unset[1], "n"
            continue
        if not text or text.startswith("#"):
            continue
        match = ASSIGNMENT.fullmatch(text)
        if not match:
            raise Failure(f"{path}:{number}: expected CONFIG_NAME=value, got {text!r}")
        yield number, match[1], match[2].strip()


def plain(symbol, value, where):
    """The value as kconfiglib wants it."""
    if symbol.type != STRING:
        return value
    if len(value) < 2 or value[0] != '"' or value[-1] != '"':
        raise Failure(f'{where}: CONFIG_{symbol.name} is a string: write it as "…", not {value}')
    return kconfiglib.unescape(value[1:-1])


def expected(symbol):
    """What values a symbol takes, in words."""
    kind = {BOOL: "y or n", TRISTATE: "y or n", INT: "a number", HEX: "a hexadecimal number", STRING: "a string"}[symbol.type]
    for low, high, condition in symbol.ranges:
        if kconfiglib.expr_value(condition):
            return f"{kind} from {low.str_value} to {high.str_value}"
    return kind


def in_range(symbol, value):
    base = {INT: 10, HEX: 16}.get(symbol.type)
    if base is None:
        return True
    for low, high, condition in symbol.ranges:
        if kconfiglib.expr_value(condition):
            return int(low.str_value, base) <= int(value, base) <= int(high.str_value, base)
    return True


def load(kconfig, path, wanted):
    """Sets what one fragment says; wanted remembers it for check()."""
    for number, name, text in assignments(path):
        where = f"{path}:{number}"
        symbol = kconfig.syms.get(name)
        if symbol is None or not symbol.nodes:
            raise Failure(f"{where}: there is no option CONFIG_{name}")
        if not any(node.prompt for node in symbol.nodes):
            raise Failure(f"{where}: CONFIG_{name} cannot be set, it follows from other options")
        value = plain(symbol, text, where)
        if not symbol.set_value(value) or not in_range(symbol, value):
            raise Failure(f"{where}: CONFIG_{name} takes {expected(symbol)}, not {text}")
        wanted[name] = (where, value, symbol)


def check(wanted):
    """A value that was set and did not come to hold is an error, never a surprise."""
    for name, (where, value, symbol) in wanted.items():
        if symbol.choice is not None and value == "n":
            continue
        same = symbol.str_value == value
        if symbol.type == HEX and not same:
            same = int(symbol.str_value, 16) == int(value, 16)
        if symbol.choice is not None and not same:
            other = symbol.choice.selection
            raise Failure(f"{where}: CONFIG_{name}=y is overruled by CONFIG_{other.name if other else '?'}=y")
        if not same:
            raise Failure(f"{where}: CONFIG_{name}={value} does not hold: it depends on {depends(symbol)}")


def depends(symbol):
    return kconfiglib.expr_str(symbol.direct_dep)


def forget_overruled(wanted, kconfig):
    """Of one choice, the last fragment's word counts."""
    for choice in kconfig.unique_choices:
        chosen = [name for name, (_, value, symbol) in wanted.items() if symbol.choice is choice and value == "y"]
        for name in chosen:
            if choice.user_selection is not wanted[name][2]:
                del wanted[name]


def main(arguments):
    kconfig_path, dotconfig, autoconf, *fragments = arguments
    # Where `source "Kconfig.zephyr"` finds FreeRTOS's.
    os.environ["srctree"] = os.path.dirname(os.path.abspath(__file__))
    kconfig = kconfiglib.Kconfig(os.path.abspath(kconfig_path), warn_to_stderr=False, suppress_traceback=True)
    kconfig.warn_assign_override = kconfig.warn_assign_redun = False
    wanted = {}
    for fragment in fragments:
        load(kconfig, fragment, wanted)
    forget_overruled(wanted, kconfig)
    check(wanted)
    kconfig.write_config(dotconfig, header="# Written by firmware/ports/freertos/kconfig.py\n")
    kconfig.write_autoconf(autoconf, header="/* Written by firmware/ports/freertos/kconfig.py */\n")


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except Failure as failure:
        sys.exit(str(failure))
