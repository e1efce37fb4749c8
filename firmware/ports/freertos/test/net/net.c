/*
 * FreeRTOS's network over its own loopback: what sockets, eventfds and look-ups answer.
 */
#include <errno.h>
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/net/dns_resolve.h>
#include <zephyr/net/dhcpv4.h>
#include <zephyr/net/net_if.h>
#include <zephyr/net/net_mgmt.h>
#include <zephyr/net/socket.h>
#include <zephyr/zvfs/eventfd.h>

#include <lwip/pbuf.h>
#include <lwip/priv/tcp_priv.h>

#include "../../src/net/core.h"
#include "../case.h"

/* A call that must fail with an errno. */
#define FAILS(call, code)                                                                          \
	do {                                                                                       \
		EXPECT_EQ(call, -1);                                                               \
		EXPECT_EQ(errno, code);                                                            \
	} while (0)

static char big[8192];

/* Helpers */

static struct sockaddr_in at(int port)
{
	return (struct sockaddr_in){
		.sin_family = AF_INET, .sin_port = htons(port), .sin_addr = INADDR_LOOPBACK_INIT};
}

static int port_of(int fd)
{
	struct sockaddr_in address = {0};
	socklen_t length = sizeof(address);

	EXPECT(zsock_getsockname(fd, (struct sockaddr *)&address, &length) == 0);
	return ntohs(address.sin_port);
}

static int bound(int type, int port)
{
	struct sockaddr_in address = at(port);
	int fd = zsock_socket(AF_INET, type, 0);

	EXPECT(fd >= 0);
	EXPECT(zsock_bind(fd, (struct sockaddr *)&address, sizeof(address)) == 0);
	return fd;
}

static int listening(void)
{
	int fd = bound(SOCK_STREAM, 0);

	EXPECT(zsock_listen(fd, 4) == 0);
	return fd;
}

static int connect_to(int fd, int port)
{
	struct sockaddr_in address = at(port);

	return zsock_connect(fd, (struct sockaddr *)&address, sizeof(address));
}

static int tcp(void)
{
	return zsock_socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
}

/* Two ends of a connection. */
static void pair(int *client, int *server)
{
	int listener = listening();

	*client = tcp();
	EXPECT(connect_to(*client, port_of(listener)) == 0);
	*server = zsock_accept(listener, NULL, NULL);
	EXPECT(*server >= 0);
	zsock_close(listener);
}

static void set_nonblocking(int fd)
{
	EXPECT(zsock_fcntl(fd, F_SETFL, zsock_fcntl(fd, F_GETFL, 0) | O_NONBLOCK) == 0);
}

static int error_of(int fd)
{
	int error = -1;
	socklen_t length = sizeof(error);

	EXPECT(zsock_getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &length) == 0);
	return error;
}

#define IN  1
#define OUT 2

/* What of the asked directions is ready within a time. */
static int ready(int fd, int asked, int ms)
{
	zsock_fd_set in;
	zsock_fd_set out;
	struct zsock_timeval timeout = {ms / 1000, ms % 1000 * 1000};

	ZSOCK_FD_ZERO(&in);
	ZSOCK_FD_ZERO(&out);
	if ((asked & IN) != 0) {
		ZSOCK_FD_SET(fd, &in);
	}
	if ((asked & OUT) != 0) {
		ZSOCK_FD_SET(fd, &out);
	}
	if (zsock_select(fd + 1, &in, &out, NULL, &timeout) < 0) {
		return -1;
	}
	return (ZSOCK_FD_ISSET(fd, &in) ? IN : 0) | (ZSOCK_FD_ISSET(fd, &out) ? OUT : 0);
}

/* The connection of a socket ends by a reset that it sends. */
static void abort_connection(int fd)
{
	int port = port_of(fd);

	net_lock();
	for (struct tcp_pcb *pcb = tcp_active_pcbs; pcb != NULL; pcb = pcb->next) {
		if (pcb->local_port == port) {
			tcp_abort(pcb);
			break;
		}
	}
	net_unlock();
}

/* Another thread */

struct job {
	void (*run)(struct job *job);
	int fd;
	int after_ms;
};

static void work(void *job_pointer, void *unused1, void *unused2)
{
	struct job *job = job_pointer;

	ARG_UNUSED(unused1);
	ARG_UNUSED(unused2);
	k_msleep(job->after_ms);
	job->run(job);
}

/* Below the test's own thread. */
static k_tid_t start(struct job *job)
{
	return test_thread(9, work, job);
}

static void join(k_tid_t thread)
{
	EXPECT_EQ(k_thread_join(thread, K_SECONDS(5)), 0);
}

static void write_eventfd(struct job *job)
{
	zvfs_eventfd_write(job->fd, 1);
}

static void close_fd(struct job *job)
{
	zsock_close(job->fd);
}

