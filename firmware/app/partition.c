/*
 * Checks while it is built that a board has what only its description can tell: memory for the app
 * image, and a source of random numbers. Where the image is in flash the devicetree and Kconfig
 * have to agree on it: a firmware that overlapped it would be overwritten by the next program.
 */
#include <zephyr/devicetree.h>
#include <zephyr/kernel.h>

BUILD_ASSERT(CONFIG_AIO_IMAGE_SIZE > 0,
	     "where is the app image? Choose a partition of the flash in the devicetree, chosen { "
	     "async-io,app-partition = &app_partition; };, or set CONFIG_AIO_IMAGE_ADDRESS and "
	     "CONFIG_AIO_IMAGE_SIZE to memory that the firmware does not use (docs/boards.md)");

#ifdef CONFIG_NET_NATIVE
BUILD_ASSERT(IS_ENABLED(CONFIG_ENTROPY_HAS_DRIVER) || IS_ENABLED(CONFIG_TEST_RANDOM_GENERATOR),
	     "the board has no source of random numbers: choose one in the devicetree, chosen { "
	     "zephyr,entropy = &rng; };, or, for tests only, set CONFIG_TEST_RANDOM_GENERATOR=y");
#endif

#define APP DT_NODELABEL(app_partition)

#if DT_NODE_EXISTS(APP)

#define APP_FLASH    DT_MEM_FROM_FIXED_PARTITION(APP)
#define CODE_ADDRESS (CONFIG_FLASH_BASE_ADDRESS + CONFIG_FLASH_LOAD_OFFSET)

BUILD_ASSERT(CONFIG_AIO_IMAGE_ADDRESS == DT_FIXED_PARTITION_ADDR(APP),
	     "CONFIG_AIO_IMAGE_ADDRESS must be where the devicetree has app_partition");
BUILD_ASSERT(CONFIG_AIO_IMAGE_SIZE == DT_REG_SIZE(APP),
	     "CONFIG_AIO_IMAGE_SIZE must be the size of the devicetree's app_partition");
BUILD_ASSERT(
	CONFIG_FLASH_LOAD_SIZE > 0,
	"set CONFIG_USE_DT_CODE_PARTITION=y: the firmware may take all of the flash otherwise");
BUILD_ASSERT(CODE_ADDRESS + CONFIG_FLASH_LOAD_SIZE <= CONFIG_AIO_IMAGE_ADDRESS ||
		     CODE_ADDRESS >= CONFIG_AIO_IMAGE_ADDRESS + CONFIG_AIO_IMAGE_SIZE,
	     "zephyr,code-partition and app_partition overlap");

#if DT_NODE_HAS_PROP(APP_FLASH, erase_block_size)
BUILD_ASSERT(DT_REG_ADDR(APP) % DT_PROP(APP_FLASH, erase_block_size) == 0,
	     "app_partition must begin where a sector of the flash does: sectors are erased whole");
#endif

#endif
