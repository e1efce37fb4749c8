/*
 * Read by lwIP: what of it is used, and how much memory it has. All memory is static.
 *
 * lwIP runs "without an operating system": its callback API, called by whichever thread holds the
 * network's lock (src/net/core.h). Its own sockets and its tcpip thread are not used.
 */
#ifndef LWIPOPTS_H_
#define LWIPOPTS_H_

#define NO_SYS		     1
/* Everything is called under the network's lock. */
#define SYS_LIGHTWEIGHT_PROT 0
/* core.c has timers that stop while nothing needs them. */
#define LWIP_TIMERS	     0
#define LWIP_NETCONN	     0
#define LWIP_SOCKET	     0

#ifndef CONFIG_ASSERT
#define LWIP_NOASSERT 1
#endif
/* How much of each pool is taken, for src/net/figures.c; nothing else is counted. */
#ifdef CONFIG_AIO_STATS
#define LWIP_STATS     1
#define MEM_STATS      1
#define MEMP_STATS     1
#define SYS_STATS      0
#define LINK_STATS     0
#define ETHARP_STATS   0
#define IP_STATS       0
#define IPFRAG_STATS   0
#define ICMP_STATS     0
#define UDP_STATS      0
#define TCP_STATS      0
#define IP6_STATS      0
#define ICMP6_STATS    0
#define IP6_FRAG_STATS 0
#define MLD6_STATS     0
#define ND6_STATS      0
#else
#define LWIP_STATS 0
#endif

/* Memory. A connection that the program has closed keeps its control block until its peer agrees,
 * and one that waits to be accepted, or is half open, has one too. */
#define MEM_ALIGNMENT		  4
#define NET_CONNECTIONS		  (2 * CONFIG_AIO_MAX_SOCKETS + 8 + CONFIG_NET_TCP_HALF_OPEN)
#define MEMP_NUM_TCP_PCB	  NET_CONNECTIONS
#define MEMP_NUM_TCP_PCB_LISTEN	  (CONFIG_AIO_MAX_SOCKETS + 1)
#define MEMP_NUM_UDP_PCB	  (CONFIG_ZVFS_OPEN_MAX + NET_DNS_QUESTIONS + 1)
#define MEMP_NUM_RAW_PCB	  1
#define MEMP_NUM_TCP_SEG	  (8 * CONFIG_AIO_MAX_SOCKETS + 32)
#define MEMP_NUM_REASSDATA	  4
#define MEMP_NUM_FRAG_PBUF	  16
#define MEMP_NUM_ARP_QUEUE	  64
#define MEMP_NUM_ND6_QUEUE	  64
/* A neighbour that is asked for and does not answer takes the place of one that is known: senders
 * that are not there, as many as a flood names, must not push out those that are. */
#define ARP_TABLE_SIZE		  127
#define LWIP_ND6_NUM_NEIGHBORS	  64
#define LWIP_ND6_NUM_DESTINATIONS 64
#define MEMP_NUM_PBUF		  32
/* What TCP has sent and is not yet acknowledged, or what UDP has received and is not yet read, 1/8
 * for headers; what is on its way out, or around the loopback, and long datagrams. */
#define MEM_SIZE		  (CONFIG_AIO_MAX_SOCKETS * NET_SOCKET_ROOM * 9 / 8 + 40960)
#define NET_SOCKET_ROOM                                                                            \
	(TCP_SND_BUF > CONFIG_NET_UDP_QUEUE_SIZE ? TCP_SND_BUF : CONFIG_NET_UDP_QUEUE_SIZE)

/* Frames. Two bytes before each make what follows the Ethernet header aligned. */
#define ETH_PAD_SIZE 2
#define PBUF_POOL_SIZE                                                                             \
	(CONFIG_AIO_MAX_SOCKETS * CONFIG_NET_TCP_WINDOW_SEGMENTS + CONFIG_NET_RX_BUFFERS)
/* A frame, its padding and its CRC. */
#define PBUF_POOL_BUFSIZE     1536
#define LWIP_NETIF_HWADDRHINT 1

/* TCP */
#define TCP_MSS								1460
#define TCP_WND								(CONFIG_NET_TCP_WINDOW_SEGMENTS * TCP_MSS)
#define TCP_SND_BUF							(CONFIG_NET_TCP_WINDOW_SEGMENTS * TCP_MSS)
#define TCP_SND_QUEUELEN						(4 * CONFIG_NET_TCP_WINDOW_SEGMENTS)
/* src/net/admit.c limits what waits to be accepted, and what is half open. */
#define TCP_LISTEN_BACKLOG						0
#define LWIP_TCP_KEEPALIVE						1
#define SO_REUSE							1
/* The first retransmission after 1 s (RFC 6298); a connect that nobody answers ends after 13. */
#define LWIP_TCP_RTO_TIME						1000
#define TCP_SYNMAXRTX							12
/* Zephyr's TIME_WAIT is 1.5 s. */
#define TCP_MSL								1000
#define LWIP_CHECKSUM_ON_COPY						0
#define LWIP_HOOK_FILENAME						"lwip_hooks.h"
#define LWIP_HOOK_TCP_ISN(local_ip, local_port, remote_ip, remote_port) LWIP_RAND()

/* IP */
#define LWIP_IPV4		   1
#define LWIP_IPV6		   1
#define LWIP_IPV6_SCOPES	   0
#define LWIP_IPV6_MLD		   0
#define LWIP_RAW		   1
#define LWIP_ICMP		   1
#define ARP_QUEUEING		   1
#define LWIP_ND6_ALLOW_RA_UPDATES  1
#define IP_REASS_MAX_PBUFS	   12
#define LWIP_NETIF_LOOPBACK	   1
#define LWIP_NETIF_STATUS_CALLBACK 1
#define LWIP_NETIF_LINK_CALLBACK   1

/* DHCP: without asking whether somebody has the address already, which takes seconds. */
#define LWIP_DHCP		 1
#define LWIP_DHCP_DOES_ACD_CHECK 0
#define LWIP_ACD		 0

/* DNS: that DHCP tells of its servers. The resolver is src/net/dns.c: two questions for each
 * look-up may be open. */
#define LWIP_DNS	  1
#define DNS_MAX_SERVERS	  2
#define NET_DNS_QUESTIONS (2 * CONFIG_AIO_MAX_LOOKUPS)

#endif /* LWIPOPTS_H_ */