static void send_byte(struct job *job)
{
	zsock_send(job->fd, "x", 1, 0);
}

/* Tests */

static void refused(void)
{
	int listener = listening();
	int port = port_of(listener);
	int fd = tcp();

	zsock_close(listener);
	FAILS(connect_to(fd, port), ECONNREFUSED);
	EXPECT(error_of(fd) == 0);
	zsock_close(fd);

	fd = tcp();
	set_nonblocking(fd);
	FAILS(connect_to(fd, port), EINPROGRESS);
	EXPECT(ready(fd, IN | OUT, 1000) == (IN | OUT));
	EXPECT(error_of(fd) == ECONNREFUSED);
	EXPECT(error_of(fd) == 0);
	zsock_close(fd);
}

static void unreachable(void)
{
	struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_port = htons(9)};
	int fd = zsock_socket(AF_INET6, SOCK_STREAM, 0);

	/* 2001:db8::1, while there is no router. */
	address.sin6_addr.s6_addr[0] = 0x20;
	address.sin6_addr.s6_addr[1] = 0x01;
	address.sin6_addr.s6_addr[15] = 1;
	FAILS(zsock_connect(fd, (struct sockaddr *)&address, sizeof(address)), ENETUNREACH);
	zsock_close(fd);
}

static void nonblocking_connect(void)
{
	int listener = listening();
	int fd = tcp();
	char byte;

	set_nonblocking(fd);
	set_nonblocking(listener);
	FAILS(zsock_accept(listener, NULL, NULL), EAGAIN);
	FAILS(connect_to(fd, port_of(listener)), EINPROGRESS);
	EXPECT(ready(fd, OUT, 1000) == OUT);
	EXPECT(error_of(fd) == 0);
	FAILS(connect_to(fd, port_of(listener)), EISCONN);
	FAILS(zsock_recv(fd, &byte, 1, 0), EAGAIN);
	EXPECT(ready(listener, IN, 1000) == IN);
	zsock_close(fd);
	zsock_close(listener);
}

static void addresses(void)
{
	struct sockaddr_in peer;
	socklen_t length = sizeof(peer);
	int listener = listening();
	int client = tcp();
	int server;

	FAILS(zsock_getpeername(client, (struct sockaddr *)&peer, &length), ENOTCONN);
	EXPECT(connect_to(client, port_of(listener)) == 0);
	server = zsock_accept(listener, (struct sockaddr *)&peer, &length);
	EXPECT(length == sizeof(peer) && peer.sin_family == AF_INET);
	EXPECT(ntohs(peer.sin_port) == port_of(client) && peer.sin_addr.s4_addr[0] == 127);
	EXPECT(zsock_getpeername(client, (struct sockaddr *)&peer, &length) == 0);
	EXPECT(ntohs(peer.sin_port) == port_of(server) && port_of(server) == port_of(listener));
	zsock_close(client);
	zsock_close(server);
	zsock_close(listener);
}

static void peek(void)
{
	int client;
	int server;
	char text[16] = "";

	pair(&client, &server);
	EXPECT(zsock_send(client, "hello", 5, 0) == 5);
	EXPECT(zsock_recv(server, text, 3, ZSOCK_MSG_PEEK) == 3 && memcmp(text, "hel", 3) == 0);
	EXPECT(zsock_recv(server, text, sizeof(text), 0) == 5 && memcmp(text, "hello", 5) == 0);
	zsock_close(client);
	EXPECT(zsock_recv(server, text, sizeof(text), ZSOCK_MSG_PEEK) == 0);
	EXPECT(zsock_recv(server, text, sizeof(text), 0) == 0);
	EXPECT(zsock_recv(server, text, sizeof(text), 0) == 0);
	zsock_close(server);
}

static void half_close(void)
{
	int client;
	int server;
	char text[16];

	pair(&client, &server);
	EXPECT(zsock_send(client, "bye", 3, 0) == 3);
	EXPECT(zsock_shutdown(client, ZSOCK_SHUT_WR) == 0);
	FAILS(zsock_send(client, "x", 1, 0), EPIPE);
	EXPECT(zsock_recv(server, text, sizeof(text), 0) == 3);
	EXPECT(zsock_recv(server, text, sizeof(text), 0) == 0);
	EXPECT(ready(server, IN | OUT, 0) == (IN | OUT));
	EXPECT(zsock_send(server, "still", 5, 0) == 5);
	EXPECT(zsock_recv(client, text, sizeof(text), 0) == 5);
	EXPECT(zsock_shutdown(server, ZSOCK_SHUT_WR) == 0);
	EXPECT(zsock_recv(client, text, sizeof(text), 0) == 0);
	/* Both directions are closed, TIME_WAIT passes, and the descriptors are still there. */
	k_msleep(3000);
	EXPECT(zsock_recv(client, text, sizeof(text), 0) == 0);
	EXPECT(zsock_recv(server, text, sizeof(text), 0) == 0);
	FAILS(zsock_send(server, "x", 1, 0), EPIPE);
	EXPECT(error_of(client) == 0 && error_of(server) == 0);
	zsock_close(client);
	zsock_close(server);
}

