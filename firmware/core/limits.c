/*
 * What the reactor takes of Zephyr's pools. Too little of it would show at run time only, as ENOMEM
 * of select() or ENFILE at the start: here the build tells of it, with the option and what it
 * needs.
 */
#include <zephyr/kernel.h>
#include <zephyr/net/socket.h>
#include <zephyr/sys/util.h>

#include <aio/sizes.h>

#define SOCKETS STRINGIFY(CONFIG_AIO_MAX_SOCKETS) " (CONFIG_AIO_MAX_SOCKETS)"

/* Who else has descriptors for good. */
#ifdef CONFIG_NET_SOCKETS_SERVICE
#define SERVICES     1
#define SERVICES_SAY " + 1 (CONFIG_NET_SOCKETS_SERVICE's eventfd)"
#else
#define SERVICES     0
#define SERVICES_SAY ""
#endif
#ifdef CONFIG_DNS_RESOLVER
#define SERVERS CONFIG_DNS_RESOLVER_MAX_SERVERS
#define SERVERS_SAY                                                                                \
	" + " STRINGIFY(CONFIG_DNS_RESOLVER_MAX_SERVERS) " (CONFIG_DNS_RESOLVER_MAX_SERVERS)"
#else
#define SERVERS	    0
#define SERVERS_SAY ""
#endif
#ifdef CONFIG_POSIX_DEVICE_IO
#define STANDARD     3
#define STANDARD_SAY " + 3 (CONFIG_POSIX_DEVICE_IO)"
#else
#define STANDARD     0
#define STANDARD_SAY ""
#endif
#define OTHERS SERVICES_SAY SERVERS_SAY STANDARD_SAY

/** "CONFIG_X=3", for CONFIG_X. */
#define IS(option) #option "=" STRINGIFY(option)

/* TCP takes one for each direction that is waited for. */
#ifdef CONFIG_NET_TCP
#define DIRECTIONS     2
#define DIRECTIONS_SAY "2 * "
#else
#define DIRECTIONS     1
#define DIRECTIONS_SAY ""
#endif

BUILD_ASSERT(CONFIG_NET_SOCKETS_POLL_MAX >= DIRECTIONS * CONFIG_AIO_MAX_SOCKETS + 1,
	     IS(CONFIG_NET_SOCKETS_POLL_MAX) ", but select() needs " DIRECTIONS_SAY SOCKETS
					     " + 1 (the reactor's eventfd)");

BUILD_ASSERT(CONFIG_ZVFS_OPEN_MAX >= CONFIG_AIO_MAX_SOCKETS + 1 + SERVICES + SERVERS + STANDARD,
	     IS(CONFIG_ZVFS_OPEN_MAX) ", but there are " SOCKETS
				      " + 1 (the reactor's eventfd)" OTHERS " descriptors");

BUILD_ASSERT(CONFIG_ZVFS_EVENTFD_MAX >= 1 + SERVICES,
	     IS(CONFIG_ZVFS_EVENTFD_MAX) ", but there are 1 (the reactor's)" SERVICES_SAY);

/* The native stack's own pools, which offloaded sockets do not use. */
#ifdef CONFIG_NET_NATIVE
BUILD_ASSERT(CONFIG_NET_MAX_CONTEXTS >= CONFIG_AIO_MAX_SOCKETS + SERVERS,
	     IS(CONFIG_NET_MAX_CONTEXTS) ", but there are " SOCKETS SERVERS_SAY " sockets");

/* DHCP listens without a socket. */
#ifdef CONFIG_NET_DHCPV4
#define DHCP	 1
#define DHCP_SAY " + 1 (CONFIG_NET_DHCPV4)"
#else
#define DHCP	 0
#define DHCP_SAY ""
#endif

BUILD_ASSERT(CONFIG_NET_MAX_CONN >= CONFIG_AIO_MAX_SOCKETS + SERVERS + DHCP,
	     IS(CONFIG_NET_MAX_CONN) ", but there are " SOCKETS SERVERS_SAY DHCP_SAY
				     " connections");
#endif

#ifdef CONFIG_DNS_RESOLVER
/* A question that was not answered stays open while the next one is. */
BUILD_ASSERT(CONFIG_DNS_NUM_CONCUR_QUERIES >= 2 * CONFIG_AIO_MAX_LOOKUPS,
	     IS(CONFIG_DNS_NUM_CONCUR_QUERIES) ", but there are 2 * " STRINGIFY(
		     CONFIG_AIO_MAX_LOOKUPS) " (CONFIG_AIO_MAX_LOOKUPS) questions at once");
#endif

/* select() keeps both of these on the stack of whoever waits in it: the reactor's thread, and the
 * user's, which has to have the room too. */
#define SELECT_STACK                                                                               \
	(CONFIG_NET_SOCKETS_POLL_MAX * (sizeof(struct zsock_pollfd) + sizeof(struct k_poll_event)))
/* The rest of the way down, interrupts' frames among it. */
#define CALLS_STACK 512

BUILD_ASSERT(CONFIG_AIO_REACTOR_STACK_SIZE >= SELECT_STACK + CALLS_STACK,
	     IS(CONFIG_AIO_REACTOR_STACK_SIZE) ", but select() takes 28 bytes for each of " IS(
		     CONFIG_NET_SOCKETS_POLL_MAX) ", and 512 more are needed");
