#include "core.h"

#include <zephyr/init.h>
#include <zephyr/kernel.h>

#include <lwip/etharp.h>
#include <lwip/init.h>
#include <lwip/ip4_frag.h>
#include <lwip/ip6_frag.h>
#include <lwip/nd6.h>
#include <lwip/netif.h>
#include <lwip/priv/tcp_priv.h>
#include <lwip/sys.h>

#include "dns.h"
#include "icmp_errors.h"
#include "interface.h"
#include "router.h"
#include "sock.h"

/** Above every thread of the application. */
#define PRIORITY K_PRIO_COOP(7)

#define SECOND_US  1000000
/** ARP and its like age for so long after the last frame; then they stand still. */
#define QUIET_S	   20
/** And are put forward by no more than that: nothing that they keep is older. */
#define CATCH_UP_S 300

static struct {
	/** Timers, in no order: there are a handful. */
	struct net_timer *timers;
	/** What the alarm is set to. */
	int64_t alarm_at;
	struct net_timer tcp;
	struct net_timer housekeeping;
	/** Seconds without a frame. */
	int quiet;
	/** A frame came or went since the last second. */
	bool active;
	/** The housekeeping timer is needed; the network's thread starts it. */
	bool keeping;
	/** When housekeeping stopped. */
	int64_t stopped_at;
	/** The alarm rang; set by its ISR. */
	volatile bool rang;
} core = {.alarm_at = NET_NEVER};

static K_MUTEX_DEFINE(lock);
static K_SEM_DEFINE(wake, 0, 1);
static void on_alarm(struct k_timer *timer);
static void start_tcp(void);
static K_TIMER_DEFINE(alarm, on_alarm, NULL);
static K_THREAD_STACK_DEFINE(stack, CONFIG_NET_STACK_SIZE);
static struct k_thread thread;

/* lwIP's own needs */

_Noreturn void net_assertion_failed(const char *message)
{
	printk("lwIP: %s\n", message);
	k_panic();
}

u32_t sys_now(void)
{
	return k_uptime_get_32();
}

/* The lock */

void net_lock(void)
{
	k_mutex_lock(&lock, K_FOREVER);
}

void net_unlock_quietly(void)
{
	k_mutex_unlock(&lock);
}

void net_kick(void)
{
	start_tcp();
	if (net_interface_has_loopback()) {
		net_wake();
	}
}

void net_unlock(void)
{
	net_kick();
	k_mutex_unlock(&lock);
}

void net_wake(void)
{
	k_sem_give(&wake);
}

/* Timers */

static void on_alarm(struct k_timer *timer)
{
	ARG_UNUSED(timer);
	core.rang = true;
	net_wake();
}

static void set_alarm(int64_t at)
{
	core.alarm_at = at;
	if (at != NET_NEVER) {
		k_timer_start(&alarm, K_TIMEOUT_ABS_US(at), K_NO_WAIT);
	}
}

void net_timer_register(struct net_timer *timer, void (*expired)(struct net_timer *timer))
{
	timer->deadline = NET_NEVER;
	timer->expired = expired;
	timer->next = core.timers;
	core.timers = timer;
}

void net_timer_start(struct net_timer *timer, int64_t delay_us)
{
	timer->deadline = k_uptime_ticks() + delay_us;
	if (timer->deadline < core.alarm_at) {
		set_alarm(timer->deadline);
	}
}

void net_timer_stop(struct net_timer *timer)
{
	/* The alarm may ring for nothing: cheaper than to look for the next deadline each time. */
	timer->deadline = NET_NEVER;
}

static void run_timers(void)
{
	int64_t now = k_uptime_ticks();
	int64_t next = NET_NEVER;

	core.rang = false;
	core.alarm_at = NET_NEVER;
	for (struct net_timer *timer = core.timers; timer != NULL; timer = timer->next) {
		if (timer->deadline <= now) {
			timer->deadline = NET_NEVER;
			timer->expired(timer);
		}
	}
	/* Whatever the functions started is in here too. */
	for (struct net_timer *timer = core.timers; timer != NULL; timer = timer->next) {
		next = MIN(next, timer->deadline);
	}
	set_alarm(next);
}

