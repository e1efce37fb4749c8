#include "router.h"

#include <lwip/opt.h>
#include <lwip/priv/nd6_priv.h>

void net_router_tmr(void)
{
	for (int i = 0; i < LWIP_ND6_NUM_ROUTERS; i++) {
		struct nd6_router_list_entry *router = &default_router_list[i];
		struct nd6_neighbor_cache_entry *neighbor = router->neighbor_entry;

		if (neighbor == NULL ||
		    (neighbor->state != ND6_INCOMPLETE && neighbor->state != ND6_PROBE) ||
		    neighbor->counter.probes_sent < LWIP_ND6_MAX_MULTICAST_SOLICIT) {
			continue;
		}
		if (neighbor->state == ND6_PROBE) {
			/* It may be back when something is for it: then lwIP asks anew. */
			neighbor->state = ND6_STALE;
			neighbor->counter.stale_time = 0;
		} else {
			/* Nobody knows where it is. nd6_tmr() forgets it in the next second, and
			 * what waits for it in the one after. */
			router->invalidation_timer = 0;
		}
	}
}