static void shut_reading(void)
{
	int client;
	int server;
	char byte;

	pair(&client, &server);
	EXPECT(zsock_shutdown(server, ZSOCK_SHUT_RD) == 0);
	EXPECT(ready(server, IN, 0) == IN);
	EXPECT(zsock_recv(server, &byte, 1, 0) == 0);
	EXPECT(zsock_send(client, "x", 1, 0) == 1);
	EXPECT(zsock_recv(server, &byte, 1, 0) == 0);
	EXPECT(zsock_send(server, "y", 1, 0) == 1);
	EXPECT(zsock_recv(client, &byte, 1, 0) == 1 && byte == 'y');
	zsock_close(client);
	zsock_close(server);
}

static void reset(void)
{
	int client;
	int server;
	char text[8];

	pair(&client, &server);
	EXPECT(zsock_send(client, "last", 4, 0) == 4);
	abort_connection(client);
	EXPECT(ready(server, IN | OUT, 1000) == (IN | OUT));
	/* What came before it is still to be had. */
	EXPECT(zsock_recv(server, text, sizeof(text), 0) == 4);
	FAILS(zsock_recv(server, text, sizeof(text), 0), ECONNRESET);
	EXPECT(zsock_recv(server, text, sizeof(text), 0) == 0);
	FAILS(zsock_send(server, "x", 1, 0), EPIPE);
	zsock_close(client);
	zsock_close(server);

	pair(&client, &server);
	abort_connection(client);
	FAILS(zsock_send(server, "x", 1, 0), ECONNRESET);
	zsock_close(client);
	zsock_close(server);
}

static void reader_hangs_up(void)
{
	int client;
	int server;
	int result = 0;

	pair(&client, &server);
	zsock_close(server);
	for (int i = 0; i < 100 && result >= 0; i++) {
		result = zsock_send(client, big, sizeof(big), 0);
	}
	EXPECT(result == -1 && (errno == ECONNRESET || errno == EPIPE));
	zsock_close(client);

	/* Closed with data that nobody read: a reset. */
	pair(&client, &server);
	EXPECT(zsock_send(client, "x", 1, 0) == 1);
	zsock_close(server);
	FAILS(zsock_recv(client, big, 1, 0), ECONNRESET);
	zsock_close(client);
}

static void aborted(void)
{
	int listener = listening();
	int client = tcp();

	EXPECT(connect_to(client, port_of(listener)) == 0);
	abort_connection(client);
	EXPECT(ready(listener, IN, 1000) == IN);
	FAILS(zsock_accept(listener, NULL, NULL), ECONNABORTED);
	set_nonblocking(listener);
	FAILS(zsock_accept(listener, NULL, NULL), EAGAIN);
	zsock_close(client);

	/* The listener goes with a connection in its queue. */
	client = tcp();
	EXPECT(connect_to(client, port_of(listener)) == 0);
	zsock_close(listener);
	FAILS(zsock_recv(client, big, 1, 0), ECONNRESET);
	zsock_close(client);
}

static void in_use(void)
{
	int on = 1;
	int first = listening();
	int second = tcp();
	struct sockaddr_in address = at(port_of(first));

	zsock_setsockopt(second, SOL_SOCKET, SO_REUSEADDR, &on, sizeof(on));
	FAILS(zsock_bind(second, (struct sockaddr *)&address, sizeof(address)), EADDRINUSE);
	zsock_close(first);
	EXPECT(zsock_bind(second, (struct sockaddr *)&address, sizeof(address)) == 0);
	FAILS(zsock_bind(second, (struct sockaddr *)&address, sizeof(address)), EINVAL);
	zsock_close(second);

	first = bound(SOCK_DGRAM, 0);
	second = zsock_socket(AF_INET, SOCK_DGRAM, 0);
	address = at(port_of(first));
	FAILS(zsock_bind(second, (struct sockaddr *)&address, sizeof(address)), EADDRINUSE);
	zsock_close(first);
	zsock_close(second);
}