/* TCP */

/* Whether a connection has anything that time could change. One that is established and silent has
 * not: it costs nothing. */
static bool needs_time(const struct tcp_pcb *pcb)
{
	return (pcb->state != ESTABLISHED && pcb->state != CLOSE_WAIT) || pcb->unacked != NULL ||
	       pcb->unsent != NULL || pcb->ooseq != NULL || pcb->refused_data != NULL ||
	       pcb->persist_backoff > 0 || ip_get_option(pcb, SOF_KEEPALIVE) ||
	       (pcb->flags & (TF_ACK_DELAY | TF_ACK_NOW | TF_CLOSEPEND)) != 0;
}

static bool any_needs_time(void)
{
	bool needed = tcp_tw_pcbs != NULL;

	for (const struct tcp_pcb *pcb = tcp_active_pcbs; pcb != NULL && !needed; pcb = pcb->next) {
		needed = needs_time(pcb);
	}
	return needed;
}

/* lwIP calls it when a connection comes into being. */
void tcp_timer_needed(void)
{
	if (core.tcp.deadline == NET_NEVER) {
		net_timer_start(&core.tcp, TCP_TMR_INTERVAL * 1000);
	}
}

/* After anything that may have given a connection something to do. */
static void start_tcp(void)
{
	if (core.tcp.deadline == NET_NEVER && any_needs_time()) {
		tcp_timer_needed();
	}
}

static void on_tcp(struct net_timer *timer)
{
	ARG_UNUSED(timer);
	/* The unlock starts it again where it is needed. */
	tcp_tmr();
}

/* Housekeeping: what lwIP wants to be called for each second, in a row until there is silence */

static void keep_house(void)
{
	etharp_tmr();
	ip_reass_tmr();
	nd6_tmr();
	net_router_tmr();
	ip6_reass_tmr();
}

static void on_housekeeping(struct net_timer *timer)
{
	keep_house();
	core.quiet = core.active ? 0 : core.quiet + 1;
	core.active = false;
	if (core.quiet < QUIET_S) {
		net_timer_start(timer, SECOND_US);
	} else {
		core.keeping = false;
		core.stopped_at = k_uptime_ticks();
	}
}

void net_active(void)
{
	core.active = true;
	if (!core.keeping) {
		/* Not from here: this may be deep inside of what housekeeping would change. */
		core.keeping = true;
		net_wake();
	}
}

static void resume_housekeeping(void)
{
	int64_t missed = (k_uptime_ticks() - core.stopped_at) / SECOND_US;

	for (int64_t i = MIN(missed, CATCH_UP_S); i > 0; i--) {
		keep_house();
	}
	core.quiet = 0;
	net_timer_start(&core.housekeeping, SECOND_US);
}

/* The thread */

static void run_once(void)
{
	net_lock();
	if (core.rang) {
		run_timers();
	}
	if (core.keeping && core.housekeeping.deadline == NET_NEVER) {
		resume_housekeeping();
	}
	net_interface_poll();
	net_unlock();
	net_dns_deliver();
}

static void run(void *unused1, void *unused2, void *unused3)
{
	ARG_UNUSED(unused1);
	ARG_UNUSED(unused2);
	ARG_UNUSED(unused3);
	for (;;) {
		k_sem_take(&wake, K_FOREVER);
		run_once();
	}
}

static int start(void)
{
	net_lock();
	net_timer_register(&core.tcp, on_tcp);
	net_timer_register(&core.housekeeping, on_housekeeping);
	lwip_init();
	udp_sock_init();
	net_dns_init();
	net_icmp_errors_init();
	net_interface_init();
	net_unlock();
	k_thread_create(&thread, stack, K_THREAD_STACK_SIZEOF(stack), run, NULL, NULL, NULL,
			PRIORITY, 0, K_NO_WAIT);
	k_thread_name_set(&thread, "network");
	return 0;
}

SYS_INIT(start, POST_KERNEL, 50);
