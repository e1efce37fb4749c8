/*
 * Segments that cannot be a connection's peer's: segments.c.
 */
#ifndef AIO_SEGMENTS_H_
#define AIO_SEGMENTS_H_

#include <stdbool.h>

struct net_tcp_hdr;
struct tcp;

/** Whether a segment may come to its connection. In the thread that receives. */
bool aio_segment_may_pass(struct tcp *connection, const struct net_tcp_hdr *header);

#endif /* AIO_SEGMENTS_H_ */
