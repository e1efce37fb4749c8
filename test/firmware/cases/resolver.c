/* firmware/core/resolver.c with the loop, on the simulated CPU; the name server is the case. */
#include <errno.h>
#include <string.h>

#include <zephyr/kernel.h>
#include <zephyr/net/dns_resolve.h>

#include "user.h"

#define A    DNS_QUERY_TYPE_A
#define AAAA DNS_QUERY_TYPE_AAAA

static void expect_question(const char *name, int type)
{
	int asked;

	EXPECT(sim_questions() > 0);
	EXPECT(strcmp(sim_question(&asked), name) == 0);
	EXPECT_EQ(asked, type);
}

static void expect_result(int handle, int result, const char *address)
{
	char text[46] = "";

	EXPECT_EQ(aio_lookup_result(handle, text, sizeof(text)), result);
	EXPECT(strcmp(text, address) == 0);
	EXPECT_EQ(aio_lookup_result(handle, text, sizeof(text)), -EBADF);
}

static dns_resolve_cb_t late_callback;
static void *late_user_data;

static void found(int unused)
{
	ARG_UNUSED(unused);
	sim_answer(DNS_EAI_ALLDONE, "192.0.2.7");
}

static void found_six(int unused)
{
	ARG_UNUSED(unused);
	sim_answer(DNS_EAI_ALLDONE, "2001:db8::7");
}

static void ended(int status)
{
	sim_answer(status, NULL);
}

CASE("a name is asked for, and its address comes as an event")
{
	start();

	int handle = aio_lookup_start("example.com", 4);

	EXPECT(handle > 0);
	EXPECT_EQ(aio_pending(), 1);
	expect_question("example.com", A);
	sim_at(100, found, 0);
	aio_wait();
	EXPECT_EQ(sim_now(), 100);
	expect_lookup(handle);
	expect_end();
	EXPECT_EQ(aio_pending(), 0);
	expect_result(handle, 0, "192.0.2.7");
}

CASE("an IPv6 address is asked for by family 6")
{
	start();

	int handle = aio_lookup_start("example.com", 6);

	expect_question("example.com", AAAA);
	sim_at(100, found_six, 0);
	aio_wait();
	expect_lookup(handle);
	expect_result(handle, 0, "2001:db8::7");
}

CASE("family 0 asks for IPv6 where there is no IPv4 address")
{
	start();

	int handle = aio_lookup_start("example.com", 0);

	expect_question("example.com", A);
	sim_at(100, ended, DNS_EAI_NODATA);
	sim_at(200, found_six, 0);
	aio_wait();
	EXPECT_EQ(sim_now(), 200);
	expect_lookup(handle);
	expect_result(handle, 0, "2001:db8::7");
}

CASE("family 0 finds nothing where there is neither")
{
	start();

	int handle = aio_lookup_start("example.com", 0);

	sim_at(100, ended, DNS_EAI_NODATA);
	sim_at(200, ended, DNS_EAI_NODATA);
	aio_wait();
	EXPECT_EQ(sim_now(), 200);
	expect_lookup(handle);
	expect_result(handle, -ENOENT, "");
}

CASE("a name that does not exist is ENOENT, and a server that is silent ETIMEDOUT")
{
	static const struct {
		int status;
		int result;
	} endings[] = {
		{DNS_EAI_NODATA, -ENOENT},	{DNS_EAI_NONAME, -ENOENT},
		{DNS_EAI_FAIL, -ENOENT},	{DNS_EAI_ALLDONE, -ENOENT},
		{DNS_EAI_CANCELED, -ETIMEDOUT}, {DNS_EAI_MEMORY, -ENOMEM},
		{DNS_EAI_SYSTEM, -EIO},
	};

	start();
	for (size_t i = 0; i < ARRAY_SIZE(endings); i++) {
		int handle = aio_lookup_start("example.com", 4);

		sim_at(sim_now() + 10, ended, endings[i].status);
		aio_wait();
		expect_lookup(handle);
		expect_result(handle, endings[i].result, "");
	}
}

CASE("numeric addresses and localhost need no name server")
{
	static const struct {
		const char *host;
		int family;
		int result;
		const char *address;
	} hosts[] = {
		{"192.0.2.1", 0, 0, "192.0.2.1"},
		{"192.0.2.1", 4, 0, "192.0.2.1"},
		{"192.0.2.1", 6, -ENOENT, ""},
		{"2001:db8::1", 0, 0, "2001:db8::1"},
		{"2001:db8::1", 6, 0, "2001:db8::1"},
		{"2001:db8::1", 4, -ENOENT, ""},
		{"localhost", 0, 0, "127.0.0.1"},
		{"LocalHost", 4, 0, "127.0.0.1"},
		{"localhost", 6, 0, "::1"},
		{"localhost.", 0, 0, "127.0.0.1"},
		{"a.localhost", 0, 0, "127.0.0.1"},
		{"0x7f.1", 0, 0, "127.0.0.1"},
		{"[2001:DB8::1]", 0, 0, "2001:db8::1"},
	};

	start();
	for (size_t i = 0; i < ARRAY_SIZE(hosts); i++) {
		int handle = aio_lookup_start(hosts[i].host, hosts[i].family);

		EXPECT(handle > 0);
		EXPECT_EQ(sim_questions(), 0);
		aio_wait();
		expect_lookup(handle);
		expect_result(handle, hosts[i].result, hosts[i].address);
	}
}