static void misuse(void)
{
	struct sockaddr_in6 six = {.sin6_family = AF_INET6};
	int fd = tcp();
	int event = zvfs_eventfd(0, ZVFS_EFD_NONBLOCK);
	char byte;

	FAILS(zsock_socket(99, SOCK_STREAM, 0), EAFNOSUPPORT);
	FAILS(zsock_socket(AF_INET, SOCK_STREAM, IPPROTO_UDP), EPROTONOSUPPORT);
	FAILS(zsock_recv(fd, &byte, 1, 0), ENOTCONN);
	FAILS(zsock_send(fd, &byte, 1, 0), ENOTCONN);
	FAILS(zsock_shutdown(fd, ZSOCK_SHUT_WR), ENOTCONN);
	FAILS(zsock_bind(fd, (struct sockaddr *)&six, sizeof(six)), EAFNOSUPPORT);
	FAILS(zsock_accept(fd, NULL, NULL), EINVAL);
	FAILS(zsock_recv(event, &byte, 1, 0), ENOTSOCK);
	zsock_close(fd);
	zsock_close(event);
	FAILS(zsock_close(fd), EBADF);
	FAILS(zsock_recv(fd, &byte, 1, 0), EBADF);
	FAILS(zsock_close(-1), EBADF);
	EXPECT(ready(fd, IN, 0) == -1 && errno == EBADF);
}

static void no_delay(void)
{
	int fd = tcp();
	int value = 1;
	socklen_t length = sizeof(value);

	EXPECT(zsock_setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &value, sizeof(value)) == 0);
	value = 0;
	EXPECT(zsock_getsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &value, &length) == 0 && value == 1);
	EXPECT(zsock_getsockopt(fd, SOL_SOCKET, SO_TYPE, &value, &length) == 0);
	EXPECT(value == SOCK_STREAM);
	zsock_close(fd);
}

static void datagrams(void)
{
	int a = bound(SOCK_DGRAM, 0);
	int b = bound(SOCK_DGRAM, 0);
	struct sockaddr_in to_b = at(port_of(b));
	struct sockaddr_in from;
	socklen_t length = sizeof(from);
	char text[16];

	set_nonblocking(b);
	FAILS(zsock_recv(b, text, sizeof(text), 0), EAGAIN);
	FAILS(zsock_send(a, "x", 1, 0), EDESTADDRREQ);
	EXPECT(zsock_sendto(a, "0123456789", 10, 0, (struct sockaddr *)&to_b, sizeof(to_b)) == 10);
	EXPECT(zsock_sendto(a, "", 0, 0, (struct sockaddr *)&to_b, sizeof(to_b)) == 0);
	EXPECT(zsock_sendto(a, "next", 4, 0, (struct sockaddr *)&to_b, sizeof(to_b)) == 4);
	EXPECT(zsock_recv(b, text, sizeof(text), ZSOCK_MSG_PEEK) == 10);
	EXPECT(zsock_recvfrom(b, text, 4, 0, (struct sockaddr *)&from, &length) == 4);
	EXPECT(memcmp(text, "0123", 4) == 0 && ntohs(from.sin_port) == port_of(a));
	EXPECT(zsock_recv(b, text, sizeof(text), 0) == 0);
	EXPECT(zsock_recv(b, text, sizeof(text), 0) == 4 && memcmp(text, "next", 4) == 0);
	EXPECT(ready(b, IN | OUT, 0) == OUT);
	FAILS(zsock_sendto(a, big, 65508, 0, (struct sockaddr *)&to_b, sizeof(to_b)), EMSGSIZE);
	EXPECT(zsock_sendto(a, big, 5000, 0, (struct sockaddr *)&to_b, sizeof(to_b)) == 5000);
	EXPECT(zsock_recv(b, text, 3, ZSOCK_MSG_TRUNC) == 5000);
	zsock_close(a);
	zsock_close(b);
}

static void connected_datagrams(void)
{
	int a = bound(SOCK_DGRAM, 0);
	int b = bound(SOCK_DGRAM, 0);
	int stranger = bound(SOCK_DGRAM, 0);
	struct sockaddr_in to_b = at(port_of(b));
	struct sockaddr nobody = {.sa_family = AF_UNSPEC};
	char text[16];

	EXPECT(connect_to(b, port_of(a)) == 0);
	EXPECT(zsock_sendto(stranger, "no", 2, 0, (struct sockaddr *)&to_b, sizeof(to_b)) == 2);
	EXPECT(zsock_sendto(a, "yes", 3, 0, (struct sockaddr *)&to_b, sizeof(to_b)) == 3);
	EXPECT(zsock_recv(b, text, sizeof(text), 0) == 3);
	/* The peer goes away, and ICMP says so. */
	zsock_close(a);
	EXPECT(zsock_send(b, "x", 1, 0) == 1);
	EXPECT(ready(b, IN, 1000) == IN);
	FAILS(zsock_recv(b, text, sizeof(text), 0), ECONNREFUSED);
	EXPECT(zsock_connect(b, &nobody, sizeof(nobody)) == 0);
	FAILS(zsock_send(b, "x", 1, 0), EDESTADDRREQ);
	zsock_close(b);
	zsock_close(stranger);
}

