#include "selector.h"

#include <errno.h>

/* There is no set of exceptions: Zephyr reports an error on a socket in the write set, lwIP in
 * both. */
int aio_selector_ask(struct aio_fd_sets *sets, int nfds, bool forever)
{
	struct zsock_timeval now = {0};
	int count = zsock_select(nfds, &sets->read, &sets->write, NULL, forever ? NULL : &now);

	return count < 0 ? -errno : count;
}
