/*
 * Figures by their name, for the host call figure().
 */
#ifndef AIO_HOST_FIGURES_H_
#define AIO_HOST_FIGURES_H_

#include <stdbool.h>
#include <stdint.h>

/** Those of the engine ("heap.used", "heap.peak", "heap.total"), of each thread's stack
 * ("javascript.stack.size", "javascript.stack.used"), all in bytes, and those of stats.h.
 * JavaScript thread.
 *
 * @return false: there is no such figure
 */
bool aio_figure_get(const char *name, int64_t *value);

#endif /* AIO_HOST_FIGURES_H_ */
