/*
 * lwIP ignores ICMP's "destination unreachable". As Linux has it, a connect ends by it, a connected
 * UDP socket gets an error to collect, and an established TCP connection lives on.
 */
#include "icmp_errors.h"

#include <errno.h>
#include <string.h>

#include <lwip/priv/tcp_priv.h>
#include <lwip/prot/icmp.h>
#include <lwip/prot/ip4.h>
#include <lwip/raw.h>
#include <lwip/tcp.h>
#include <lwip/udp.h>

#include "sock.h"

/** The start of a packet that did not arrive: its IP header and ports. */
struct lost {
	struct ip_hdr ip;
	uint16_t from;
	uint16_t to;
};

static int errno_of(unsigned int code)
{
	switch (code) {
	case ICMP_DUR_NET:
	case 6: /* network unknown */
	case 9: /* network prohibited */
		return ENETUNREACH;
	case ICMP_DUR_PORT:
		return ECONNREFUSED;
	case ICMP_DUR_FRAG:
		return 0;
	default:
		return EHOSTUNREACH;
	}
}

static bool is_to(const struct lost *lost, const ip_addr_t *remote, uint16_t local_port,
		  uint16_t remote_port)
{
	return IP_IS_V4(remote) && ip_2_ip4(remote)->addr == lost->ip.dest.addr &&
	       local_port == lwip_ntohs(lost->from) && remote_port == lwip_ntohs(lost->to);
}

static void fail_connect(const struct lost *lost, int error)
{
	for (struct tcp_pcb *pcb = tcp_active_pcbs; pcb != NULL; pcb = pcb->next) {
		if (pcb->state == SYN_SENT && pcb->callback_arg != NULL &&
		    is_to(lost, &pcb->remote_ip, pcb->local_port, pcb->remote_port)) {
			tcp_sock_fail(pcb->callback_arg, error);
			return;
		}
	}
}

static void fail_datagram(const struct lost *lost, int error)
{
	for (struct udp_pcb *pcb = udp_pcbs; pcb != NULL; pcb = pcb->next) {
		struct net_sock *sock = pcb->recv_arg;

		if ((pcb->flags & UDP_FLAGS_CONNECTED) != 0 && sock != NULL &&
		    is_to(lost, &pcb->remote_ip, pcb->local_port, pcb->remote_port)) {
			sock->error = (uint8_t)error;
			sock_changed(sock);
			return;
		}
	}
}

static u8_t on_icmp(void *arg, struct raw_pcb *raw, struct pbuf *p, const ip_addr_t *from)
{
	const struct ip_hdr *ip = p->payload;
	u16_t offset = IPH_HL_BYTES(ip);
	struct icmp_echo_hdr icmp;
	struct lost lost;
	int error;

	LWIP_UNUSED_ARG(arg);
	LWIP_UNUSED_ARG(raw);
	LWIP_UNUSED_ARG(from);
	if (pbuf_copy_partial(p, &icmp, sizeof(icmp), offset) != sizeof(icmp) ||
	    icmp.type != ICMP_DUR ||
	    pbuf_copy_partial(p, &lost, sizeof(lost), offset + sizeof(icmp)) != sizeof(lost) ||
	    IPH_HL_BYTES(&lost.ip) != IP_HLEN) {
		return 0;
	}
	error = errno_of(icmp.code);
	if (error != 0 && IPH_PROTO(&lost.ip) == IP_PROTO_TCP) {
		fail_connect(&lost, error);
	} else if (error != 0 && IPH_PROTO(&lost.ip) == IP_PROTO_UDP) {
		fail_datagram(&lost, error);
	}
	return 0;
}

void net_icmp_errors_init(void)
{
	struct raw_pcb *pcb = raw_new(IP_PROTO_ICMP);

	raw_recv(pcb, on_icmp, NULL);
}