CASE("what can be no name is not asked for")
{
	static const char *const hosts[] = {
		"",	     ".",
		"..",	     "a..b",
		".a",	     "999.1.1.1",
		"1.2.3.4.5", "example.123",
		"gg::1",     "fe80::1%1",
		"[::1",	     " 127.0.0.1",
		"a b",	     "a/b",
		"a%b",	     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.com",
	};

	start();
	for (size_t i = 0; i < ARRAY_SIZE(hosts); i++) {
		int handle = aio_lookup_start(hosts[i], 0);

		EXPECT_EQ(sim_questions(), 0);
		aio_wait();
		expect_lookup(handle);
		expect_result(handle, -ENOENT, "");
	}
}

CASE("a name of 255 bytes is asked for, and a longer one refused")
{
	char name[257];

	memset(name, 'a', 256);
	for (int i = 50; i < 256; i += 50) {
		name[i] = '.';
	}
	name[256] = '\0';
	start();
	EXPECT_EQ(aio_lookup_start(name, 4), -ENAMETOOLONG);
	name[255] = '\0';
	EXPECT(aio_lookup_start(name, 4) > 0);
	expect_question(name, A);
}

CASE("a question that is not answered is asked again after 250 ms, 500 ms, and then each second")
{
	static const int64_t asked_at[] = {250000, 750000, 1750000, 2750000, 3750000, 4750000};

	start();

	int64_t began = sim_now();
	int handle = aio_lookup_start("example.com", 4);

	for (size_t i = 0; i < ARRAY_SIZE(asked_at); i++) {
		EXPECT_EQ(sim_asked(), i + 1);
		sim_at(began + asked_at[i] - 1, wake, 0);
		aio_wait();
		EXPECT_EQ(sim_asked(), i + 1);
		sim_at(began + asked_at[i] + 1, wake, 0);
		aio_wait();
		EXPECT_EQ(sim_asked(), i + 2);
		/* No more than two are open at once. */
		EXPECT_EQ(sim_questions(), 2);
	}
	aio_wait();
	EXPECT_EQ(sim_now(), began + 5000000);
	expect_lookup(handle);
	EXPECT_EQ(sim_questions(), 0);
	expect_result(handle, -ETIMEDOUT, "");
}

CASE("the answer to an earlier question counts, and no other is asked after it")
{
	start();

	int handle = aio_lookup_start("example.com", 4);

	sim_at(600000, found, 0);
	aio_wait();
	EXPECT_EQ(sim_now(), 600000);
	EXPECT_EQ(sim_asked(), 2);
	expect_lookup(handle);
	EXPECT_EQ(sim_questions(), 0);
	expect_result(handle, 0, "192.0.2.7");
	sim_at(5000000, wake, 0);
	aio_wait();
	EXPECT_EQ(sim_now(), 5000000);
	EXPECT_EQ(sim_asked(), 2);
}

static void found_none_for(int unused)
{
	ARG_UNUSED(unused);
	late_callback(DNS_EAI_NODATA, NULL, late_user_data);
}

CASE("a second answer that there is no IPv4 address does not end the question for an IPv6 one")
{
	start();

	int handle = aio_lookup_start("example.com", 0);

	sim_last_question(&late_callback, &late_user_data);
	sim_at(100, ended, DNS_EAI_NODATA);
	sim_at(150, found_none_for, 0);
	sim_at(200, found_six, 0);
	aio_wait();
	EXPECT_EQ(sim_now(), 200);
	expect_lookup(handle);
	expect_result(handle, 0, "2001:db8::7");
}

static void answers_again(int unused)
{
	ARG_UNUSED(unused);
	sim_dns_error = 0;
}

CASE("a question that could not be sent is asked again like one that was lost")
{
	start();
	sim_dns_error = -ENOMEM;

	int handle = aio_lookup_start("example.com", 4);

	sim_at(100000, answers_again, 0);
	sim_at(300000, found, 0);
	aio_wait();
	EXPECT_EQ(sim_now(), 300000);
	expect_lookup(handle);
	expect_result(handle, 0, "192.0.2.7");
}