static void more_datagrams_than_room(void)
{
	int a = bound(SOCK_DGRAM, 0);
	int b = bound(SOCK_DGRAM, 0);
	struct sockaddr_in to_b = at(port_of(b));
	int count = 0;

	for (int i = 0; i < 1000; i++) {
		EXPECT(zsock_sendto(a, &i, sizeof(i), 0, (struct sockaddr *)&to_b, sizeof(to_b)) ==
		       sizeof(i));
	}
	for (int i; zsock_recv(b, &i, sizeof(i), ZSOCK_MSG_DONTWAIT) == sizeof(i); count++) {
		EXPECT(i == count);
	}
	EXPECT(count >= 8);
	zsock_close(a);
	zsock_close(b);
}

static void exhausted(void)
{
	static int fds[CONFIG_ZVFS_OPEN_MAX];
	int listener = listening();
	int client = tcp();
	int count = 0;

	while (count < CONFIG_ZVFS_OPEN_MAX && (fds[count] = tcp()) >= 0) {
		count++;
	}
	EXPECT(errno == EMFILE && count == CONFIG_ZVFS_OPEN_MAX - 2);
	FAILS(zvfs_eventfd(0, 0), EMFILE);
	EXPECT(connect_to(client, port_of(listener)) == 0);
	/* The connection waits until there is a descriptor. */
	FAILS(zsock_accept(listener, NULL, NULL), EMFILE);
	EXPECT(count > 0 && zsock_close(fds[--count]) == 0);
	fds[count] = zsock_accept(listener, NULL, NULL);
	EXPECT(fds[count] >= 0);
	for (; count >= 0; count--) {
		zsock_close(fds[count]);
	}
	zsock_close(client);
	zsock_close(listener);
}

static void eventfd(void)
{
	zvfs_eventfd_t value = 0;
	int fd = zvfs_eventfd(0, ZVFS_EFD_NONBLOCK);
	struct job job = {.run = write_eventfd, .fd = fd, .after_ms = 20};
	k_tid_t thread;

	FAILS(zvfs_eventfd_read(fd, &value), EAGAIN);
	EXPECT(ready(fd, IN | OUT, 0) == OUT);
	EXPECT(ready(fd, IN, 10) == 0);
	thread = start(&job);
	EXPECT(ready(fd, IN, 2000) == IN);
	join(thread);
	EXPECT(zvfs_eventfd_write(fd, 41) == 0);
	EXPECT(zvfs_eventfd_read(fd, &value) == 0 && value == 42);
	EXPECT(ready(fd, IN, 0) == 0);
	EXPECT(zvfs_eventfd_write(fd, UINT64_MAX - 1) == 0);
	FAILS(zvfs_eventfd_write(fd, 1), EAGAIN);
	EXPECT(ready(fd, IN | OUT, 0) == IN);
	zsock_close(fd);
	fd = zvfs_eventfd(2, ZVFS_EFD_SEMAPHORE | ZVFS_EFD_NONBLOCK);
	EXPECT(zvfs_eventfd_read(fd, &value) == 0 && value == 1);
	EXPECT(zvfs_eventfd_read(fd, &value) == 0 && value == 1);
	FAILS(zvfs_eventfd_read(fd, &value), EAGAIN);
	zsock_close(fd);
}

static void select_wakes(void)
{
	int client;
	int server;
	struct job job = {.run = send_byte, .after_ms = 20};
	k_tid_t thread;
	int64_t began;

	pair(&client, &server);
	job.fd = client;
	thread = start(&job);
	EXPECT(ready(server, IN, 2000) == IN);
	join(thread);
	zsock_recv(server, big, 1, 0);
	began = k_uptime_get();
	EXPECT(ready(server, IN, 30) == 0);
	EXPECT(k_uptime_get() - began >= 30 && k_uptime_get() - began < 300);
	/* Closed by another thread while it is waited for. */
	job = (struct job){.run = close_fd, .fd = server, .after_ms = 20};
	thread = start(&job);
	EXPECT(ready(server, IN, 2000) == -1 && errno == EBADF);
	join(thread);
	zsock_close(client);
}

static uint8_t pattern(size_t position, int seed)
{
	return (uint8_t)(position * 7 + (position >> 8) + (size_t)seed);
}

struct flow {
	size_t sent;
	size_t received;
	int seed;
};

static void pump(int fd, struct flow *flow, size_t total, int ready_bits)
{
	int result;

	if ((ready_bits & OUT) != 0 && flow->sent < total) {
		size_t count = MIN(sizeof(big), total - flow->sent);

		for (size_t i = 0; i < count; i++) {
			big[i] = (char)pattern(flow->sent + i, flow->seed);
		}
		result = (int)zsock_send(fd, big, count, ZSOCK_MSG_DONTWAIT);
		EXPECT(result > 0 || errno == EAGAIN);
		flow->sent += (size_t)MAX(result, 0);
	}
	if ((ready_bits & IN) != 0) {
		result = (int)zsock_recv(fd, big, sizeof(big), ZSOCK_MSG_DONTWAIT);
		EXPECT(result > 0);
		for (int i = 0; i < result; i++) {
			EXPECT((uint8_t)big[i] == pattern(flow->received + (size_t)i, !flow->seed));
		}
		flow->received += (size_t)MAX(result, 0);
	}
}

