/*
 * What the network's stack holds at the moment, by name: whether anything was lost is seen by
 * comparing.
 */
#ifndef AIO_NET_FIGURES_H_
#define AIO_NET_FIGURES_H_

#include <stdbool.h>
#include <stdint.h>

/**
 * A figure by its name; docs: the table in net_figures.c. Any thread.
 *
 * @return false: there is no such figure
 */
bool aio_net_figure(const char *name, int64_t *value);

#endif /* AIO_NET_FIGURES_H_ */
