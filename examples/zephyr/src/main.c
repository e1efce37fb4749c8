/*
 * TCP and UDP echo, and a heartbeat each second, on the main thread: one loop waits for all of it.
 */
#include <errno.h>
#include <fcntl.h>

#include <zephyr/kernel.h>
#include <zephyr/net/net_if.h>
#include <zephyr/net/socket.h>
#include <zephyr/sys/printk.h>

#include <aio/loop.h>
#include <aio/reactor.h>
#include <aio/timers.h>

#include "echo.h"

#define ECHO_PORT   7
#define INTERVAL_US INT64_C(1000000)

static struct {
	int timer;
	int64_t deadline_us;
	unsigned int count;
} heartbeat;

int echo_socket(int type, uint16_t port)
{
	struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
	int fd = zsock_socket(AF_INET, type, type == SOCK_STREAM ? IPPROTO_TCP : IPPROTO_UDP);

	if (fd < 0) {
		return -errno;
	}
	if (zsock_bind(fd, (struct sockaddr *)&address, sizeof(address)) < 0 ||
	    zsock_fcntl(fd, F_SETFL, O_NONBLOCK) < 0) {
		int error = -errno;

		(void)zsock_close(fd);
		return error;
	}
	return fd;
}

static int start_heartbeat(void)
{
	heartbeat.timer = aio_timer_create();
	if (heartbeat.timer < 0) {
		return heartbeat.timer;
	}
	heartbeat.deadline_us = aio_clock_us() + INTERVAL_US;
	return aio_timer_set(heartbeat.timer, heartbeat.deadline_us);
}

/** From deadline to deadline, not from now: lateness does not add up. */
static void beat(void)
{
	int64_t late_us = aio_clock_us() - heartbeat.deadline_us;

	heartbeat.deadline_us += INTERVAL_US;
	(void)aio_timer_set(heartbeat.timer, heartbeat.deadline_us);
	printk("heartbeat %u: %lld us late, %d connections\n", ++heartbeat.count, late_us,
	       tcp_echo_connections());
}

static void handle(const struct aio_event *event)
{
	switch (event->kind) {
	case AIO_EVENT_TIMER:
		beat();
		break;
	case AIO_EVENT_SOCKET:
		(void)(tcp_echo_handle(event) || udp_echo_handle(event));
		break;
	default:
		break;
	}
}

/** Zephyr 3.7's driver of the network card of QEMU's board drops the longest frames, as it reads
 * two bytes more than the MTU leaves room for. */
static void let_long_frames_in(void)
{
	struct net_if *interface = net_if_get_default();

	if (IS_ENABLED(CONFIG_ETH_SMSC911X) && interface != NULL) {
		net_if_set_mtu(interface, net_if_get_mtu(interface) + 2);
	}
}

static int start(void)
{
	int error = aio_reactor_start();

	error = error != 0 ? error : tcp_echo_start(ECHO_PORT);
	error = error != 0 ? error : udp_echo_start(ECHO_PORT);
	return error != 0 ? error : start_heartbeat();
}

int main(void)
{
	int error;

	let_long_frames_in();
	error = start();
	if (error != 0) {
		printk("the sample did not start: errno %d\n", -error);
		return 0;
	}
	printk("TCP and UDP echo on port %d\n", ECHO_PORT);
	for (;;) {
		struct aio_event event;

		aio_wait();
		while (aio_next(&event)) {
			handle(&event);
		}
	}
}
