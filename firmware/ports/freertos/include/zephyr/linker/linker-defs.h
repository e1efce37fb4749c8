/*
 * Zephyr's <zephyr/linker/linker-defs.h> on FreeRTOS: symbols of the linker script.
 */
#ifndef ZEPHYR_LINKER_LINKER_DEFS_H_
#define ZEPHYR_LINKER_LINKER_DEFS_H_

extern char __text_region_start[];
extern char __text_region_end[];
extern char __rodata_region_start[];
extern char __rodata_region_end[];
extern char _image_ram_start[];
extern char _image_ram_end[];
extern char __bss_start[];
extern char __bss_end[];
extern char __data_region_start[];
extern char __data_region_end[];
extern char __data_region_load_start[];

#endif /* ZEPHYR_LINKER_LINKER_DEFS_H_ */
