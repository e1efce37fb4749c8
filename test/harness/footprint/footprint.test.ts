import test from "ava";
import { readMap, sizeByPart } from "../../../harness/footprint/index.ts";

/** As GNU ld 2.40 writes it, shortened. */
const map = `Archive member included to satisfy reference by file (symbol)

libengine.a(quickjs.c.obj)    CMakeFiles/firmware.dir/firmware/src/engine/quickjs.c.obj (JS_DupValue)

Discarded input sections

 .text          0x00000000       0x40 libengine.a(discarded.c.obj)

Linker script and memory map

LOAD libengine.a

.text           0x000000c0    0x1000
                0x000000c0                __text_start = .
 *(.text*)
 .text.main     0x000000c0       0x20 CMakeFiles/firmware.dir/firmware/src/main.c.obj
                0x000000c0                main
 *fill*         0x000000e0        0x4 
 .text.a_function_with_a_long_name
                0x000000e4       0x30 libengine.a(quickjs.c.obj)
                0x000000e4                a_function_with_a_long_name
 .text.strlen   0x00000114        0xc /usr/lib/gcc/arm-none-eabi/12.2.1/libc_nano.a(lib_a-strlen.o)
 .text.nothing  0x00000120        0x0 libengine.a(quickjs.c.obj)

.data           0x20000000        0x8 load address 0x00000120
 .data.counter  0x20000000        0x8 CMakeFiles/firmware.dir/firmware/src/reactor.c.obj

.bss            0x20000008      0x110 load address 0x00000128
 .bss.arena     0x20000008      0x100 libengine.a(heap.c.obj)
 COMMON         0x20000108       0x10 liblwip.a(mem.c.obj)

.debug_info     0x00000000    0x22e6ab
 .debug_info    0x00000000     0x1111 libengine.a(quickjs.c.obj)
`;

test("every contribution that is on the device is read, and nothing else", (t) => {
  t.deepEqual(
    readMap(map).map(({ section, address, size }) => [section, address, size]),
    [
      [".text", 0xc0, 0x20],
      [".text", 0xe0, 4],
      [".text", 0xe4, 0x30],
      [".text", 0x114, 0xc],
      [".data", 0x20000000, 8],
      [".bss", 0x20000008, 0x100],
      [".bss", 0x20000108, 0x10],
    ],
  );
});

test("parts add up: data counts in flash and in RAM, what is zero in RAM only", (t) => {
  t.deepEqual(sizeByPart(readMap(map)), [
    { part: "engine", flash: 0x30, ram: 0x100 },
    { part: "host calls, loader, console", flash: 0x20, ram: 0 },
    { part: "reactor, timers, loop", flash: 8, ram: 8 },
    { part: "lwIP", flash: 0, ram: 0x10 },
    { part: "C library", flash: 0xc, ram: 0 },
    { part: "alignment", flash: 4, ram: 0 },
  ]);
});

test("what is no map file is refused", (t) => {
  t.throws(() => readMap("hello"), { message: /no map file of GNU ld/ });
});