static void both_ways(void)
{
	const size_t total = 1024 * 1024;
	int fds[2];
	struct flow flows[2] = {{.seed = 0}, {.seed = 1}};

	pair(&fds[0], &fds[1]);
	while ((flows[0].received < total || flows[1].received < total)) {
		zsock_fd_set in;
		zsock_fd_set out;
		struct zsock_timeval timeout = {5, 0};

		ZSOCK_FD_ZERO(&in);
		ZSOCK_FD_ZERO(&out);
		for (int i = 0; i < 2; i++) {
			ZSOCK_FD_SET(fds[i], &in);
			if (flows[i].sent < total) {
				ZSOCK_FD_SET(fds[i], &out);
			}
		}
		EXPECT(zsock_select(MAX(fds[0], fds[1]) + 1, &in, &out, NULL, &timeout) > 0);
		for (int i = 0; i < 2; i++) {
			pump(fds[i], &flows[i], total,
			     (ZSOCK_FD_ISSET(fds[i], &in) ? IN : 0) |
				     (ZSOCK_FD_ISSET(fds[i], &out) ? OUT : 0));
		}
	}
	zsock_close(fds[0]);
	zsock_close(fds[1]);
}

static void byte_by_byte(void)
{
	int client;
	int server;
	int on = 1;
	int count = 0;
	int received = 0;
	int result;

	pair(&client, &server);
	zsock_setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	for (; count < 3000; count++) {
		if (zsock_send(client, "x", 1, ZSOCK_MSG_DONTWAIT) != 1) {
			break;
		}
	}
	EXPECT(count > 1000);
	zsock_close(client);
	while ((result = (int)zsock_recv(server, big, sizeof(big), 0)) > 0) {
		received += result;
	}
	EXPECT(result == 0 && received == count);
	zsock_close(server);
}

static void six(void)
{
	struct sockaddr_in6 address = {.sin6_family = AF_INET6, .sin6_addr = IN6ADDR_LOOPBACK_INIT};
	socklen_t length = sizeof(address);
	int listener = zsock_socket(AF_INET6, SOCK_STREAM, 0);
	int client = zsock_socket(AF_INET6, SOCK_STREAM, 0);
	int server;
	char text[INET6_ADDRSTRLEN];

	EXPECT(zsock_bind(listener, (struct sockaddr *)&address, sizeof(address)) == 0);
	EXPECT(zsock_listen(listener, 1) == 0);
	EXPECT(zsock_getsockname(listener, (struct sockaddr *)&address, &length) == 0);
	EXPECT(zsock_connect(client, (struct sockaddr *)&address, sizeof(address)) == 0);
	server = zsock_accept(listener, (struct sockaddr *)&address, &length);
	zsock_inet_ntop(AF_INET6, &address.sin6_addr, text, sizeof(text));
	EXPECT(strcmp(text, "::1") == 0);
	EXPECT(zsock_send(client, "six", 3, 0) == 3);
	EXPECT(zsock_recv(server, text, sizeof(text), 0) == 3);
	zsock_close(client);
	zsock_close(server);
	zsock_close(listener);
}

static void numbers(void)
{
	static const char *const wrong[] = {"1",	  "1.2.3",     "1.2.3.256",
					    "01.2.3.4.5", "0x1.2.3.4", "a"};
	uint8_t bytes[16];
	char text[INET6_ADDRSTRLEN];

	EXPECT(zsock_inet_pton(AF_INET, "192.0.2.1", bytes) == 1 && bytes[0] == 192);
	for (unsigned int i = 0; i < ARRAY_SIZE(wrong); i++) {
		EXPECT(zsock_inet_pton(AF_INET, wrong[i], bytes) == 0);
		EXPECT(zsock_inet_pton(AF_INET6, wrong[i], bytes) == 0);
	}
	EXPECT(zsock_inet_pton(AF_INET6, "2001:db8::FF", bytes) == 1 && bytes[15] == 255);
	EXPECT(zsock_inet_ntop(AF_INET6, bytes, text, sizeof(text)) == text);
	EXPECT(strcmp(text, "2001:db8::ff") == 0);
	EXPECT(zsock_inet_ntop(AF_INET6, bytes, text, 5) == NULL);
}

static void many_short_ones(void)
{
	for (int i = 0; i < 300; i++) {
		int client;
		int server;

		pair(&client, &server);
		EXPECT(zsock_send(client, &i, sizeof(i), 0) == sizeof(i));
		EXPECT(zsock_recv(server, big, sizeof(big), 0) == sizeof(i));
		zsock_close(i % 2 != 0 ? client : server);
		zsock_close(i % 2 != 0 ? server : client);
	}
}

