import { readFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { root } from "../../../harness/base/paths.js";
import { checkOverflow, checkRoom, readMap, roomOf, sizeByPart } from "../../../harness/footprint/index.ts";

/** As GNU ld 2.40 writes it, shortened. */
const map = `Archive member included to satisfy reference by file (symbol)

libengine.a(quickjs.c.obj)    CMakeFiles/firmware.dir/firmware/engine/quickjs/quickjs.c.obj (JS_DupValue)

Discarded input sections

 .text          0x00000000       0x40 libengine.a(discarded.c.obj)

Linker script and memory map

LOAD libengine.a

.text           0x000000c0    0x1000
                0x000000c0                __text_start = .
 *(.text*)
 .text.main     0x000000c0       0x20 CMakeFiles/firmware.dir/firmware/app/main.c.obj
                0x000000c0                main
 *fill*         0x000000e0        0x4 
 .text.a_function_with_a_long_name
                0x000000e4       0x30 libengine.a(quickjs.c.obj)
                0x000000e4                a_function_with_a_long_name
 .text.strlen   0x00000114        0xc /usr/lib/gcc/arm-none-eabi/12.2.1/libc_nano.a(lib_a-strlen.o)
 .text.nothing  0x00000120        0x0 libengine.a(quickjs.c.obj)

.data           0x20000000        0x8 load address 0x000010c0
 .data.counter  0x20000000        0x8 CMakeFiles/firmware.dir/firmware/core/reactor.c.obj

.bss            0x20000008      0x110 load address 0x000010c8
 .bss.arena     0x20000008      0x100 libengine.a(heap.c.obj)
 COMMON         0x20000108       0x10 liblwip.a(mem.c.obj)

.noinit         0x20000118     0x1000 load address 0x000011d8
 .noinit."engine/quickjs/quickjs_heap.c".0
                0x20000118     0x1000 CMakeFiles/firmware.dir/firmware/engine/quickjs/quickjs_heap.c.obj

.debug_info     0x00000000    0x22e6ab
 .debug_info    0x00000000     0x1111 libengine.a(quickjs.c.obj)
`;
const memory = { code: { address: 0, size: 0x400000 }, ram: { address: 0x20000000, size: 0x400000 } };

test("every contribution that is on the device is read, and nothing else", (t) => {
  t.deepEqual(
    readMap(map).map(({ section, input, address, size }) => [section.name, input, address, size]),
    [
      [".text", ".text.main", 0xc0, 0x20],
      [".text", "", 0xe0, 4],
      [".text", ".text.a_function_with_a_long_name", 0xe4, 0x30],
      [".text", ".text.strlen", 0x114, 0xc],
      [".data", ".data.counter", 0x20000000, 8],
      [".bss", ".bss.arena", 0x20000008, 0x100],
      [".bss", "COMMON", 0x20000108, 0x10],
      [".noinit", '.noinit."engine/quickjs/quickjs_heap.c".0', 0x20000118, 0x1000],
    ],
  );
});

test("parts add up: data counts in flash and in RAM, what is zero or unset in RAM only", (t) => {
  t.deepEqual(sizeByPart(readMap(map), memory.code), [
    { part: "JavaScript heap", flash: 0, ram: 0x1000 },
    { part: "engine", flash: 0x30, ram: 0x100 },
    { part: "host calls, loader, console", flash: 0x20, ram: 0 },
    { part: "reactor, timers, loop", flash: 8, ram: 8 },
    { part: "lwIP", flash: 0, ram: 0x10 },
    { part: "C library", flash: 0xc, ram: 0 },
    { part: "alignment", flash: 4, ram: 0 },
  ]);
});

/** As Zephyr's build has it for a Cortex-M7: code in flash at 0x08000000, a second RAM below the first, names without a dot. */
const zephyrMap = `
Linker script and memory map

LOAD app/libapp.a
LOAD zephyr/kernel/libkernel.a

rom_start       0x08000000      0x1f8
                0x08000000                        __rom_start_address = .
 .exc_vector_table._vector_table_section
                0x08000000      0x1f8 zephyr/arch/arch/arm/core/cortex_m/libarch__arm__core__cortex_m.a(vector_table.S.obj)

text            0x08000200      0x400
 .text.memchr   0x08000200       0xa0 modules/picolibc/libc.a(memchr.S.obj)
 .text          0x080002a0       0x60 /usr/lib/gcc/arm-none-eabi/12.2.1/thumb/v7e-m/nofp/libgcc.a(_arm_addsubdf3.o)
 .text.arena    0x08000300       0x10 app/libapp.a(jerryscript_values.c.obj)
 .text.wait     0x08000310       0x10 modules/async-io-ts/libasync_io.a(reactor.c.obj)
 .text.ask      0x08000320       0x10 modules/async-io-ts/libasync_io.a(resolver.c.obj)
 .text.net      0x08000330       0x30 zephyr/subsys/net/ip/libsubsys__net__ip.a(tcp.c.obj)
 .text.eth      0x08000360       0x40 zephyr/drivers/ethernet/libdrivers__ethernet.a(eth.c.obj)
 .text.hal      0x080003a0       0x50 modules/stm32/stm32cube/lib_stm32cube.a(stm32f7xx_hal.c.obj)
 .text.put      0x080003f0      0x210 app/libapp.a(console.c.obj)
net_socket_register_area
                0x08000600       0x10
 ._net_socket_register.static.af_inet_
                0x08000600       0x10 zephyr/subsys/net/libsubsys__net.a(sockets_inet.c.obj)

/DISCARD/
 *(SORT_BY_ALIGNMENT(.irq_info*))

rodata          0x08000610       0x18
 .rodata.rejected.str1.1
                0x08000610        0x8 app/libapp.a(fatal.c.obj)
                                 0x1d (size before relaxing)
 .rodata.stopped.str1.1
                0x08000618       0x10 app/libapp.a(fatal.c.obj)
 .rodata.merged.str1.1
                0x08000618        0xd app/libapp.a(main.c.obj)
 .rodata.table  0x08000618       0x10 zephyr/kernel/libkernel.a(queue.c.obj)

datas           0x20020000       0x10 load address 0x08000628
 .data.queue    0x20020000       0x10 zephyr/kernel/libkernel.a(queue.c.obj)

k_mem_slab_area
                0x20020010       0x10 load address 0x08000638
 ._k_mem_slab.static.rx_
                0x20020010       0x10 zephyr/subsys/net/ip/libsubsys__net__ip.a(net_pkt.c.obj)

bss             0x20020040      0x840
 .bss.jerry_global_heap
                0x20020040      0x800 app/libapp.a(jerryscript_port.c.obj)
                0x20020040                jerry_global_heap
 .bss.console   0x20020840       0x40 app/libapp.a(console.c.obj)

.dtcm_noinit    0x20000000       0x80
 .dtcm_noinit   0x20000000       0x80 zephyr/drivers/ethernet/libdrivers__ethernet.a(eth.c.obj)

.last_section   0x08000648        0x4
                0x08000648        0x4 LONG 0xe015e015
`;
const f767 = { code: { address: 0x8000000, size: 0x100000 }, ram: { address: 0x20020000, size: 0x60000 } };

test("the parts of a Zephyr firmware are told apart, and the JavaScript heap from the engine", (t) => {
  const sizes = sizeByPart(readMap(zephyrMap), f767.code).map(({ part, flash, ram }) => [part, flash, ram]);
  t.deepEqual(Object.fromEntries(sizes.map(([part, ...size]) => [part, size])), {
    "JavaScript heap": [0, 0x800],
    engine: [0x10, 0],
    "reactor, timers, loop": [0x10, 0],
    "look-ups": [0x10, 0],
    // A text that the linker found in another one takes nothing.
    "host calls, loader, console": [0x218, 0x40],
    network: [0x50, 0x10],
    drivers: [0x90, 0x80],
    "Zephyr kernel": [0x218, 0x10],
    "C library": [0x100, 0],
    alignment: [4, 0],
  });
});

test("what of the module needs a resolver counts as look-ups, the rest as reactor", (t) => {
  const sources = readFileSync(join(root, "firmware", "core", "sources.cmake"), "utf8");
  const [, names = ""] = /set\(AIO_MODULE_DNS_SOURCES ([^)]*)\)/.exec(sources) ?? [];
  const partsOf = (files: readonly string[]) =>
    sizeByPart(
      files.map((file) => ({
        section: { name: ".text", address: 0, size: 4, load: undefined },
        input: ".text",
        address: 0,
        size: 4,
        object: `CMakeFiles/firmware.dir/x/firmware/core/${file}.obj`,
      })),
      memory.code,
    ).map(({ part }) => part);
  t.true(names.includes("resolver.c"));
  t.deepEqual(partsOf(names.trim().split(/\s+/)), ["look-ups"]);
  t.deepEqual(partsOf(["reactor.c", "timers.c", "loop.c"]), ["reactor, timers, loop"]);
});