CASE("look-ups that were given up leave nothing behind, however many they were")
{
	start();
	for (int i = 0; i < 100; i++) {
		int handle = aio_lookup_start("silent.example", 0);

		EXPECT(handle > 0);
		EXPECT_EQ(aio_lookup_cancel(handle), 0);
		EXPECT_EQ(sim_questions(), 0);
	}
}

CASE("what cannot be asked ends like any other look-up")
{
	start();
	sim_dns_error = -EINVAL;

	int unknown = aio_lookup_start("", 4);

	sim_dns_error = -ENOTCONN;

	int unreachable = aio_lookup_start("example.com", 4);

	aio_wait();
	expect_lookup(unknown);
	expect_lookup(unreachable);
	expect_end();
	expect_result(unknown, -ENOENT, "");
	expect_result(unreachable, -ENOTCONN, "");
}

CASE("a result before its event, and a handle that is wrong, are EBADF")
{
	char address[46];

	start();

	int handle = aio_lookup_start("192.0.2.1", 4);

	EXPECT_EQ(aio_lookup_result(handle, address, sizeof(address)), -EBADF);
	EXPECT_EQ(aio_lookup_result(handle + 1, address, sizeof(address)), -EBADF);
	EXPECT_EQ(aio_lookup_result(0, address, sizeof(address)), -EBADF);
	EXPECT_EQ(aio_lookup_result(-1, address, sizeof(address)), -EBADF);
	EXPECT_EQ(aio_lookup_cancel(handle + 1), -EBADF);
	aio_wait();
	expect_lookup(handle);
	expect_result(handle, 0, "192.0.2.1");
}

CASE("a look-up that was given up is cancelled at the resolver and has no event")
{
	start();

	int handle = aio_lookup_start("example.com", 4);

	EXPECT_EQ(aio_lookup_cancel(handle), 0);
	EXPECT_EQ(sim_questions(), 0);
	EXPECT_EQ(aio_lookup_cancel(handle), -EBADF);
	EXPECT_EQ(aio_pending(), 0);
	sim_at(100, wake, 0);
	aio_wait();
	expect_end();
	EXPECT_EQ(sim_now(), 100);
}

CASE("one that ended and was given up before its event has none")
{
	start();

	int kept = aio_lookup_start("192.0.2.1", 4);
	int cancelled = aio_lookup_start("192.0.2.2", 4);
	int asked = aio_lookup_start("example.com", 4);

	aio_wait();
	expect_lookup(kept);
	EXPECT_EQ(aio_lookup_cancel(cancelled), 0);
	expect_end();
	EXPECT_EQ(aio_pending(), 1);
	expect_result(kept, 0, "192.0.2.1");
	sim_at(500, found, 0);
	aio_wait();
	EXPECT_EQ(sim_now(), 500);
	expect_lookup(asked);
	expect_result(asked, 0, "192.0.2.7");
}

CASE("an answer that comes after the look-up was given up does not reach the next one in its slot")
{
	struct dns_addrinfo info = {.ai_family = AF_INET};

	start();

	int first = aio_lookup_start("first.example", 4);

	sim_last_question(&late_callback, &late_user_data);
	EXPECT_EQ(aio_lookup_cancel(first), 0);

	int second = aio_lookup_start("second.example", 4);

	EXPECT(second != first);
	late_callback(DNS_EAI_INPROGRESS, &info, late_user_data);
	late_callback(DNS_EAI_ALLDONE, NULL, late_user_data);
	sim_at(100, found, 0);
	aio_wait();
	EXPECT_EQ(sim_now(), 100);
	expect_lookup(second);
	expect_result(second, 0, "192.0.2.7");
}

CASE("exhausted look-ups are refused with EAGAIN, and one that is taken makes room")
{
	int handles[CONFIG_AIO_MAX_LOOKUPS];

	start();
	for (int i = 0; i < CONFIG_AIO_MAX_LOOKUPS; i++) {
		handles[i] = aio_lookup_start("192.0.2.1", 4);
		EXPECT(handles[i] > 0);
	}
	EXPECT_EQ(aio_lookup_start("192.0.2.1", 4), -EAGAIN);
	aio_wait();
	for (int i = 0; i < CONFIG_AIO_MAX_LOOKUPS; i++) {
		expect_lookup(handles[i]);
	}
	expect_end();
	/* Until the result is taken the slot holds it. */
	EXPECT_EQ(aio_lookup_start("192.0.2.1", 4), -EAGAIN);
	expect_result(handles[2], 0, "192.0.2.1");
	EXPECT(aio_lookup_start("192.0.2.1", 4) > 0);
}

CASE("an address that does not fit is not cut")
{
	char address[8];

	start();

	int handle = aio_lookup_start("192.0.2.1", 4);

	aio_wait();
	expect_lookup(handle);
	EXPECT_EQ(aio_lookup_result(handle, address, sizeof(address)), -ENOMEM);
}
