/*
 * Checks while it is built that the devicetree and Kconfig agree on where the app image is, on
 * boards that have it in flash: a firmware that overlapped it would be overwritten by the next
 * program.
 */
#include <zephyr/devicetree.h>
#include <zephyr/kernel.h>

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