/* Look-ups */

static enum dns_resolve_status last_status;
static K_SEM_DEFINE(looked_up, 0, 8);

static void on_lookup(enum dns_resolve_status status, struct dns_addrinfo *info, void *user_data)
{
	ARG_UNUSED(user_data);
	if (status == DNS_EAI_INPROGRESS) {
		EXPECT(info->ai_family == AF_INET);
		EXPECT(net_sin(&info->ai_addr)->sin_addr.s4_addr[3] == 7);
		return;
	}
	last_status = status;
	k_sem_give(&looked_up);
}

/* Answers the next question of a name server's socket: with 192.0.2.7, or with an error's code. */
static void answer_question(int server, uint8_t code)
{
	static const uint8_t record[] = {0xc0, 12, 0, 1, 0, 1, 0, 0, 0, 1, 0, 4, 192, 0, 2, 7};
	struct sockaddr_storage from;
	socklen_t length = sizeof(from);
	uint8_t message[128];
	ssize_t size = zsock_recvfrom(server, message, sizeof(message) - sizeof(record), 0,
				      (struct sockaddr *)&from, &length);

	EXPECT(size > 12);
	message[2] |= 0x80;
	message[3] = code;
	if (code == 0) {
		message[7] = 1;
		memcpy(message + size, record, sizeof(record));
		size += sizeof(record);
	}
	EXPECT(zsock_sendto(server, message, size, 0, (struct sockaddr *)&from, length) == size);
}

static void lookups(void)
{
	const char *servers[] = {"127.0.0.1", NULL};
	struct sockaddr_in address = {.sin_family = AF_INET,
				      .sin_port = htons(53),
				      .sin_addr = {.s4_addr = {127, 0, 0, 1}}};
	int server = zsock_socket(AF_INET, SOCK_DGRAM, IPPROTO_UDP);
	uint16_t id;

	EXPECT(zsock_bind(server, (struct sockaddr *)&address, sizeof(address)) == 0);
	EXPECT(dns_get_addr_info("", DNS_QUERY_TYPE_A, NULL, on_lookup, NULL, 100) == -EINVAL);
	EXPECT(dns_get_addr_info("a.test", DNS_QUERY_TYPE_A, &id, on_lookup, NULL, 100) ==
	       -ENOTCONN);
	EXPECT(dns_resolve_reconfigure(dns_resolve_get_default(), servers, NULL) == 0);
	EXPECT(dns_get_addr_info("a.test", DNS_QUERY_TYPE_A, &id, on_lookup, NULL, 100) == 0);
	answer_question(server, 0);
	EXPECT(k_sem_take(&looked_up, K_SECONDS(1)) == 0 && last_status == DNS_EAI_ALLDONE);
	EXPECT(dns_get_addr_info("b.test", DNS_QUERY_TYPE_A, &id, on_lookup, NULL, 100) == 0);
	answer_question(server, 3);
	EXPECT(k_sem_take(&looked_up, K_SECONDS(1)) == 0 && last_status == DNS_EAI_NONAME);
	/* Those that were given up leave nothing behind. */
	for (int i = 0; i < 20; i++) {
		EXPECT(dns_get_addr_info("c.test", DNS_QUERY_TYPE_A, &id, on_lookup, NULL, 5000) ==
		       0);
		EXPECT(dns_cancel_addr_info(id) == 0);
		EXPECT(k_sem_take(&looked_up, K_NO_WAIT) == 0 && last_status == DNS_EAI_CANCELED);
	}
	zsock_close(server);
	EXPECT(dns_get_addr_info("nobody.test", DNS_QUERY_TYPE_A, &id, on_lookup, NULL, 50) == 0);
	EXPECT(k_sem_take(&looked_up, K_SECONDS(1)) == 0 && last_status == DNS_EAI_CANCELED);
	EXPECT(dns_cancel_addr_info(id) == -ENOENT);
	EXPECT(dns_get_addr_info("never.test", DNS_QUERY_TYPE_A, &id, on_lookup, NULL, 5000) == 0);
	EXPECT(dns_cancel_addr_info(id) == 0);
	EXPECT(k_sem_take(&looked_up, K_NO_WAIT) == 0 && last_status == DNS_EAI_CANCELED);
}

/* With a network: QEMU's 10.0.2.0/24 */

static K_SEM_DEFINE(addressed, 0, 1);

static void on_address(struct net_mgmt_event_callback *callback, uint32_t event,
		       struct net_if *interface)
{
	ARG_UNUSED(callback);
	ARG_UNUSED(interface);
	EXPECT_EQ(event, NET_EVENT_IPV4_ADDR_ADD);
	k_sem_give(&addressed);
}