test("room counts to the end of what is in a memory: gaps too, another memory not", (t) => {
  // What the linker calls the load address of .bss and .noinit takes no flash.
  t.deepEqual(roomOf(readMap(map), memory), {
    code: { used: 0x10c8, size: 0x400000 },
    ram: { used: 0x1118, size: 0x400000 },
  });
  t.deepEqual(roomOf(readMap(zephyrMap), f767), {
    // With what data starts with, which is behind the code.
    code: { used: 0x64c, size: 0x100000 },
    ram: { used: 0x880, size: 0x60000 },
  });
});

test("a firmware that just fits is taken, and one byte more is refused with what to do", (t) => {
  const fits = { code: { used: 8, size: 8 }, ram: { used: 4, size: 8 } };
  t.notThrows(() => checkRoom("shed", fits));
  t.throws(() => checkRoom("shed", { ...fits, code: { used: 9, size: 8 } }), {
    code: "ENOSPC",
    message: /^the firmware does not fit: the memory for code of shed has 8 bytes, and 9 are needed, 1 too many: turn /,
  });
  t.throws(() => checkRoom("shed", { ...fits, ram: { used: 9, size: 8 } }), {
    message: /the RAM of shed has 8 bytes.*lower CONFIG_AIO_JS_HEAP_SIZE/,
  });
  t.throws(() => checkRoom("shed", { ...fits, image: { used: 9, size: 8 } }), {
    message: /^the program does not fit: the app partition of shed .*CONFIG_AIO_IMAGE_SIZE/,
  });
});

test("a build that ended as the linker had no room is told of as a firmware that does not fit", (t) => {
  const failed = (line: string) => new Error(`Building the firmware failed:\nld.bfd: ${line}\ncollect2: error`);
  const board = { name: "shed", memory: f767 };
  t.throws(() => checkOverflow(board, failed("region `RAM' overflowed by 9896 bytes")), {
    code: "ENOSPC",
    message: /the RAM of shed has 393216 bytes, and 403112 are needed, 9896 too many/,
  });
  t.throws(() => checkOverflow(board, failed("region `FLASH' overflowed by 1 bytes")), {
    message: /the memory for code of shed has 1048576 bytes, and 1048577 are needed/,
  });
  t.notThrows(() => checkOverflow(board, failed("undefined reference to `main'")));
  t.notThrows(() => checkOverflow(board, "what is no error"));
});

test("what is no map file is refused", (t) => {
  t.throws(() => readMap("hello"), { message: /no map file of GNU ld/ });
});
