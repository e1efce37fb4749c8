/* The slice of Zephyr's <zephyr/sys/cbprintf.h> that the console uses. */
#ifndef ZEPHYR_SYS_CBPRINTF_H_
#define ZEPHYR_SYS_CBPRINTF_H_

#include <stdarg.h>

int cbvprintf(int (*out)(int c, void *context), void *context, const char *format,
	      va_list arguments);

#endif /* ZEPHYR_SYS_CBPRINTF_H_ */