static void ask_dhcp(void)
{
	static struct net_mgmt_event_callback callback;
	struct net_if *interface = net_if_get_default();
	const struct in_addr *address;

	net_mgmt_init_event_callback(&callback, on_address, NET_EVENT_IPV4_ADDR_ADD);
	net_mgmt_add_event_callback(&callback);
	EXPECT(net_if_ipv4_get_global_addr(interface, NET_ADDR_PREFERRED) == NULL);
	net_dhcpv4_start(interface);
	EXPECT_EQ(k_sem_take(&addressed, K_SECONDS(10)), 0);
	address = net_if_ipv4_get_global_addr(interface, NET_ADDR_PREFERRED);
	EXPECT(address != NULL && address->s4_addr[0] == 10 && address->s4_addr[3] == 15);
}

static void no_such_host(void)
{
	struct sockaddr_in nobody = {.sin_family = AF_INET,
				     .sin_port = htons(9),
				     .sin_addr = {.s4_addr = {10, 0, 2, 77}}};
	int fd = tcp();
	int64_t began;

	ask_dhcp();
	began = k_uptime_get();
	FAILS(zsock_connect(fd, (struct sockaddr *)&nobody, sizeof(nobody)), EHOSTUNREACH);
	EXPECT_BETWEEN(k_uptime_get() - began, 2000, 4000);
	zsock_close(fd);
}

static void look_at_stack(const struct k_thread *thread, void *user_data)
{
	size_t unused;

	ARG_UNUSED(user_data);
	if (strcmp(k_thread_name_get((k_tid_t)thread), "network") == 0) {
		EXPECT_EQ(k_thread_stack_space_get(thread, &unused), 0);
		test_say("network: %d bytes of stack unused\n", (int)unused);
		EXPECT(unused >= 256);
	}
}

/* Receive buffers that are free: all of them, once each socket is closed. */
static int free_buffers(void)
{
	struct pbuf *first = NULL;
	struct pbuf *p;
	int count = 0;

	net_lock();
	while ((p = pbuf_alloc(PBUF_RAW, 1, PBUF_POOL)) != NULL) {
		count++;
		if (first == NULL) {
			first = p;
		} else {
			pbuf_cat(first, p);
		}
	}
	if (first != NULL) {
		pbuf_free(first);
	}
	net_unlock();
	return count;
}

static void nothing_leaks(void)
{
	void *rest;

	/* The last connections' TIME_WAIT. */
	k_msleep(4000);
	EXPECT(free_buffers() == PBUF_POOL_SIZE);
	net_lock();
	rest = mem_malloc(MEM_SIZE * 15 / 16);
	EXPECT(rest != NULL);
	mem_free(rest);
	EXPECT(tcp_active_pcbs == NULL && tcp_tw_pcbs == NULL);
	net_unlock();
	k_thread_foreach_unlocked(look_at_stack, NULL);
}

/* Each scenario is followed by a look at what it left behind. */
#define TEST(title, scenario)                                                                      \
	CASE(title)                                                                                \
	{                                                                                          \
		scenario();                                                                        \
		nothing_leaks();                                                                   \
	}

TEST("connecting where nobody listens is refused, blocking and not", refused)
TEST("a destination without a route is unreachable", unreachable)
TEST("a connect that does not block ends writable", nonblocking_connect)
TEST("both ends agree on their addresses", addresses)
TEST("peek leaves what it saw", peek)
TEST("a half-closed connection carries the other direction, and ends", half_close)
TEST("shutdown for reading ends reading and not writing", shut_reading)
TEST("a reset is readable and writable, and an error once", reset)
TEST("a writer learns that its reader hung up", reader_hangs_up)
TEST("a connection that was reset before it was accepted is aborted", aborted)
TEST("an address in use is refused", in_use)
TEST("misuse has an errno for each kind", misuse)
TEST("options are kept", no_delay)
TEST("datagrams are whole, cut, empty and peeked at", datagrams)
TEST("a connected datagram socket hears its peer only, and of its end", connected_datagrams)
TEST("datagrams beyond the queue are lost, the first are kept", more_datagrams_than_room)
TEST("descriptors run out and come back", exhausted)
TEST("an eventfd counts and wakes select", eventfd)
TEST("select wakes for a byte, its timeout and a close", select_wakes)
TEST("1 MiB goes both ways at once", both_ways)
TEST("single bytes do not use up the receive buffers", byte_by_byte)
TEST("IPv6 loopback works", six)
TEST("numeric addresses are read strictly and written shortly", numbers)
TEST("three hundred connections in a row", many_short_ones)
TEST("look-ups answer, time out and are cancelled", lookups)
TEST("DHCP gives the interface its address", ask_dhcp)
TEST("a host that does not answer ARP is unreachable after three seconds", no_such_host)
